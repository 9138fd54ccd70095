/** Wakes the bot: every minute, and at the very instant something is owed when that is sooner. Knows nothing of what is due. */

import { schedule } from 'node-cron'
import type { Clock } from '../core/ports/clock.ts'

export interface Ticker {
  /** Calls `onTick` until stopped. */
  start(onTick: () => void): void
  /** Also wakes at this instant (epoch milliseconds), replacing an earlier wish; `null` for none. Ignored unless started. */
  wakeAt(atMs: number | null): void
  stop(): void
}

const MINUTE_MS = 60_000

/**
 * A ticker on the real time of the machine. node-cron ticks in UTC and only wakes: with a time zone it loses runs on days when clocks
 * change, and after a sleep it does not catch up, so everything that is owed lives in the database instead.
 */
export function createTicker(clock: Clock): Ticker {
  let onTick = () => {}
  let stopTicks = () => {}
  let timer: NodeJS.Timeout | undefined
  let started = false
  return {
    start(wake) {
      started = true
      onTick = wake
      const task = schedule('* * * * *', () => wake(), { timezone: 'UTC', suppressMissedWarning: true })
      stopTicks = () => void task.destroy()
    },
    wakeAt(atMs) {
      clearTimeout(timer)
      if (atMs === null || !started) return
      const inMs = Math.max(0, Math.ceil(atMs - clock.now()))
      // Anything further away is asked about again after the next tick.
      if (inMs <= MINUTE_MS) timer = setTimeout(() => onTick(), inMs)
    },
    stop() {
      started = false
      clearTimeout(timer)
      stopTicks()
    },
  }
}
