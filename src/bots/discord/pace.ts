/** Spreads our own requests evenly below Discord's global limit, so that a fan-out of thousands never meets a 429. */

import { setTimeout as sleep } from 'node:timers/promises'

export interface Pace {
  /** Resolves when the next request may go, in the order they asked; rejects when `signal` aborts first. */
  turn(signal?: AbortSignal): Promise<void>
  /** A request went without asking for a turn, and counts at Discord all the same. */
  took(): void
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

/** A second, and what one request may be later than another on its way to Discord: a connection being made, a busy moment of ours. */
const WINDOW_MS = 1_040
/** How far turns may fall behind their even places and still catch up; more is a pause, not a delay. */
const CATCH_UP_MS = 250

/**
 * At most `perSecond` turns in any second, evenly spaced: a burst at the start of each second would let two bursts meet in one of Discord's.
 * After a busy moment of ours the turns come up to twice as fast, but never more of them in a second.
 */
export function createPace(perSecond: number, time: Time = realTime): Pace {
  const gapMs = WINDOW_MS / perSecond
  /** When the last `perSecond` turns were, in a ring. */
  const turnsAt: number[] = Array.from({ length: perSecond }, () => Number.NEGATIVE_INFINITY)
  let turns = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let placeAt = Number.NEGATIVE_INFINITY
  let pausedUntil = Number.NEGATIVE_INFINITY
  let queue: Promise<unknown> = Promise.resolve()

  const nextAt = () => Math.max(placeAt, pausedUntil, lastAt + gapMs / 2, (turnsAt[turns % perSecond] ?? 0) + WINDOW_MS)

  async function takeTurn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    // Asked again after each wait: timers are early or late, and a pause may have come meanwhile.
    for (let waitMs = nextAt() - time.now(); waitMs > 0; waitMs = nextAt() - time.now()) await time.wait(waitMs, signal)
    take(time.now())
  }

  function take(now: number): void {
    turnsAt[turns % perSecond] = now
    turns += 1
    lastAt = now
    placeAt = Math.max(placeAt, now - CATCH_UP_MS) + gapMs
  }

  return {
    turn(signal) {
      const turn = queue.then(() => takeTurn(signal))
      queue = turn.catch(() => {})
      return turn
    },
    took: () => take(time.now()),
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, time.now() + ms)
    },
  }
}
