/** Sends what we start ourselves, once, and finds out afterwards what became of it. */

import type { WebClient } from '@slack/web-api'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import type { ClaimedDelivery, DeliveryOutcome, Destination } from '../../core/delivery.ts'
import type { ChatPlatform } from '../../core/ports/chat-platform.ts'
import type { Log } from '../../core/ports/log.ts'
import { codeOf, failureOf } from './errors.ts'
import type { Identity } from './interactions.ts'
import { createPace, type Pace } from './pace.ts'
import { renderSlack } from './render.ts'
import { ConversationInfo, History, OpenedConversation, PostedMessage } from './schema.ts'

export type Deliveries = Pick<ChatPlatform, 'deliver' | 'settle' | 'mayPost'>

/** Slack keeps this with the message and shows it to nobody: the delivery's key, by which `settle` recognises it. */
const EVENT_TYPE = 'optout_delivery'

/** Slack's clock and ours may differ; a message may carry a time a little before our attempt. */
const CLOCK_MARGIN_MS = 60_000
/** What is read anyway is looked at as far back as this: our clock may have been wrong by more and set right since. */
const CLOCK_ERROR_MAX_MS = 24 * 3_600_000
/** Commercially distributed apps get 15 messages and one call a minute (https://docs.slack.dev/apis/web-api/rate-limits); nobody needs more here. */
const HISTORY_PAGE = 15
/** Busier channels than this have buried the message; then nobody can tell. */
const HISTORY_PAGES_MAX = 5
/** From here on the outbox had better stop taking deliveries up for this workspace than find out one by one that all have to wait. */
const LONG_PAUSE_MS = 2_000

export function createDeliveries(options: {
  readonly api: WebClient
  readonly frontDesk: FrontDesk
  readonly log: Log
  readonly pace?: Pace
  isOpen(): boolean
  identity(): Identity
}): Deliveries {
  const { api, frontDesk, log, pace = createPace() } = options

  /** A channel by its id; a person by their user id, which opens the direct messages with us. `null` when it is of another workspace. */
  function targetOf(destination: Destination): string | null {
    if (destination.kind === 'channel') return destination.installationId === options.identity().teamId ? destination.channelId : null
    return destination.userId.slice(destination.userId.indexOf('/') + 1)
  }

  async function find(
    delivery: ClaimedDelivery,
    channel: string,
    since: number,
    signal: AbortSignal,
  ): Promise<'absent' | 'unknown' | { messageId: string }> {
    const oldest = (Math.max(0, since - CLOCK_ERROR_MAX_MS) / 1000).toFixed(6)
    let cursor = ''
    for (let page = 0; page < HISTORY_PAGES_MAX; page++) {
      const answer = await aborting(
        api.conversations.history({
          channel,
          oldest,
          inclusive: true,
          include_all_metadata: true,
          limit: HISTORY_PAGE,
          ...(cursor === '' ? {} : { cursor }),
        }),
        signal,
      )
      const { messages, has_more, response_metadata } = History.parse(answer)
      const ours = messages.find(({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload.key === delivery.key)
      if (ours !== undefined) return { messageId: ours.ts }
      cursor = response_metadata?.next_cursor ?? ''
      const reachedMs = Number(messages.at(-1)?.ts) * 1_000
      if (!has_more || reachedMs < since - CLOCK_MARGIN_MS) return 'absent'
      if (cursor === '') return 'unknown'
    }
    return 'unknown'
  }

  return {
    async deliver(delivery, signal): Promise<DeliveryOutcome> {
      if (!options.isOpen()) return { kind: 'unavailable', code: 'not_connected' }
      if (signal.aborted) return { kind: 'unavailable', code: 'stopped' }
      const channel = targetOf(delivery.destination)
      if (channel === null) return { kind: 'gone', code: 'other_workspace' }
      const message = renderSlack(delivery.notice, { actionId: (action) => frontDesk.actionId(action) })
      try {
        const turn = await pace.turn({ channel, urgent: delivery.class !== 'digest' }, signal)
        if (turn.kind === 'later') return waitFor(turn.waitMs, turn.everything)
      } catch {
        return { kind: 'unavailable', code: 'stopped' }
      }
      try {
        const metadata = { event_type: EVENT_TYPE, event_payload: { key: delivery.key } }
        const { ts } = PostedMessage.parse(
          await aborting(api.chat.postMessage({ channel, ...message, metadata, unfurl_links: false, unfurl_media: false }), signal),
        )
        return { kind: 'delivered', messageId: ts }
      } catch (error) {
        const failure = failureOf(error)
        if (failure.kind !== 'wait') return failure
        return waitFor(failure.retryAfterMs, pace.refused(channel, failure.retryAfterMs) === 'workspace')
      }
    },

    async settle(delivery, signal) {
      const target = targetOf(delivery.destination)
      // Nothing was ever sent to where we cannot send.
      if (target === null || delivery.unsettledSince === null) return { kind: 'absent' }
      try {
        const channel =
          delivery.destination.kind === 'channel'
            ? target
            : OpenedConversation.parse(await aborting(api.conversations.open({ users: target }), signal)).channel.id
        const found = await find(delivery, channel, delivery.unsettledSince, signal)
        return typeof found === 'object' ? { kind: 'delivered', messageId: found.messageId } : { kind: found }
      } catch (error) {
        const code = codeOf(error)
        log.warn({ chatPlatform: 'slack', deliveryId: delivery.id, code }, 'delivery cannot be settled')
        // Slack's no is final, and then nobody can tell; anything else may be different in a while.
        if (failureOf(error).kind === 'gone' || failureOf(error).kind === 'refused' || code === 'missing_scope') return { kind: 'unknown' }
        throw error
      }
    },

    async mayPost({ installationId, channelId }) {
      if (installationId !== options.identity().teamId) return { kind: 'no', why: 'unknown-channel' }
      try {
        const { channel } = ConversationInfo.parse(await api.conversations.info({ channel: channelId }))
        if (channel.is_archived) return { kind: 'no', why: 'archived' }
        if (channel.is_member === true || channel.is_im) return { kind: 'yes' }
        if (channel.is_private) return { kind: 'no', why: 'not-member' }
        const { scopes } = options.identity()
        if (scopes === null) return { kind: 'unknown' }
        return scopes.has('chat:write.public') ? { kind: 'yes' } : { kind: 'no', why: 'not-member' }
      } catch (error) {
        const code = codeOf(error)
        // Private channels we are not in do not exist for us.
        return code === 'channel_not_found' ? { kind: 'no', why: 'unknown-channel' } : { kind: 'unknown' }
      }
    },
  }
}

function waitFor(retryAfterMs: number, everything: boolean): DeliveryOutcome {
  return everything && retryAfterMs > LONG_PAUSE_MS ? { kind: 'wait', retryAfterMs, everything } : { kind: 'wait', retryAfterMs }
}

/** The work, or an error at once when told to stop; the request itself may still arrive, which is why that is an ambiguous end. */
function aborting<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
