/** Spreads our own requests evenly below Discord's global limit, so that a fan-out of thousands never meets a 429. */

import { setTimeout as sleep } from 'node:timers/promises'

export interface Pace {
  /** Resolves when the next request may go; rejects when `signal` aborts first. */
  turn(signal?: AbortSignal): Promise<void>
  /** Nothing goes for so long: Discord said so about everything. */
  pause(ms: number): void
}

/**
 * At most `perSecond` turns a second, evenly spaced: a burst at the start of each second would let two bursts meet in one of Discord's.
 * `now` counts milliseconds and never goes back.
 */
export function createPace(perSecond: number, now: () => number = () => performance.now()): Pace {
  const gapMs = 1_000 / perSecond
  let nextAt = 0
  return {
    async turn(signal) {
      const at = Math.max(nextAt, now())
      nextAt = at + gapMs
      const waitMs = at - now()
      if (waitMs > 0) await sleep(waitMs, undefined, signal === undefined ? {} : { signal })
      signal?.throwIfAborted()
    },
    pause(ms) {
      nextAt = Math.max(nextAt, now() + ms)
    },
  }
}
