/**
 * Wall-clock times in IANA zones: when a schedule's next run is owed, and what day it is somewhere. Clock changes follow one rule:
 * a time that a gap skips moves forward by the gap ("compatible" in Temporal), a time that happens twice means its first occurrence.
 */

import { Temporal } from 'temporal-polyfill'
import { addDays } from './calendar-date.ts'
import type { CalendarDate } from './service.ts'
import type { DigestSchedule } from './subscription.ts'

/** One run of a schedule. `runOn`, the local date it belongs to, is its identity; `dueAt` is the instant, epoch milliseconds. */
export interface ScheduledRun {
  readonly runOn: CalendarDate
  readonly dueAt: number
}

/**
 * A weekly run whose day does not exist (Samoa had no Friday 30 December 2011) leads to the one after; a week and a day
 * either side of that is the farthest a search ever goes.
 */
const SEARCH_DAYS = 16

const DAY_MS = 86_400_000

/** True for `00:00` to `23:59`, always two digits each. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/**
 * The IANA zone somebody typed, in its proper case (`europe/berlin` → `Europe/Berlin`), or `null`. Older names stay as typed rather than
 * being replaced by their successors. Offsets such as `+02:00` are refused: they know no clock changes, so a run at 9:00 would
 * be at 10:00 for half of the year.
 */
export function parseTimeZone(text: string): string | null {
  const name = text.trim()
  // Temporal also reads a zone out of a whole timestamp ("2020-01-01T00:00Z[Europe/Berlin]"); only a bare name is meant here.
  if (name.length > 64 || !/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return null
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** True for an IANA zone in its proper case, as {@link parseTimeZone} returns it. */
export function isTimeZone(text: string): boolean {
  return parseTimeZone(text) === text
}

/** The day each zone was last asked about, and the instants between which it is that day: nearly every question is about today. */
const lastDays = new Map<string, { readonly date: CalendarDate; readonly from: number; readonly until: number }>()
const LAST_DAYS_MAX = 1_000

/** The day it is in `zone` at this instant (epoch milliseconds). */
export function localDateOf(atMs: number, zone: string): CalendarDate {
  const last = lastDays.get(zone)
  if (last !== undefined && atMs >= last.from && atMs < last.until) return last.date
  const there = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone)
  const date = there.toPlainDate().toString()
  // On a day of another length its hours may come twice, once before and once after midnight.
  if (there.hoursInDay === 24) {
    const from = there.startOfDay().epochMilliseconds
    if (lastDays.size >= LAST_DAYS_MAX) lastDays.clear()
    lastDays.set(zone, { date, from, until: from + DAY_MS })
  }
  return date
}

/** What clocks in `zone` show at this instant (epoch milliseconds), as `HH:MM`. */
export function localTimeOf(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
}

/** When clocks in `zone` show `localTime` on this day, epoch milliseconds: after a gap when it is skipped, the first time when it comes twice. */
export function instantAt(date: CalendarDate, localTime: string, zone: string): number {
  return Temporal.PlainDateTime.from(`${date}T${localTime}`).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}

/**
 * The next run of a schedule: the first of its days after `lastRunOn` whose time is not yet past at `now`. Days before today are not
 * owed any more; that they were missed is for {@link latestRun} to say.
 */
export function nextRun(schedule: DigestSchedule, after: { readonly lastRunOn: CalendarDate | null; readonly now: number }): ScheduledRun {
  // Yesterday's run can still be ahead: a gap across midnight moves 23:45 to 00:45 of the next day.
  let date = addDays(localDateOf(after.now, schedule.zone), -1)
  if (after.lastRunOn !== null && date <= after.lastRunOn) date = addDays(after.lastRunOn, 1)
  for (let day = 0; day <= SEARCH_DAYS; day += 1, date = addDays(date, 1)) {
    if (!runsOn(schedule, date)) continue
    const dueAt = instantAt(date, schedule.localTime, schedule.zone)
    if (dueAt >= after.now) return { runOn: date, dueAt }
  }
  throw new Error(`no run of a schedule within ${SEARCH_DAYS} days`)
}

/** The latest run after `lastRunOn` whose time has come at `now`, or `null`. Runs between the two were missed; this one stands for them. */
export function latestRun(
  schedule: DigestSchedule,
  at: { readonly lastRunOn: CalendarDate | null; readonly now: number },
): ScheduledRun | null {
  // Tomorrow's run can be past already: a clock turned back across midnight makes it yesterday again.
  let date = addDays(localDateOf(at.now, schedule.zone), 1)
  for (let day = 0; day <= SEARCH_DAYS; day += 1, date = addDays(date, -1)) {
    if (at.lastRunOn !== null && date <= at.lastRunOn) return null
    if (!runsOn(schedule, date)) continue
    const dueAt = instantAt(date, schedule.localTime, schedule.zone)
    if (dueAt <= at.now) return { runOn: date, dueAt }
  }
  return null
}

function runsOn(schedule: DigestSchedule, date: CalendarDate): boolean {
  const day = Temporal.PlainDate.from(date)
  if (schedule.weekday !== undefined && day.dayOfWeek !== schedule.weekday) return false
  // A day that a zone skipped whole has no midnight of its own: its start is already the next day.
  return day.toZonedDateTime(schedule.zone).toPlainDate().equals(day)
}
