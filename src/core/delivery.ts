/** One notice to one destination, and everything that can become of it. */

import type { Notice } from './notice.ts'
import type { ChannelRef, PersonRef } from './subscription.ts'

/** A channel, or a person's direct messages with the bot. */
export type Destination = ({ readonly kind: 'channel' } & ChannelRef) | ({ readonly kind: 'person' } & PersonRef)

/** What kind of thing is sent, the most urgent first; also decides what to do when nobody can say whether it arrived. */
export const DELIVERY_CLASSES = ['correction', 'reminder', 'follow', 'review', 'digest'] as const
export type DeliveryClass = (typeof DELIVERY_CLASSES)[number]

/** What the scheduler asks the outbox to send. `key` makes a repeat harmless: what + destination + local date or version. */
export interface NewDelivery {
  readonly key: string
  readonly class: DeliveryClass
  readonly destination: Destination
  readonly notice: Notice
  /** Not before this instant, epoch milliseconds. */
  readonly dueAt: number
  /** Keys of the changes it tells, so that whoever was told can be told when one was wrong. */
  readonly about?: readonly string[]
}

/** A delivery that was claimed: this attempt's number fences off anyone who claimed it earlier. */
export interface ClaimedDelivery extends NewDelivery {
  readonly id: number
  readonly attempt: number
  /** Start of the first attempt whose outcome is not known, or `null`: then nothing was ever sent. */
  readonly unsettledSince: number | null
}

/** What came of one try, as a value; nothing here is thrown. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly messageId: string }
  /** Refused for good (4xx, `ok:false`): fix the payload or give up. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Told to wait; nothing was sent. `everything`: nothing else can be sent on this chat platform before then either. */
  | { readonly kind: 'wait'; readonly retryAfterMs: number; readonly everything?: true }
  /** The destination is gone or closed to us: never hammer it. */
  | { readonly kind: 'gone'; readonly code: string }
  /** Nothing was sent and a later try may work (not connected, refused before acceptance). */
  | { readonly kind: 'unavailable'; readonly code: string }
  /** Nobody knows whether it arrived (time-out, reset, 5xx): settle before any resend. */
  | { readonly kind: 'ambiguous'; readonly code: string }
