/** A clock people can move: it runs like the one beneath it, a chosen distance away. For the practice chat and for tests. */

import type { Clock } from './ports/clock.ts'

export interface MovableClock extends Clock {
  /** Makes `now()` equal `atMs` (epoch milliseconds) at this moment; it goes on running from there. May go back. */
  moveTo(atMs: number): void
  /** Moves by `byMs` milliseconds; negative goes back. */
  advance(byMs: number): void
}

/** Starts at the time of `base` and keeps its pace: over a clock that stands still, this one stands still between moves. */
export function createMovableClock(base: Clock): MovableClock {
  let offsetMs = 0
  return {
    now: () => base.now() + offsetMs,
    moveTo: (atMs) => {
      offsetMs = atMs - base.now()
    },
    advance: (byMs) => {
      offsetMs += byMs
    },
  }
}
