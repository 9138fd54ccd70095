/** Reads days as policies write them: `November 3, 2025`, `3. November 2025`, `1er septembre 2025`, `2025-11-03`. What is ambiguous is left out. */

import { isCalendarDate } from '../../core/calendar-date.ts'
import type { CalendarDate } from '../../core/service.ts'

const MONTHS: readonly RegExp[] = [
  /^(?:jan|january|janvier|januar|jänner)$/,
  /^(?:feb|february|f[ée]vrier|februar)$/,
  /^(?:mar|march|mars|märz|maerz)$/,
  /^(?:apr|april|avril)$/,
  /^(?:may|mai)$/,
  /^(?:jun|june|juin|juni)$/,
  /^(?:jul|july|juillet|juli)$/,
  /^(?:aug|august|ao[uû]t)$/,
  /^(?:sep|sept|september|septembre)$/,
  /^(?:oct|okt|october|octobre|oktober)$/,
  /^(?:nov|november|novembre)$/,
  /^(?:dec|dez|december|d[ée]cembre|dezember)$/,
]

const DAY =
  /(?<iso>\b(?:19|20)\d{2}-\d{2}-\d{2}\b)|\b(?<month>\p{L}{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>(?:19|20)\d{2})\b|\b(?<dayFirst>\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?(?<monthSecond>\p{L}{3,9})\.?,?\s+(?<yearLast>(?:19|20)\d{2})\b|\b(?<a>\d{1,2})(?<mark>[./])(?<b>\d{1,2})[./](?<yearOfNumbers>(?:19|20)\d{2})\b/gu

/** A day found in a text, with where it stands there. */
export interface DatedPlace {
  readonly on: CalendarDate
  readonly start: number
  readonly end: number
}

/** Every day in `text`, in order. */
export function daysIn(text: string): readonly DatedPlace[] {
  const found: DatedPlace[] = []
  for (const match of text.matchAll(DAY)) {
    const on = dayOf(match.groups ?? {})
    if (on !== undefined) found.push({ on, start: match.index, end: match.index + match[0].length })
  }
  return found
}

function dayOf(groups: Readonly<Record<string, string | undefined>>): CalendarDate | undefined {
  const { iso, month, day, year, dayFirst, monthSecond, yearLast, a, b, mark, yearOfNumbers } = groups
  if (iso !== undefined) return isCalendarDate(iso) ? iso : undefined
  if (month !== undefined && day !== undefined && year !== undefined) return dated(year, monthNumber(month), Number(day))
  if (monthSecond !== undefined && dayFirst !== undefined && yearLast !== undefined) {
    return dated(yearLast, monthNumber(monthSecond), Number(dayFirst))
  }
  if (a === undefined || b === undefined || yearOfNumbers === undefined) return undefined
  // 03/04/2025 is a day in March or in April; 3.4.2025 is written only where the day comes first.
  if (mark === '.' || Number(a) > 12) return dated(yearOfNumbers, Number(b), Number(a))
  return Number(b) > 12 ? dated(yearOfNumbers, Number(a), Number(b)) : undefined
}

const monthNumber = (word: string) => MONTHS.findIndex((month) => month.test(word.toLowerCase())) + 1

function dated(year: string, month: number, day: number): CalendarDate | undefined {
  const on = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isCalendarDate(on) ? on : undefined
}
