/**
 * What a button or a select option asks for, as data. Front ends carry it in a component id, so every field is short;
 * `encodeAction` (commands/action-id.ts) turns it into ≤ 100 characters and back.
 */

import type { ChecklistState, PackName } from './checklist.ts'
import type { AskedAccount, CalendarDate, Device, Jurisdiction } from './service.ts'

/** A guide as asked: absent fields fall back to what the person saved, then to the installation's and the operator's defaults. */
export interface GuideRef {
  readonly slug: string
  readonly region?: Jurisdiction | undefined
  readonly account?: AskedAccount | undefined
  readonly device?: Device | undefined
  /** The reader administers the account: show the admin's steps. */
  readonly admin?: boolean | undefined
  /** Another day than today. */
  readonly on?: CalendarDate | undefined
}

export const SNOOZES = ['day', 'week', 'before', 'custom'] as const
export type SnoozeBy = (typeof SNOOZES)[number]

export type Action =
  /** Show this guide; `chose` names the one field just chosen, which is then remembered, and says the guide replaces the one it was on. */
  | ({ readonly do: 'guide'; readonly chose?: 'region' | 'account' | 'device' | 'admin' | undefined } & GuideRef)
  /** Post this guide to the channel for everybody, in the channel's language. */
  | ({ readonly do: 'share' } & GuideRef)
  /** Change one thing about "for you", remember it, and redraw the guide. */
  | ({ readonly do: 'choose-region' } & GuideRef)
  /** The admin message as copyable text. */
  | { readonly do: 'admin-message'; readonly slug: string }
  /** `redraw`: pressed on a guide, which is then drawn anew with what happened. */
  | ({ readonly do: 'follow' | 'unfollow'; readonly redraw?: boolean | undefined } & GuideRef)
  | { readonly do: 'following' }
  | { readonly do: 'changes'; readonly slug?: string | undefined }
  /** Ask for a service nobody covers yet; `name` is what was typed, ≤ 40 characters. */
  | { readonly do: 'request-service'; readonly name: string }
  | { readonly do: 'digest-show' }
  | { readonly do: 'digest-preview' }
  | { readonly do: 'digest-pause' }
  | { readonly do: 'digest-resume' }
  | { readonly do: 'digest-off'; readonly confirmed?: boolean | undefined }
  /** Ask when somebody wants to be reminded of a service. */
  | { readonly do: 'remind'; readonly slug: string }
  | { readonly do: 'reminders' }
  /** Ask when somebody wants to be reminded of a service in this channel, since direct messages do not reach them. */
  | { readonly do: 'remind-here'; readonly slug: string }
  | { readonly do: 'reminder-done' | 'reminder-stop'; readonly id: number; readonly slug: string }
  /** Again tomorrow, in a week, on the day before the service's next change, or at a time the person is asked for. */
  | { readonly do: 'reminder-snooze'; readonly id: number; readonly slug: string; readonly by: SnoozeBy }
  /** The person did what the guide says, or takes that back; the guide is redrawn. */
  | ({ readonly do: 'done' | 'undo-done' } & GuideRef)
  /** The person's list, after putting a starter pack on it when one is named. */
  | { readonly do: 'checklist'; readonly pack?: PackName | undefined }
  /** Marks one practice of a service on the list. */
  | { readonly do: 'mark'; readonly slug: string; readonly practice: string; readonly state: ChecklistState }
  /** Half a year after: is it still off, was it on again, or never ask again. */
  | { readonly do: 'look-back'; readonly slug: string; readonly answer: 'still' | 'again' | 'never' }
  | { readonly do: 'mydata-show' }
  /** One part of what is stored about the person, as JSON; the first unless told. */
  | { readonly do: 'mydata-export'; readonly part?: number | undefined }
  | { readonly do: 'mydata-delete'; readonly confirmed?: boolean | undefined }
  | { readonly do: 'help' }
