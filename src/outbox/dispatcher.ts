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
  /**
   * Destinations of one chat platform sent to at once; 24 unless told: enough to fill Discord's 50 requests a second when each takes
   * half a second. One chat platform's being slow does not take places from another.
   */
  readonly concurrency?: number
  /** How long one call to a chat platform may take before its end counts as unknown; 30 seconds unless told. */
  readonly callTimeoutMs?: number
  /** Cuts off a call; in real time unless told. */
  readonly deadline?: typeof withDeadline
  /** Names this process to others that may take over its work when it dies; without it they wait for the end of each lease. */
  readonly claimant?: string | undefined
}

export interface Dispatcher {
  /**
   * Sends everything that is owed now on the chat platforms that are ready, and returns how many deliveries it took up. When `signal`
   * aborts it takes up no more and returns once what is under way has ended. Calls queue up behind each other. `onPutOff` is called when
   * something has to be tried again later: `nextDueAt` may have become sooner, and the run may go on for long.
   */
  runOnce(signal: AbortSignal, onPutOff?: () => void): Promise<number>
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
  const {
    store,
    chatPlatforms,
    clock,
    random,
    log,
    markResent,
    onOutcome,
    concurrency = 24,
    callTimeoutMs = 30_000,
    deadline = withDeadline,
    claimant,
  } = options
  const leaseMs = 2 * callTimeoutMs + 15_000
  const batch = Math.max(1, Math.floor(concurrency / 4))
  /** Deliveries with a call under way: a clock that jumps ahead ends their leases, and they are claimed again. */
  const busy = new Map<number, Promise<void>>()
  const lanes = new Map<ChatPlatformName, Lane>()
  const readyNames = () => [...chatPlatforms.values()].filter((chatPlatform) => chatPlatform.ready).map(({ name }) => name)

  let lastRun: Promise<unknown> = Promise.resolve()
  let nudge = () => {}

  function laneOf(name: ChatPlatformName): Lane {
    const lane = lanes.get(name) ?? { underWay: 0, drained: false, look: true, held: null }
    lanes.set(name, lane)
    return lane
  }

  async function run(signal: AbortSignal, onPutOff: () => void): Promise<number> {
    const underWay = new Set<Promise<void>>()
    const failures: unknown[] = []
    let taken = 0
    let nudged = false
    let happened = Promise.withResolvers<void>()
    const lookEverywhere = () => {
      nudged = true
      for (const lane of lanes.values()) lane.look = true
      happened.resolve()
    }
    nudge = lookEverywhere
    signal.addEventListener('abort', lookEverywhere)
    for (const lane of lanes.values()) Object.assign(lane, { underWay: 0, drained: false, look: true })

    /** Claiming a few at a time costs one commit for all of them, and recording their attempts another; once little is left, each that ends may let its successor go. */
    async function takeUp(name: ChatPlatformName, lane: Lane): Promise<void> {
      const room = concurrency - lane.underWay
      if (!lane.look || isHeld(lane, clock.now()) || (lane.drained ? room === 0 : room < batch)) return
      lane.look = false
      const atMs = clock.now()
      const claimed = await store.claim({ atMs, leaseUntilMs: atMs + leaseMs, limit: room, chatPlatforms: [name], claimant })
      lane.drained = claimed.length < room
      taken += claimed.length
      for (const delivery of claimed) {
        lane.underWay += 1
        const earlier = busy.get(delivery.id)
        // Whatever the earlier call comes to, it is over before anybody asks what became of it.
        const work: Promise<void> = (
          earlier === undefined ? carryOut(delivery, lane, onPutOff) : earlier.then(() => carryOut(delivery, lane, onPutOff))
        )
          .catch((error: unknown) => {
            failures.push(error)
          })
          .finally(() => {
            underWay.delete(work)
            if (busy.get(delivery.id) === work) busy.delete(delivery.id)
            lane.underWay -= 1
            lane.look = true
            happened.resolve()
          })
        underWay.add(work)
        busy.set(delivery.id, work)
      }
    }

    try {
      for (;;) {
        nudged = false
        happened = Promise.withResolvers<void>()
        for (const name of readyNames()) if (!signal.aborted && failures.length === 0) await takeUp(name, laneOf(name))
        if (underWay.size === 0 && !nudged) break
        await happened.promise
        // The database answers within one turn of the event loop: without this, answering people would wait for a whole fan-out.
        await nextTurn()
      }
    } finally {
      await Promise.all(underWay)
      signal.removeEventListener('abort', lookEverywhere)
      nudge = () => {}
    }
    if (failures.length > 0) throw failures[0]
    return taken
  }

