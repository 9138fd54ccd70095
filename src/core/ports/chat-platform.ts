import type { ClaimedDelivery, DeliveryOutcome } from '../delivery.ts'
import type { ChannelRef, ChatPlatformName } from '../subscription.ts'

/**
 * A chat platform as the outbox and the commands need it: somewhere to send a notice. Answering people is the adapter's own
 * business; this port is for what we start ourselves. Implementations: Discord, Slack, local.
 */
export interface ChatPlatform {
  readonly name: ChatPlatformName

  /** Connects and begins answering people. Rejects with {@link ConnectError} when it can never work (wrong token, refused intent). */
  start(): Promise<void>

  /** Stops answering, lets what is under way finish, closes connections. Safe to call twice. */
  stop(): Promise<void>

  /** True while it can answer and send. */
  readonly ready: boolean

  /**
   * Sends one notice once. Never retries on its own and never throws for what the chat platform says: the outcome is the answer.
   * The same `id` and `attempt` may be sent twice only after `settle` said it did not arrive.
   */
  deliver(delivery: ClaimedDelivery, signal: AbortSignal): Promise<DeliveryOutcome>

  /**
   * Finds out what became of an earlier attempt with an unknown end (`unsettledSince`): `delivered` with its message id when it is
   * there; `absent` when it surely is not; `repeatable` when nobody could look, but the very same may be sent at this moment without a
   * second one coming of it, and what became of the first stays open; `unknown` when this chat platform gives no way to tell. Rejects when
   * it could not be asked just now: it is asked again later.
   */
  settle(
    delivery: ClaimedDelivery,
    signal: AbortSignal,
  ): Promise<{ kind: 'delivered'; messageId: string } | { kind: 'absent' } | { kind: 'repeatable' } | { kind: 'unknown' }>

  /** Whether the bot could post to this channel now, asked before a digest is saved. `unknown` when it cannot be found out. */
  mayPost(
    channel: ChannelRef,
  ): Promise<{ kind: 'yes' } | { kind: 'no'; why: 'missing-access' | 'not-member' | 'unknown-channel' | 'archived' } | { kind: 'unknown' }>
}

/** Connecting can never work as configured. `reason` is a sentence that says which variable to fix; no secret is in it. */
export class ConnectError extends Error {
  readonly code: 'bad-token' | 'refused' | 'unreachable'
  constructor(code: 'bad-token' | 'refused' | 'unreachable', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ConnectError'
    this.code = code
  }
}
