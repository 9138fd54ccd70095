/** How long to wait before the next try. */

const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000

/** 1 s, 2 s, 4 s … up to 5 minutes for the first, second, third … try that failed; a fifth either way, so that many bots do not return at once. */
export function retryDelayMs(failed: number, random: () => number = Math.random): number {
  const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failed - 1))
  return ms * (0.8 + random() * 0.4)
}
