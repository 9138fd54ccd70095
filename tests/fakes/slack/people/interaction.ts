/** What came of something a person did: the acknowledgement, the replies, and what the person now sees. */
import type { RawRequest } from '../http-delivery.ts'
import type { JsonObject } from '../json.ts'
import type { FakeMessage } from '../messages.ts'
import type { ResponseUrlPost } from '../response-urls.ts'
import type { FakeView } from '../views.ts'

/** A live record: replies that come later appear in it. */
export interface Interaction {
  readonly kind: string
  /** The payload that was delivered. */
  readonly payload: JsonObject
  readonly teamId: string
  readonly userId: string
  readonly channelId: string | undefined
  /** Milliseconds until the acknowledgement; undefined when it failed. */
  readonly ackedInMs: number | undefined
  /** What came with the acknowledgement; undefined when it was empty. */
  readonly ackBody: unknown
  /** Why the person saw an error instead, in a few words. */
  readonly failure: 'timeout' | 'not_connected' | 'refused' | undefined
  /** Over HTTP, the status of the answer. */
  readonly httpStatus: number | undefined
  /** Everything posted to the `response_url`, refused posts included. */
  readonly responses: readonly ResponseUrlPost[]
  /** New messages that the acknowledgement and the `response_url` made, oldest first. */
  readonly messages: readonly FakeMessage[]
  /** What the person looks at now: the newest reply, or else the message they acted on; undefined when it is gone. */
  readonly message: FakeMessage | undefined
  /** The modal they look at now: the one opened by this action, or the one they acted in while it is open. */
  readonly view: FakeView | undefined
  /** Over HTTP, the request as sent, for replaying it. */
  readonly raw: RawRequest | undefined
}

/** An `Interaction` under construction. */
export interface OpenInteraction {
  readonly record: Interaction
  posted(post: ResponseUrlPost): void
  shown(message: FakeMessage): void
  viewOpened(view: FakeView | undefined): void
  acked(outcome: Pick<Interaction, 'ackedInMs' | 'ackBody' | 'failure' | 'httpStatus' | 'raw'>): void
}

/** Starts a record. `on` is what the person acted on. */
export function openInteraction(
  start: Pick<Interaction, 'kind' | 'payload' | 'teamId' | 'userId' | 'channelId'>,
  on: { readonly message?: FakeMessage | undefined; readonly view?: FakeView | undefined },
): OpenInteraction {
  const responses: ResponseUrlPost[] = []
  const messages: FakeMessage[] = []
  let view: FakeView | undefined
  let outcome: Pick<Interaction, 'ackedInMs' | 'ackBody' | 'failure' | 'httpStatus' | 'raw'> = {
    ackedInMs: undefined,
    ackBody: undefined,
    failure: undefined,
    httpStatus: undefined,
    raw: undefined,
  }
  const shown = (message: FakeMessage): void => {
    if (message !== on.message && !messages.includes(message)) messages.push(message)
  }
  return {
    record: {
      ...start,
      responses,
      messages,
      get ackedInMs() {
        return outcome.ackedInMs
      },
      get ackBody() {
        return outcome.ackBody
      },
      get failure() {
        return outcome.failure
      },
      get httpStatus() {
        return outcome.httpStatus
      },
      get raw() {
        return outcome.raw
      },
      get message() {
        return [on.message, ...messages].findLast((message) => message !== undefined && !message.deleted)
      },
      get view() {
        return [on.view, view].findLast((one) => one !== undefined && !one.closed)
      },
    },
    posted(post) {
      responses.push(post)
      if (post.message !== undefined) shown(post.message)
    },
    shown,
    viewOpened(opened) {
      view = opened ?? view
    },
    acked(result) {
      outcome = result
    },
  }
}
