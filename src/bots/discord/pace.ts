/** Spreads our own requests evenly below Discord's global limit, so that a fan-out of thousands never meets a 429. */

import { setTimeout as sleep } from 'node:timers/promises'

export interface Pace {
  /** Resolves when the next request may go; rejects when `signal` aborts first. */
  turn(signal?: AbortSignal): Promise<void>
  /** Nothing goes for so long: Discord said so about everything. */
  pause(ms: number): void
}

/** Time that never goes back, in milliseconds, and waiting in it. */
interface Time {
  now(): number
  wait(ms: number, signal: AbortSignal | undefined): Promise<unknown>
}

const realTime: Time = {
  now: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
}

/** At most `perSecond` turns a second, evenly spaced: a burst at the start of each second would let two bursts meet in one of Discord's. */
export function createPace(perSecond: number, time: Time = realTime): Pace {
  const gapMs = 1_000 / perSecond
  let nextAt = 0
  return {
    async turn(signal) {
      const now = time.now()
      const at = Math.max(nextAt, now)
      nextAt = at + gapMs
      if (at > now) await time.wait(at - now, signal)
      signal?.throwIfAborted()
    },
    pause(ms) {
      nextAt = Math.max(nextAt, time.now() + ms)
    },
  }
}
