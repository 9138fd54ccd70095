/** How long a server asks us to stay away. */

/** Longer than this nobody means; a source that says so is looked at again after it all the same. */
const LONGEST_MS = 7 * 24 * 3_600_000

/** Milliseconds from `now` for a Retry-After header, seconds or a date (RFC 9110, section 10.2.3); `null` when it says neither. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(LONGEST_MS, Number(text) * 1_000)
  // Date.parse reads almost anything, such as "-5" or "next 1"; a date of HTTP begins with a weekday.
  if (!/^[a-z]{3,9},? /i.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.min(LONGEST_MS, Math.max(0, at - now))
}
