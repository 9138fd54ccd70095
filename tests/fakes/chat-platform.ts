/** A chat platform in memory that loses answers, refuses and hangs on demand, and remembers what really arrived. */

import type { ClaimedDelivery, DeliveryOutcome, Destination } from '../../src/core/delivery.ts'
import type { Notice } from '../../src/core/notice.ts'
import type { ChatPlatform } from '../../src/core/ports/chat-platform.ts'
import type { ChatPlatformName } from '../../src/core/subscription.ts'

/** What becomes of one call. `arrives` says whether the message is there afterwards, whatever the caller is told. */
export interface Fault {
  readonly arrives: boolean
  /** Told to the caller; absent: the call throws. */
  readonly outcome?: DeliveryOutcome
}

export interface ReceivedMessage {
  readonly deliveryId: number
  readonly key: string
  readonly messageId: string
  readonly destination: Destination
  readonly notice: Notice
}

export interface FakeCall {
  readonly call: 'deliver' | 'settle'
  readonly deliveryId: number
  readonly attempt: number
  /** Kind of the answer; `null` while there is none, and when the call broke. */
  said: string | null
}

export interface FakeChatPlatform extends ChatPlatform {
  /** Messages that arrived, in order. */
  readonly received: readonly ReceivedMessage[]
  /** Every call, in order. */
  readonly calls: readonly FakeCall[]
  /** The most calls there were at once for one destination. */
  readonly mostAtOnce: number
  /** Answers the next deliveries with these, in order; afterwards everything arrives again. */
  fail(...faults: readonly Fault[]): void
  ready: boolean
}

export interface FakeChatPlatformOptions {
  readonly name?: ChatPlatformName
  /** What `settle` can say: `tells` whether a message arrived, or `unknown`. */
  readonly settles?: 'tells' | 'unknown'
  /** Asked for each delivery when no fault is waiting. */
  readonly faultFor?: (delivery: ClaimedDelivery) => Fault | null
  /** Awaited inside each call, so that calls overlap. */
  readonly pause?: () => Promise<void>
}

export function createFakeChatPlatform(options: FakeChatPlatformOptions = {}): FakeChatPlatform {
  const { name = 'discord', settles = 'tells', faultFor = () => null, pause = async () => {} } = options
  const received: ReceivedMessage[] = []
  const calls: FakeCall[] = []
  const faults: Fault[] = []
  const busy = new Map<string, number>()
  let mostAtOnce = 0

  async function alone<T extends { readonly kind: string }>(
    delivery: ClaimedDelivery,
    call: 'deliver' | 'settle',
    work: () => T,
  ): Promise<T> {
    const place = JSON.stringify(delivery.destination)
    const atOnce = (busy.get(place) ?? 0) + 1
    busy.set(place, atOnce)
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    const made: FakeCall = { call, deliveryId: delivery.id, attempt: delivery.attempt, said: null }
    calls.push(made)
    try {
      await pause()
      const answer = work()
      made.said = answer.kind
      return answer
    } finally {
      busy.set(place, (busy.get(place) ?? 1) - 1)
    }
  }

  return {
    name,
    ready: true,
    received,
    calls,
    get mostAtOnce() {
      return mostAtOnce
    },
    fail: (...next) => void faults.push(...next),
    start: async () => {},
    stop: async () => {},
    mayPost: async () => ({ kind: 'yes' }),
    deliver: (delivery) =>
      alone(delivery, 'deliver', (): DeliveryOutcome => {
        const fault = faults.shift() ?? faultFor(delivery)
        const messageId = `m${received.length + 1}`
        if (fault === null || fault.arrives) {
          received.push({
            deliveryId: delivery.id,
            key: delivery.key,
            messageId,
            destination: delivery.destination,
            notice: delivery.notice,
          })
        }
        if (fault === null) return { kind: 'delivered', messageId }
        if (fault.outcome === undefined) throw new Error('the fake chat platform broke')
        return fault.outcome
      }),
    settle: (delivery) =>
      alone(delivery, 'settle', (): Awaited<ReturnType<ChatPlatform['settle']>> => {
        if (settles === 'unknown') return { kind: 'unknown' }
        const message = received.find(({ deliveryId }) => deliveryId === delivery.id)
        return message === undefined ? { kind: 'absent' } : { kind: 'delivered', messageId: message.messageId }
      }),
  }
}
