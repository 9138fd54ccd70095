/** Instants as people in one time zone read them. */

import { localDateOf } from '../core/local-time.ts'

/** "today, 09:00", or "21 August 2026, 09:00" on another day. */
export function localMoment(atMs: number, nowMs: number, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(atMs)
  if (localDateOf(atMs, zone) === localDateOf(nowMs, zone)) return `today, ${time}`
  return `${new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' }).format(atMs)}, ${time}`
}
