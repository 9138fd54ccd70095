/** Keeps the two halves going side by side: finding what is due, and sending it. */

import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import type { Dispatcher } from '../outbox/dispatcher.ts'
import type { DueItem, Scheduler } from './scheduler.ts'
import type { Ticker } from './ticker.ts'
import { createWorkLoop } from './work-loop.ts'

export interface EngineOptions {
  readonly scheduler: Scheduler
  readonly dispatcher: Dispatcher
  /** `null` where nothing but `wake` moves it: the practice chat, whose clock people move by hand. */
  readonly ticker: Ticker | null
  readonly clock: Clock
  readonly log: Log
}

/** What `settleAll` did. `attempts` counts deliveries that were taken up, whatever came of them. */
interface Settlement {
  readonly digestRuns: number
  readonly deliveries: number
  readonly attempts: number
}

export interface Engine {
  /** Starts both loops, each with a round at once. */
  start(): void
  /** Looks at once for what is due and what can be sent: after a chat platform became ready, a digest was set, or a clock was moved. */
  wake(): void
  /** Takes up nothing new, lets what is under way end, and returns then. Safe to call twice. */
  stop(): Promise<void>
  /** Finds and sends until nothing is owed at the clock's time. Works with and without `start`. */
  settleAll(signal?: AbortSignal): Promise<Settlement>
  /** What is owed at this instant. Reads only. */
  due(atMs: number): Promise<readonly DueItem[]>
  /** The next instant something is owed, or `null`: where to move a clock to. May be past, when something is owed now. */
  nextDueAt(): Promise<number | null>
}

/** Before trying again what was owed already and could not be dealt with, such as a digest whose building fails. */
const OVERDUE_PAUSE_MS = 1_000
/** More rounds than any chain of one thing causing another has. */
const SETTLE_ROUNDS_MAX = 1_000

/** Creates the engine; nothing runs before `start` or `settleAll`. */
export function createEngine({ scheduler, dispatcher, ticker, clock, log }: EngineOptions): Engine {
  const finding = createWorkLoop(
    'scheduler',
    async (signal) => {
      try {
        const { deliveries } = await scheduler.sweep(signal)
        if (deliveries > 0) wakeSending()
      } finally {
        await planWaking()
      }
    },
    log,
  )
  const sending = createWorkLoop(
    'outbox',
    async (signal) => {
      try {
        await dispatcher.runOnce(signal, () => void planWaking().catch((error: unknown) => log.error({ err: error }, 'waking not planned')))
      } finally {
        await planWaking()
      }
    },
    log,
  )

  function wakeSending(): void {
    // The run under way looks again, and when it was just ending the next one does.
    dispatcher.wake()
    sending.wake()
  }

  function wake(): void {
    finding.wake()
    wakeSending()
  }

  async function nextDueAt(): Promise<number | null> {
    const [first, second] = await Promise.all([scheduler.nextDueAt(), dispatcher.nextDueAt()])
    return first === null || second === null ? (first ?? second) : Math.min(first, second)
  }

  async function planWaking(): Promise<void> {
    if (ticker === null) return
    const at = await nextDueAt()
    const now = clock.now()
    ticker.wakeAt(at === null ? null : at > now ? at : now + OVERDUE_PAUSE_MS)
  }

  return {
    start() {
      ticker?.start(wake)
      finding.start()
      sending.start()
    },
    wake,
    async stop() {
      ticker?.stop()
      await Promise.all([finding.stop(), sending.stop()])
    },
    async settleAll(signal = new AbortController().signal) {
      const total = { digestRuns: 0, deliveries: 0, attempts: 0 }
      for (let round = 0; round < SETTLE_ROUNDS_MAX; round += 1) {
        const { digestRuns, deliveries } = await scheduler.sweep(signal)
        const attempts = await dispatcher.runOnce(signal)
        total.digestRuns += digestRuns
        total.deliveries += deliveries
        total.attempts += attempts
        if (signal.aborted || digestRuns + deliveries + attempts === 0) return total
      }
      throw new Error(`something was still owed after ${SETTLE_ROUNDS_MAX} rounds`)
    },
    due: (atMs) => scheduler.due(atMs),
    nextDueAt,
  }
}
