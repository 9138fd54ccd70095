/** Whether a digest that is due runs now, for which local date, and when it is next. Pure. */

import { addDays } from '../core/calendar-date.ts'
import { latestRun, nextRun } from '../core/local-time.ts'
import type { CalendarDate } from '../core/service.ts'
import type { Digest } from '../core/subscription.ts'

/** A run this long after its time is called late, even when no earlier one was missed. */
const LATE_AFTER_MS = 60 * 60_000

/** A run that is owed. */
export interface DigestRun {
  readonly kind: 'run'
  /** The local date it belongs to. */
  readonly runOn: CalendarDate
  /** It tells of the days after the digest's `coveredUntil`, up to this one. */
  readonly coveredUntil: CalendarDate
  /** First day covered when it is late, else `null`. */
  readonly lateFrom: CalendarDate | null
  /** When the next run is owed. */
  readonly dueAt: number
}

/** `replan`: its time has not come after all, since the rules of its zone have changed after the instant was computed. */
export type DigestPlan = DigestRun | { readonly kind: 'replan'; readonly dueAt: number }

/**
 * Plans one run for all that were missed: it belongs to the latest local date whose time has come. The days after that date stay for the
 * next run, which keeps one local date one run.
 */
export function planDigestRun(digest: Digest, now: number): DigestPlan {
  const { schedule } = digest.settings
  const owed = latestRun(schedule, { lastRunOn: digest.lastRunOn, now })
  if (owed === null || owed.dueAt < digest.dueAt - LATE_AFTER_MS) {
    return { kind: 'replan', dueAt: nextRun(schedule, { lastRunOn: digest.lastRunOn, now }).dueAt }
  }
  const coveredUntil = owed.runOn > digest.coveredUntil ? owed.runOn : digest.coveredUntil
  const late = now - digest.dueAt > LATE_AFTER_MS
  const firstDay = addDays(digest.coveredUntil, 1)
  return {
    kind: 'run',
    runOn: owed.runOn,
    coveredUntil,
    lateFrom: late && firstDay <= owed.runOn ? firstDay : null,
    dueAt: nextRun(schedule, { lastRunOn: owed.runOn, now }).dueAt,
  }
}
