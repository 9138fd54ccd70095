/** Spreads digests that are due together over a moment, each at its own place in it whatever else is due. Pure. */

/** So few are sent within half a second anyway. */
const TOGETHER_MIN = 25
/** Somewhat less than Discord's 50 requests a second allow, so that the pace decides when all are out, and not the spread. */
const MS_EACH = 16
const MS_MAX = 5 * 60_000

/** How much later than the others one of `dueTogether` digests goes, in milliseconds. The same key always has the same share of the whole. */
export function spreadMs(key: string, dueTogether: number): number {
  if (dueTogether <= TOGETHER_MIN) return 0
  return Math.floor(shareOf(key) * Math.min(MS_MAX, dueTogether * MS_EACH))
}

/** In [0, 1): FNV-1a, stirred once more so that keys that differ in their last digit land far apart. */
function shareOf(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
