import type { NewDelivery } from '../delivery.ts'
import type { Notice } from '../notice.ts'
import type { DueReminder, Reminder } from '../reminder.ts'
import type { ChatPlatformName, PersonRef } from '../subscription.ts'

/** A reminder somebody asks for: a direct message, unless a channel is named. */
export type NewReminder = Omit<Reminder, 'id' | 'sent' | 'channel'> & Partial<Pick<Reminder, 'channel'>>

/** What people asked to be reminded of, until they answer. */
export interface Reminders {
  /** A person's reminders, the next one first. */
  of(person: PersonRef): Promise<readonly Reminder[]>
  /**
   * `null` when the person has `max` of its kind already. Somebody whose direct messages were closed to us is tried again: whoever asks to
   * be reminded says that they can be reached.
   */
  add(person: PersonRef, reminder: NewReminder, max: number): Promise<Reminder | null>
  /** The person's reminder with this id, or `null`. */
  find(person: PersonRef, id: number): Promise<Reminder | null>
  /** Sets it to another instant, as if it had never been sent. False when the person has no such reminder. */
  move(person: PersonRef, id: number, dueAt: number): Promise<boolean>
  /** False when the person has no such reminder. */
  remove(person: PersonRef, id: number): Promise<boolean>
  /** Those owed at `atMs` on these chat platforms, the longest overdue first. Costs O(due). */
  due(query: {
    readonly atMs: number
    readonly limit: number
    readonly chatPlatforms: readonly ChatPlatformName[]
  }): Promise<readonly DueReminder[]>
  /** The earliest instant a reminder on these chat platforms is owed, or `null`. */
  nextDueAt(chatPlatforms: readonly ChatPlatformName[]): Promise<number | null>
  /**
   * In one transaction writes the delivery and moves the reminder on to `nextDueAt`, or deletes it when that is `null`. False, and nothing is
   * written, when the reminder has changed since it was read.
   */
  recordSent(
    reminder: DueReminder,
    delivery: NewDelivery,
    at: { readonly nextDueAt: number | null; readonly atMs: number },
  ): Promise<boolean>
  /**
   * What could not be delivered to a person since their direct messages were found closed, the latest first and at most three; asking clears
   * that mark, so that each is told once and direct messages are tried again. Cheap when nothing was refused.
   */
  takeMissed(person: PersonRef): Promise<readonly Notice[]>
}
