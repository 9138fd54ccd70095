/** Moves the clock as time would pass: whatever is due on the way happens at its own moment. */

import type { MovableClock } from '../../core/movable-clock.ts'
import { STOPS_MAX } from './limits.ts'

export interface ClockMoves {
  readonly clock: MovableClock
  /** When something is next owed, epoch milliseconds; `null` when nothing is. */
  nextDueAt(): Promise<number | null>
  /** Resolves once everything owed now has been decided and sent. */
  settleAll(): Promise<void>
}

/** Goes forward to `atMs`, stopping at everything due before it. Never goes back. */
export async function moveForwardTo(atMs: number, { clock, nextDueAt, settleAll }: ClockMoves): Promise<void> {
  await settleAll()
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    const due = await nextDueAt()
    if (due === null || due > atMs) break
    // Something owed already that settling did not clear (a retry, a held lease) is not worth standing still for.
    if (due <= clock.now()) break
    clock.moveTo(due)
    await settleAll()
  }
  if (clock.now() < atMs) clock.moveTo(atMs)
  await settleAll()
}
