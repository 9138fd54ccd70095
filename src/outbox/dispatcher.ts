/** Sends what is owed: claims, settles earlier tries, records that it starts, sends, records what came of it. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DeliveryOutcome } from '../core/delivery.ts'
import type { Notice } from '../core/notice.ts'
import type { ChatPlatform } from '../core/ports/chat-platform.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import type { LeasedDelivery, OutboxStore } from '../core/ports/outbox-store.ts'
import type { ChatPlatformName } from '../core/subscription.ts'
import { afterOutcome } from './after-outcome.ts'
import { afterSettling } from './after-settling.ts'
import { withDeadline } from './with-deadline.ts'

export interface DispatcherOptions {
  readonly store: OutboxStore
  readonly chatPlatforms: ReadonlyMap<ChatPlatformName, ChatPlatform>
  readonly clock: Clock
  /** From [0, 1), for jitter. */
  readonly random: () => number
  readonly log: Log
  /** Adds to a notice that it may have come before; used when nobody can say whether it did. */
  readonly markResent: (notice: Notice) => Notice
  /** Called after an outcome has been recorded; for metrics. `retryAt` is `null` when it is over. */
  readonly onOutcome?: (delivery: LeasedDelivery, outcome: DeliveryOutcome, retryAt: number | null) => void
  /** Destinations sent to at once; 8 unless told. */
  readonly concurrency?: number
  /** How long one call to a chat platform may take before its end counts as unknown; 30 seconds unless told. */
  readonly callTimeoutMs?: number
  /** Names this process to others that may take over its work when it dies; without it they wait for the end of each lease. */
  readonly claimant?: string | undefined
}

export interface Dispatcher {
  /**
   * Sends everything that is owed now on the chat platforms that are ready, and returns how many deliveries it took up. When `signal`
   * aborts it takes up no more and returns once what is under way has ended. Calls queue up behind each other.
   */
  runOnce(signal: AbortSignal): Promise<number>
  /**
   * Takes up what other processes had claimed on a chat platform when they died. For whoever is the only one to send there from now on.
   * Does nothing without a `claimant`.
   */
  takeOver(chatPlatform: ChatPlatformName): Promise<void>
  /** Makes a run that is under way look for new deliveries at once. */
  wake(): void
  /** The earliest instant anything can be sent on the chat platforms that are ready, or `null`. */
  nextDueAt(): Promise<number | null>
}

/** Code when a destination was known to be gone and nothing was sent. */
const KNOWN_GONE = 'known-gone'

/** A request that outlives its process has arrived by then, or never will; long enough also when the process starts again at once. */
const ORPHAN_SETTLES_MS = 3_000

