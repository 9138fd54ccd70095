/** Direct messages people asked for, and what is done about them until they are answered. */

import type { ChannelRef, PersonRef, PersonSettings } from './subscription.ts'

/** `asked`: the person asked for it. `look-back`: half a year after they marked something as done. */
export const REMINDER_KINDS = ['asked', 'look-back'] as const
export type ReminderKind = (typeof REMINDER_KINDS)[number]

/** A reminder that still waits, for its first time or for an answer. */
export interface Reminder {
  readonly id: number
  readonly kind: ReminderKind
  readonly slug: string
  /** IANA zone its times are meant in. */
  readonly zone: string
  /** Epoch milliseconds, like all instants here. */
  readonly askedAt: number
  readonly dueAt: number
  /** How often it has been sent without an answer. */
  readonly sent: number
  /** Where the person wants it instead of a direct message, for everybody there to see; `null`: a direct message. */
  readonly channel: ChannelRef | null
}

/** One that is due, with whom it is for. */
export interface DueReminder extends Reminder {
  readonly person: PersonRef
  readonly settings: PersonSettings
}
