/** Days on the calendar, kept as `YYYY-MM-DD` text: no time, no zone, compared with `<`. */

import type { CalendarDate, PartialDate } from './service.ts'

const DAY_MS = 86_400_000

/** True for a real day: `2025-02-30` is not one. */
export function isCalendarDate(text: string): text is CalendarDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** True for `2025`, `2025-11` and `2025-11-03`, when month and day exist. */
export function isPartialDate(text: string): text is PartialDate {
  if (/^\d{4}$/.test(text)) return true
  if (/^\d{4}-\d{2}$/.test(text)) return isCalendarDate(`${text}-01`)
  return isCalendarDate(text)
}

/** The day `days` later (or earlier, when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** The first day a partial date can mean; for ordering and age only, never for display. */
export function earliestDay(date: PartialDate): CalendarDate {
  if (date.length === 4) return `${date}-01-01`
  return date.length === 7 ? `${date}-01` : date
}

/** The last day a partial date can mean: its year or month may end before it. For comparing only, never for display. */
export function lastDay(date: PartialDate): CalendarDate {
  if (date.length === 4) return `${date}-12-31`
  if (date.length !== 7) return date
  const [year = 0, month = 0] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/** The UTC day of an instant in epoch milliseconds. */
export function utcDay(atMs: number): CalendarDate {
  return new Date(atMs).toISOString().slice(0, 10)
}
