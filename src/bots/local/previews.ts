/** How the practice chat comes by what Discord and Slack would be sent: the real renderers, handed in by whoever wires the bot. */

import type { FormReply, MessageReply } from '../../commands/reply.ts'
import type { ClaimedDelivery } from '../../core/delivery.ts'

/** Something about to be shown. */
export type Shown =
  | { readonly kind: 'answer'; readonly reply: MessageReply }
  | { readonly kind: 'form'; readonly form: FormReply }
  | { readonly kind: 'delivery'; readonly delivery: ClaimedDelivery }

/** The exact payload for each chat platform, ready to become JSON. */
export interface Previews {
  discord(shown: Shown): unknown
  slack(shown: Shown): unknown
}

export interface Payloads {
  readonly discord: unknown
  readonly slack: unknown
}
