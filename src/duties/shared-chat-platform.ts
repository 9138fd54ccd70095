/**
 * A chat platform that several processes share: one of them is connected, where there is one connection, and one of them sends, so that
 * its rate budget is spent in one place.
 */

import type { DeliveryOutcome } from '../core/delivery.ts'
import type { ChatPlatform } from '../core/ports/chat-platform.ts'
import type { Leases } from '../core/ports/leases.ts'
import type { Log } from '../core/ports/log.ts'
import type { ChatPlatformName } from '../core/subscription.ts'
import { createDuty, type Duty } from './duty.ts'

/** A chat platform as the configuration has it, not connected yet. */
export interface OfferedChatPlatform {
  readonly name: ChatPlatformName
  /** The lease for its one connection; `null` when every process may be connected, such as where requests come over HTTP. */
  readonly connection: string | null
  /** A new one each time: one that was stopped never starts again. */
  create(): ChatPlatform
}

export interface SharedChatPlatformOptions {
  readonly leases: Leases
  /** Names this process. */
  readonly holder: string
  readonly log: Log
  /** We are the only one to send on it from now on: takes over what whoever was before us left behind. */
  readonly onSender: (name: ChatPlatformName) => Promise<void>
  /** Called every few seconds while we send: another process may have written something for us to send. */
  readonly whileSender: () => void
}

export interface SharedChatPlatform extends ChatPlatform {
  /** True when this process does its part: it is connected, or stands by while another one is. */
  readonly fit: boolean
}

const NOT_OURS: DeliveryOutcome = { kind: 'wait', retryAfterMs: 0 }

/** `start` resolves when this process does its part, and rejects with what connecting rejects with when it was its turn. */
export function createSharedChatPlatform(offered: OfferedChatPlatform, options: SharedChatPlatformOptions): SharedChatPlatform {
  const { name } = offered
  const { leases, holder, log, onSender, whileSender } = options
  let inner: ChatPlatform | null = null
  let sending: Duty | null = null

  async function connect(): Promise<void> {
    const mine = offered.create()
    inner = mine
    await mine.start()
    if (inner !== mine) throw new Error(`stopped while ${name} was being connected`)
    sending = createDuty({
      name: `sender:${name}`,
      leases,
      holder,
      log,
      begin: () => onSender(name),
      // What is under way ends by itself: `deliver` looks at the lease before each request.
      end: async () => {},
      onHeld: whileSender,
      pauseAfterFailureMs: 2_000,
    })
    await sending.start()
  }

  async function disconnect(): Promise<void> {
    const left = { inner, sending }
    inner = null
    // Whoever sends next should not begin before our last request has ended.
    await left.inner?.stop()
    await left.sending?.stop()
    if (sending === left.sending) sending = null
  }

  const connecting =
    offered.connection === null ? null : createDuty({ name: offered.connection, leases, holder, log, begin: connect, end: disconnect })

  return {
    name,
    get ready() {
      return inner?.ready === true && sending?.held === true
    },
    get fit() {
      if (connecting === null) return inner?.ready === true && sending?.healthy === true
      return connecting.healthy && (!connecting.won || inner?.ready === true)
    },
    start: () => connecting?.start() ?? connect(),
    stop: () => connecting?.stop() ?? disconnect(),
    async deliver(delivery, signal) {
      // Asked at the last moment: a process that was stopped for a while wakes up believing that it still sends.
      if (inner === null || sending?.held !== true) return NOT_OURS
      return await inner.deliver(delivery, signal)
    },
    async settle(delivery, signal) {
      if (inner === null || sending?.held !== true) throw new Error(`not the one who sends on ${name} any more`)
      return await inner.settle(delivery, signal)
    },
    async mayPost(channel) {
      return inner === null ? { kind: 'unknown' } : await inner.mayPost(channel)
    },
  }
}
