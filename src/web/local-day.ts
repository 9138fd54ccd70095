/** Instants as people in one time zone read them. */

import type { CalendarDate } from '../core/service.ts'

/** The calendar day in `zone` (IANA) at an instant. Swedish dates are ISO dates, which is all that is used of the language here. */
export function localDay(atMs: number, zone: string): CalendarDate {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs)
}

/** "today, 09:00", or "21 August 2026, 09:00" on another day. */
export function localMoment(atMs: number, nowMs: number, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(atMs)
  if (localDay(atMs, zone) === localDay(nowMs, zone)) return `today, ${time}`
  return `${new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' }).format(atMs)}, ${time}`
}
