/** Direct messages nobody asked for at that very time do not arrive at night. */

import { addDays } from './calendar-date.ts'
import { instantAt, localDateOf, localTimeOf } from './local-time.ts'

const QUIET_FROM = '21:00'
const QUIET_UNTIL = '08:00'

/**
 * The instant itself, or 8:00 in `zone` on the morning after when it falls between 21:00 and 8:00 there; unchanged when the zone is not known.
 * Epoch milliseconds. Never earlier than `atMs`.
 */
export function afterQuietHours(atMs: number, zone: string | undefined): number {
  if (zone === undefined) return atMs
  const time = localTimeOf(atMs, zone)
  if (time >= QUIET_UNTIL && time < QUIET_FROM) return atMs
  const today = localDateOf(atMs, zone)
  const morning = instantAt(time >= QUIET_FROM ? addDays(today, 1) : today, QUIET_UNTIL, zone)
  return Math.max(atMs, morning)
}
