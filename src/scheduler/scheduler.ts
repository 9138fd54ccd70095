/** Looks at what is due and writes the deliveries for it: followers' messages and channels' digests. Sends nothing. */

import type { Clock } from '../core/ports/clock.ts'
import type { OutboxStore, OwedDelivery } from '../core/ports/outbox-store.ts'
import { type AnnouncerOptions, createAnnouncer, type OwedAnnouncement } from './announcer.ts'
import { createDigestRunner, type DigestRunnerOptions, type OwedDigest } from './digest-runner.ts'
import { createForgetter, type ForgetterOptions } from './forgetter.ts'

export interface SchedulerOptions extends AnnouncerOptions, DigestRunnerOptions, ForgetterOptions {
  readonly announcements: AnnouncerOptions['announcements']
  readonly outbox: Pick<OutboxStore, 'enqueue' | 'owed'>
  readonly clock: Clock
}

/** What one sweep did. `deliveries` counts what was written: digests with something to say, and messages to followers. */
interface Sweep {
  readonly digestRuns: number
  readonly deliveries: number
}

/** Something that is owed, for a list to look at. */
export type DueItem =
  | ({ readonly kind: 'digest'; readonly dueAt: number } & OwedDigest)
  | ({ readonly kind: 'follow'; readonly dueAt: number } & OwedAnnouncement)
  | ({ readonly kind: 'delivery' } & OwedDelivery)

export interface Scheduler {
  /** Writes whatever is owed now; stops between two items when `signal` aborts. Sweeps queue up behind each other. */
  sweep(signal: AbortSignal): Promise<Sweep>
  /** What a sweep at `atMs` would find, and the deliveries that wait to be sent by then, in the order they are due. Reads only. */
  due(atMs: number): Promise<readonly DueItem[]>
  /** The next instant at which a sweep can find something: a digest is owed, or a change takes effect. `null` when there is none. */
  nextDueAt(): Promise<number | null>
}

/** More than one look at a list is worth; the loop itself is not bound by it. */
const LISTED_MAX = 10_000

/** Creates the scheduler. All time comes from `clock`. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, digests, outbox, chatPlatforms } = options
  const announcer = createAnnouncer(options)
  const digestRunner = createDigestRunner(options)
  const forgetter = createForgetter(options)
  let lastSweep: Promise<unknown> = Promise.resolve()

  async function sweep(signal: AbortSignal): Promise<Sweep> {
    const now = clock.now()
    let told = 0
    let ran = { runs: 0, deliveries: 0 }
    try {
      // First what is new: the digests of this same sweep can then tell it.
      told = await announcer.announce(now, signal)
    } finally {
      ran = await digestRunner.run(now, signal)
    }
    await forgetter.run(now)
    return { digestRuns: ran.runs, deliveries: told + ran.deliveries }
  }

  return {
    sweep(signal) {
      const next = lastSweep.then(
        () => sweep(signal),
        () => sweep(signal),
      )
      lastSweep = next
      return next
    },

    async due(atMs) {
      const items: DueItem[] = []
      for (const owed of await digestRunner.owed(atMs, LISTED_MAX)) items.push({ kind: 'digest', dueAt: owed.digest.dueAt, ...owed })
      for (const owed of await announcer.owed(atMs)) items.push({ kind: 'follow', dueAt: atMs, ...owed })
      for (const owed of await outbox.owed(atMs, LISTED_MAX)) items.push({ kind: 'delivery', ...owed })
      return items.sort((a, b) => a.dueAt - b.dueAt)
    },

    async nextDueAt() {
      const digestAt = await digests.nextDueAt(chatPlatforms)
      const changeAt = announcer.nextAt(clock.now())
      return digestAt === null || changeAt === null ? (digestAt ?? changeAt) : Math.min(digestAt, changeAt)
    },
  }
}
