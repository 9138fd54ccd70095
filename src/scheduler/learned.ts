/** What was learned while running, and from which day a digest can tell it. */

import { addDays } from '../core/calendar-date.ts'
import type { Change } from '../core/change.ts'
import { instantAt, localDateOf } from '../core/local-time.ts'
import type { Announcements } from '../core/ports/announcements.ts'
import type { CalendarDate } from '../core/service.ts'
import type { DigestSchedule } from '../core/subscription.ts'
import { announcementKey } from './plan-announcements.ts'

/** Longer than the longest time something learned stays news, and than the longest time between two runs. */
const LEARNED_WITHIN_MS = 60 * 86_400_000

/** When changes were first known to us, by announcement key; those known from the start are not in it. */
export type Learned = ReadonlyMap<string, number>

/** Reads what was learned lately. */
export async function learnedLately(announcements: Pick<Announcements, 'notedSince'>, now: number): Promise<Learned> {
  const noted = await announcements.notedSince(now - LEARNED_WITHIN_MS)
  return new Map(noted.map(({ key, atMs }) => [key, atMs]))
}

/**
 * The first local date whose run can tell a change: the day it was learned, or the next when that day's run was already owed by then; that
 * run may have covered the day. `null` for a change that was known from the start.
 */
export function knownFrom(change: Change, learned: Learned, schedule: DigestSchedule): CalendarDate | null {
  const atMs = learned.get(announcementKey(change, 'announced'))
  if (atMs === undefined) return null
  const day = localDateOf(atMs, schedule.zone)
  return atMs <= instantAt(day, schedule.localTime, schedule.zone) ? day : addDays(day, 1)
}
