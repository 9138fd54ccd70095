/** When a reminder that is due is sent, and when it comes again if nobody answers. Pure. */

import { addDays } from '../core/calendar-date.ts'
import { instantAt, localDateOf, localTimeOf } from '../core/local-time.ts'
import { afterQuietHours } from '../core/quiet-hours.ts'
import type { Reminder } from '../core/reminder.ts'

/** Days until it comes again, after the first time and after the second. There is no fourth. */
const REPEAT_AFTER_DAYS = [1, 3] as const
/** The time somebody named is theirs, day or night; long after it, a night is a night. */
const LATE_AFTER_MS = 60 * 60_000

export interface ReminderPlan {
  readonly sendAt: number
  /** `null`: this was the last time. */
  readonly nextDueAt: number | null
}

export function planReminder(reminder: Pick<Reminder, 'dueAt' | 'sent' | 'zone' | 'kind' | 'channel'>, now: number): ReminderPlan {
  const { dueAt, sent, zone, kind, channel } = reminder
  const chosen = kind === 'asked' && sent === 0 && now - dueAt <= LATE_AFTER_MS
  const sendAt = chosen ? now : afterQuietHours(now, zone)
  // Somebody who does not answer a look back, which nobody asked for, has answered it; and nobody can answer in a channel.
  const days = kind === 'look-back' || channel !== null ? undefined : REPEAT_AFTER_DAYS[sent]
  if (days === undefined) return { sendAt, nextDueAt: null }
  const again = instantAt(addDays(localDateOf(sendAt, zone), days), localTimeOf(dueAt, zone), zone)
  return { sendAt, nextDueAt: afterQuietHours(again, zone) }
}