/** Creates the dispatcher. A lease outlasts two calls (settling, then sending), so that it only ends early when a process does. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, chatPlatforms, clock, random, log, markResent, onOutcome, concurrency = 8, callTimeoutMs = 30_000, claimant } = options
  const leaseMs = 2 * callTimeoutMs + 15_000
  const batch = Math.max(1, Math.floor(concurrency / 4))
  const ready = () => [...chatPlatforms.values()].filter((chatPlatform) => chatPlatform.ready).map(({ name }) => name)

  let lastRun: Promise<unknown> = Promise.resolve()
  let nudge = () => {}

  async function run(signal: AbortSignal): Promise<number> {
    const underWay = new Set<Promise<void>>()
    const failures: unknown[] = []
    let taken = 0
    let drained = false
    const abort = () => nudge()
    signal.addEventListener('abort', abort)
    try {
      for (;;) {
        let nudged = false
        const somethingHappened = new Promise<void>((resolve) => {
          nudge = () => {
            nudged = true
            resolve()
          }
        })
        const room = concurrency - underWay.size
        const goOn = !signal.aborted && failures.length === 0
        // Claiming a few at a time costs one commit for all of them; once little is left, each that ends may let its successor go.
        if (goOn && (drained ? room > 0 : room >= batch)) {
          const atMs = clock.now()
          const claimed = await store.claim({ atMs, leaseUntilMs: atMs + leaseMs, limit: room, chatPlatforms: ready(), claimant })
          drained = claimed.length < room
          taken += claimed.length
          for (const delivery of claimed) {
            const work: Promise<void> = carryOut(delivery)
              .catch((error: unknown) => {
                failures.push(error)
              })
              .finally(() => {
                underWay.delete(work)
                nudge()
              })
            underWay.add(work)
          }
        }
        if (underWay.size === 0 && !nudged) break
        await somethingHappened
        // The database answers within one turn of the event loop: without this, answering people would wait for a whole fan-out.
        await nextTurn()
      }
    } finally {
      await Promise.all(underWay)
      signal.removeEventListener('abort', abort)
      nudge = () => {}
    }
    if (failures.length > 0) throw failures[0]
    return taken
  }

  async function carryOut(claimed: LeasedDelivery): Promise<void> {
    const chatPlatform = chatPlatforms.get(claimed.destination.chatPlatform)
    if (chatPlatform === undefined) throw new Error(`claimed a delivery for ${claimed.destination.chatPlatform}, which is not connected`)
    let delivery = claimed
    if (claimed.unsettledSince !== null) {
      const next = await settle(chatPlatform, claimed)
      if (next.do === 'finish') return await conclude(claimed, next.outcome)
      delivery = next.delivery
    }
    if (delivery.goneSince !== null) return await conclude(delivery, { kind: 'gone', code: KNOWN_GONE })

    const atMs = clock.now()
    if (!(await store.attempting(delivery, { atMs, leaseUntilMs: atMs + leaseMs }))) return lost(delivery)
    await conclude(delivery, await send(chatPlatform, delivery))
  }

  async function settle(chatPlatform: ChatPlatform, delivery: LeasedDelivery): Promise<ReturnType<typeof afterSettling>> {
    try {
      return afterSettling(await withDeadline(callTimeoutMs, (signal) => chatPlatform.settle(delivery, signal)), delivery, markResent)
    } catch (error) {
      log.warn({ deliveryId: delivery.id, chatPlatform: chatPlatform.name, err: error }, 'delivery could not be settled')
      return { do: 'finish', outcome: { kind: 'ambiguous', code: 'not-settled-yet' } }
    }
  }

  async function send(chatPlatform: ChatPlatform, delivery: LeasedDelivery): Promise<DeliveryOutcome> {
    try {
      return await withDeadline(callTimeoutMs, (signal) => chatPlatform.deliver(delivery, signal))
    } catch (error) {
      // An adapter never throws for what its chat platform says, so this is a call that hung, or a fault of ours that may have come
      // after the message went out.
      log.error({ deliveryId: delivery.id, chatPlatform: chatPlatform.name, err: error }, 'delivery ended in an error')
      return { kind: 'ambiguous', code: 'error' }
    }
  }

  async function conclude(delivery: LeasedDelivery, outcome: DeliveryOutcome): Promise<void> {
    const atMs = clock.now()
    const { retryAt } = afterOutcome(outcome, { failures: delivery.failures, atMs, random: random() })
    if (!(await store.finish(delivery, { outcome, atMs, retryAt }))) return lost(delivery)
    const fields = {
      deliveryId: delivery.id,
      class: delivery.class,
      chatPlatform: delivery.destination.chatPlatform,
      attempt: delivery.attempt,
    }
    if (outcome.kind === 'delivered') log.debug(fields, 'delivery delivered')
    else if (outcome.kind === 'wait') log.debug({ ...fields, retryAfterMs: outcome.retryAfterMs }, 'delivery told to wait')
    else if (retryAt === null) log.warn({ ...fields, code: outcome.code }, 'delivery discarded')
    else log.info({ ...fields, code: outcome.code, retryAt }, 'delivery will be tried again')
    onOutcome?.(delivery, outcome, retryAt)
  }

  function lost(delivery: LeasedDelivery): void {
    log.warn({ deliveryId: delivery.id, attempt: delivery.attempt }, 'delivery was taken over by another process')
  }

  return {
    runOnce(signal) {
      const next = lastRun.then(
        () => run(signal),
        () => run(signal),
      )
      lastRun = next
      return next
    },
    async takeOver(chatPlatform) {
      if (claimant === undefined) return
      const taken = await store.takeOver({ chatPlatform, claimant, atMs: clock.now(), shortenByMs: leaseMs - ORPHAN_SETTLES_MS })
      if (taken > 0) log.info({ chatPlatform, deliveries: taken }, 'deliveries taken over from a process that ended')
    },
    wake: () => nudge(),
    nextDueAt: () => store.nextDueAt(ready()),
  }
}