  async function carryOut(claimed: LeasedDelivery, lane: Lane, onPutOff: () => void): Promise<void> {
    const chatPlatform = chatPlatforms.get(claimed.destination.chatPlatform)
    if (chatPlatform === undefined) throw new Error(`claimed a delivery for ${claimed.destination.chatPlatform}, which is not connected`)
    let delivery = claimed
    if (claimed.unsettledSince !== null) {
      const next = await settle(chatPlatform, claimed)
      if (next.do === 'finish') return await conclude(claimed, next.outcome, onPutOff)
      delivery = next.delivery
    }
    if (delivery.goneSince !== null) return await conclude(delivery, { kind: 'gone', code: KNOWN_GONE }, onPutOff)

    const atMs = clock.now()
    if (!(await store.attempting(delivery, { atMs, leaseUntilMs: atMs + leaseMs }))) return lost(delivery)
    // The clock was set back since it was claimed: its time has not come after all.
    const earlyMs = delivery.dueAt - clock.now()
    if (earlyMs > 0) return await conclude(delivery, { kind: 'wait', retryAfterMs: earlyMs }, onPutOff)
    const outcome = await send(chatPlatform, delivery)
    if (outcome.kind === 'wait' && outcome.everything) hold(lane, clock.now(), outcome.retryAfterMs)
    await conclude(delivery, outcome, onPutOff)
  }

  async function settle(chatPlatform: ChatPlatform, delivery: LeasedDelivery): Promise<ReturnType<typeof afterSettling>> {
    try {
      return afterSettling(await deadline(callTimeoutMs, (signal) => chatPlatform.settle(delivery, signal)), delivery, markResent)
    } catch (error) {
      log.warn({ deliveryId: delivery.id, chatPlatform: chatPlatform.name, err: error }, 'delivery could not be settled')
      return { do: 'finish', outcome: { kind: 'ambiguous', code: 'not-settled-yet' } }
    }
  }

  async function send(chatPlatform: ChatPlatform, delivery: LeasedDelivery): Promise<DeliveryOutcome> {
    try {
      return await deadline(callTimeoutMs, (signal) => chatPlatform.deliver(delivery, signal))
    } catch (error) {
      // An adapter never throws for what its chat platform says, so this is a call that hung, or a fault of ours that may have come
      // after the message went out.
      log.error({ deliveryId: delivery.id, chatPlatform: chatPlatform.name, err: error }, 'delivery ended in an error')
      return { kind: 'ambiguous', code: 'error' }
    }
  }

  async function conclude(delivery: LeasedDelivery, outcome: DeliveryOutcome, onPutOff: () => void): Promise<void> {
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
    if (retryAt !== null) onPutOff()
  }

  function lost(delivery: LeasedDelivery): void {
    log.warn({ deliveryId: delivery.id, attempt: delivery.attempt }, 'delivery was taken over by another process')
  }

  return {
    runOnce(signal, onPutOff = () => {}) {
      const next = lastRun.then(
        () => run(signal, onPutOff),
        () => run(signal, onPutOff),
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
    async nextDueAt() {
      let earliest: number | null = null
      const now = clock.now()
      for (const name of readyNames()) {
        const dueAt = await store.nextDueAt([name])
        const held = lanes.get(name)?.held ?? null
        const at = dueAt !== null && held !== null && now >= held.since ? Math.max(dueAt, held.until) : dueAt
        if (at !== null && (earliest === null || at < earliest)) earliest = at
      }
      return earliest
    },
  }
}

/** What is under way on one chat platform. */
interface Lane {
  underWay: number
  /** The last look found less than there was room for. */
  drained: boolean
  /** Something may have become free since the last look. */
  look: boolean
  /** The chat platform said that nothing at all may be sent for a while. */
  held: { readonly since: number; readonly until: number } | null
}

function hold(lane: Lane, now: number, forMs: number): void {
  if (lane.held === null || !isHeld(lane, now) || lane.held.until < now + forMs) lane.held = { since: now, until: now + forMs }
}

/** A clock that was set back ends it: the chat platform will say again what it wants. */
function isHeld({ held }: Lane, now: number): boolean {
  return held !== null && now >= held.since && now < held.until
}
