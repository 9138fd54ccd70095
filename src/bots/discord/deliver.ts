/** Sends one notice to a channel or a person, once, and finds out afterwards what became of it. */

import { RateLimitError, Routes } from 'discord.js'
import { z } from 'zod'
import type { Action } from '../../core/action.ts'
import type { ClaimedDelivery, DeliveryOutcome, Destination } from '../../core/delivery.ts'
import type { ChatPlatform } from '../../core/ports/chat-platform.ts'
import type { Clock } from '../../core/ports/clock.ts'
import { mayReadHistory } from './channel-access.ts'
import { deliveryNonce, deliveryTag } from './delivery-tag.ts'
import type { DmOpens } from './dm-opens.ts'
import { codeOf, DM_OPENS_PAUSE_MS, outcomeOf, outcomeOfPreparing } from './errors.ts'
import type { Pace } from './pace.ts'
import type { MessagePayload } from './payload.ts'
import { renderDiscord } from './render.ts'
import type { ExactRest } from './rest.ts'
import { ListedMessage, WithId } from './schema.ts'

/**
 * How long the nonce alone surely makes a resend harmless. Discord says "the past few minutes", so two.
 * https://docs.discord.com/developers/resources/message#create-message
 */
const NONCE_TRUSTED_MS = 2 * 60_000
/** Our clock and Discord's may differ by this much when we look for a message by the time it was made. */
const CLOCK_MARGIN_MS = 60_000
/** The most a listing gives, and how many listings a search is worth. https://docs.discord.com/developers/resources/message#get-channel-messages */
const PAGE_MESSAGES = 100
const PAGES_MAX = 10
/** Direct-message channels remembered; opening one again is harmless. */
const DM_CHANNELS_KEPT_MAX = 10_000
/** 1 January 2015. https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000

export interface SenderOptions {
  readonly rest: ExactRest
  readonly pace: Pace
  readonly dmOpens: DmOpens
  readonly clock: Clock
  readonly actionId: (action: Action) => string
  /** The bot's own user id, once it is known. */
  readonly botId: () => string | null
}

type Failure = Exclude<DeliveryOutcome, { kind: 'delivered' }>
interface Page {
  readonly messages: readonly ListedMessage[]
  readonly isLast: boolean
}
type Place = { readonly kind: 'channel'; readonly channelId: string } | { readonly kind: 'failed'; readonly outcome: Failure }

