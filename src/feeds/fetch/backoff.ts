/** How long to leave a source alone after it failed. Pure. */

const FIRST_MS = 60_000

/**
 * Doubles from a minute for the first, second, third … failure in a row, up to `longestMs`; a quarter either way by `random` from [0, 1),
 * so that sources that failed together do not come back together.
 */
export function backoffMs(failures: number, { random, longestMs }: { readonly random: number; readonly longestMs: number }): number {
  const fullMs = Math.min(longestMs, FIRST_MS * 2 ** Math.min(30, Math.max(0, failures - 1)))
  return Math.round(fullMs * (0.75 + random / 2))
}