/** The sending half of the port. */
export function createSender({ rest, pace, dmOpens, clock, actionId, botId }: SenderOptions): Pick<ChatPlatform, 'deliver' | 'settle'> {
  const dmChannels = new Map<string, string>()

  /** Requests for everything of ours share one pace, and a global 429 stops them all. */
  async function request<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await pace.turn(signal)
    try {
      return await send()
    } catch (error) {
      if (error instanceof RateLimitError && error.global) pace.pause(error.retryAfter)
      throw error
    }
  }

  async function placeOf(destination: Destination, signal: AbortSignal): Promise<Place> {
    if (destination.kind === 'channel') return { kind: 'channel', channelId: destination.channelId }
    const { userId } = destination
    const known = dmChannels.get(userId)
    if (known !== undefined) return { kind: 'channel', channelId: known }
    const waitMs = dmOpens.waitMs(userId, clock.now())
    if (waitMs > 0) return { kind: 'failed', outcome: { kind: 'wait', retryAfterMs: waitMs } }
    try {
      const { id } = WithId.parse(await request(() => rest.post(Routes.userChannels(), { body: { recipient_id: userId }, signal }), signal))
      remember(userId, id)
      return { kind: 'channel', channelId: id }
    } catch (error) {
      const outcome = outcomeOfPreparing(error)
      // Discord may block a bot that goes on opening direct messages. https://docs.discord.com/developers/resources/user#create-dm
      if (outcome.kind === 'wait' && outcome.retryAfterMs >= DM_OPENS_PAUSE_MS) dmOpens.pause(clock.now(), outcome.retryAfterMs)
      return { kind: 'failed', outcome }
    }
  }

  function remember(userId: string, channelId: string): void {
    if (dmChannels.size >= DM_CHANNELS_KEPT_MAX)
      for (const oldest of [...dmChannels.keys()].slice(0, DM_CHANNELS_KEPT_MAX / 10)) dmChannels.delete(oldest)
    dmChannels.set(userId, channelId)
  }

  const payloadOf = (delivery: ClaimedDelivery): MessagePayload =>
    renderDiscord(delivery.notice, { private: false, actionId, tag: deliveryTag(delivery) })

  async function pageBefore(channelId: string, before: string | null, signal: AbortSignal): Promise<Page> {
    const query = new URLSearchParams({ limit: String(PAGE_MESSAGES), ...(before === null ? {} : { before }) })
    const listed = z.array(z.unknown()).parse(await request(() => rest.get(Routes.channelMessages(channelId), { query, signal }), signal))
    // An element we cannot read is no message of ours.
    return { messages: listed.flatMap((message) => ListedMessage.safeParse(message).data ?? []), isLast: listed.length < PAGE_MESSAGES }
  }

  /** Without Read Message History the list is simply empty; direct messages can always be read. */
  async function mayRead(destination: Destination, self: string): Promise<boolean> {
    return destination.kind === 'person' || mayReadHistory(destination, { rest, botId: self, now: clock.now() })
  }

  return {
    async deliver(delivery, signal) {
      const place = await placeOf(delivery.destination, signal)
      if (place.kind === 'failed') return place.outcome
      const { channelId } = place
      const body = { ...payloadOf(delivery), nonce: deliveryNonce(delivery, channelId), enforce_nonce: true }
      try {
        await pace.turn(signal)
      } catch {
        return { kind: 'unavailable', code: 'aborted' }
      }
      try {
        const made = WithId.safeParse(await rest.post(Routes.channelMessages(channelId), { body, signal }))
        return made.success ? { kind: 'delivered', messageId: made.data.id } : { kind: 'ambiguous', code: 'unreadable-answer' }
      } catch (error) {
        if (error instanceof RateLimitError && error.global) pace.pause(error.retryAfter)
        const outcome = outcomeOf(error)
        if (outcome.kind === 'gone' && delivery.destination.kind === 'person') dmChannels.delete(delivery.destination.userId)
        return outcome
      }
    },

    async settle(delivery, signal) {
      const since = delivery.unsettledSince
      if (since === null) return { kind: 'absent' }
      // Sent again with the same nonce, it comes back as the message it already is; looking first is for clocks that were set back meanwhile.
      const agoMs = clock.now() - since
      const trustsNonce = agoMs >= 0 && agoMs < NONCE_TRUSTED_MS
      try {
        const found = await search(delivery, since, signal)
        return trustsNonce && found.kind === 'unknown' ? { kind: 'repeatable' } : found
      } catch (error) {
        // A channel that is gone has no message in it.
        if (codeOf(error) === '10003') return { kind: 'absent' }
        if (trustsNonce) return { kind: 'repeatable' }
        const { kind } = outcomeOf(error)
        if (kind === 'gone' || kind === 'refused') return { kind: 'unknown' }
        throw error
      }
    },
  }

  /** Where to look for what was sent, or `null` where looking is closed to us. Rejects when it may be different in a while. */
  async function placeToLook(destination: Destination, signal: AbortSignal): Promise<string | null> {
    const place = await placeOf(destination, signal)
    if (place.kind === 'channel') return place.channelId
    // Whoever closed their direct messages keeps them from us; anything else may be different in a while.
    if (place.outcome.kind === 'gone' || place.outcome.kind === 'refused') return null
    throw new NotNow(place.outcome.kind === 'wait' ? 'wait' : place.outcome.code)
  }

  /** Looks through the messages since an attempt, the newest first. Rejects when Discord could not be asked. */
  async function search(delivery: ClaimedDelivery, since: number, signal: AbortSignal): ReturnType<ChatPlatform['settle']> {
    const self = botId()
    if (self === null) return { kind: 'unknown' }
    const channelId = await placeToLook(delivery.destination, signal)
    if (channelId === null) return { kind: 'unknown' }
    const isOurs = matcherOf(payloadOf(delivery), deliveryTag(delivery), self)
    let before: string | null = null
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { messages, isLast }: Page = await pageBefore(channelId, before, signal)
      const ours = messages.find(isOurs)
      if (ours !== undefined) return { kind: 'delivered', messageId: ours.id }
      before = oldestOf(messages) ?? before
      if (!isLast && (before === null || madeAt(before) >= since - CLOCK_MARGIN_MS)) continue
      const readable = messages.length > 0 || (await mayRead(delivery.destination, self))
      return readable ? { kind: 'absent' } : { kind: 'unknown' }
    }
    return { kind: 'unknown' }
  }
}

/** Discord could not be asked what became of a message. */
class NotNow extends Error {
  readonly code: string
  constructor(code: string) {
    super('not now')
    this.name = 'NotNow'
    this.code = code
  }
}

/** Ours is what we wrote with this delivery's tag, or, where a classic message has no row to carry one, with exactly its words. */
function matcherOf({ content, components }: MessagePayload, tag: number, self: string): (message: ListedMessage) => boolean {
  return (message) => {
    if (message.author.id !== self) return false
    return components.length > 0 ? message.components.some(({ id }) => id === tag) : message.content === content
  }
}

function oldestOf(messages: readonly ListedMessage[]): string | null {
  return messages.reduce<string | null>((oldest, { id }) => (oldest === null || BigInt(id) < BigInt(oldest) ? id : oldest), null)
}

/** When a message was made, epoch milliseconds. https://docs.discord.com/developers/reference#snowflakes */
function madeAt(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS
}
