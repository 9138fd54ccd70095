/** Looks at what is due and writes the deliveries for it: followers' messages, channels' digests and people's reminders. Sends nothing. */

import type { Clock } from '../core/ports/clock.ts'
import type { OutboxStore, OwedDelivery } from '../core/ports/outbox-store.ts'
import type { Reviews } from '../core/ports/reviews.ts'
import type { DueReminder } from '../core/reminder.ts'
import { type AnnouncerOptions, createAnnouncer, type OwedAnnouncement } from './announcer.ts'
import { type CorrectorOptions, createCorrector } from './corrector.ts'
import { createDigestRunner, type DigestRunnerOptions, type OwedDigest } from './digest-runner.ts'
import { createForgetter, type ForgetterOptions } from './forgetter.ts'
import { createReminderRunner, type ReminderRunnerOptions } from './reminder-runner.ts'

export interface SchedulerOptions
  extends AnnouncerOptions,
    DigestRunnerOptions,
    ReminderRunnerOptions,
    ForgetterOptions,
    Omit<CorrectorOptions, 'reviews' | 'outbox'> {
  readonly announcements: AnnouncerOptions['announcements']
  readonly outbox: Pick<OutboxStore, 'enqueue' | 'owed' | 'toldOf' | 'drop'>
  readonly reviews: CorrectorOptions['reviews'] & Pick<Reviews, 'nextGoesAt'>
  /** Brings `changes` up to date; called before each look. */
  readonly refresh?: ((atMs: number) => Promise<void>) | undefined
  readonly clock: Clock
}

/** What one sweep did. `deliveries` counts what was written: digests with something to say, reminders, and messages to followers. */
interface Sweep {
  readonly digestRuns: number
  readonly deliveries: number
}

/** Something that is owed, for a list to look at. */
export type DueItem =
  | ({ readonly kind: 'digest'; readonly dueAt: number } & OwedDigest)
  | ({ readonly kind: 'follow'; readonly dueAt: number } & OwedAnnouncement)
  | { readonly kind: 'reminder'; readonly dueAt: number; readonly reminder: DueReminder }
  | ({ readonly kind: 'delivery' } & OwedDelivery)

export interface Scheduler {
  /** Writes whatever is owed now; stops between two items when `signal` aborts. Sweeps queue up behind each other. */
  sweep(signal: AbortSignal): Promise<Sweep>
  /** What a sweep at `atMs` would find, and the deliveries that wait to be sent by then, in the order they are due. Reads only. */
  due(atMs: number): Promise<readonly DueItem[]>
  /** The next instant at which a sweep can find something: a digest or a reminder is owed, or a change takes effect. `null` when there is none. */
  nextDueAt(): Promise<number | null>
}

/** More than one look at a list is worth; the loop itself is not bound by it. */
const LISTED_MAX = 10_000

/** Creates the scheduler. All time comes from `clock`. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, digests, reminders, outbox, reviews, chatPlatforms, refresh = async () => {} } = options
  const announcer = createAnnouncer(options)
  const digestRunner = createDigestRunner(options)
  const reminderRunner = createReminderRunner(options)
  const forgetter = createForgetter(options)
  const corrector = createCorrector(options)
  let lastSweep: Promise<unknown> = Promise.resolve()

  async function sweep(signal: AbortSignal): Promise<Sweep> {
    const now = clock.now()
    await refresh(now)
    let corrected = 0
    let told = 0
    let reminded = 0
    let ran = { runs: 0, deliveries: 0 }
    // One kind that fails does not keep the others back; each is tried again with the next sweep.
    try {
      // Before anything else: whoever was told something wrong may be about to act on it.
      corrected = await corrector.run(now, signal)
      // Then what is new: the digests of this same sweep can then tell it.
      told = await announcer.announce(now, signal)
    } finally {
      try {
        reminded = await reminderRunner.run(now, signal)
      } finally {
        ran = await digestRunner.run(now, signal)
      }
    }
    await forgetter.run(now)
    return { digestRuns: ran.runs, deliveries: corrected + told + reminded + ran.deliveries }
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
      await refresh(atMs)
      const items: DueItem[] = []
      for (const owed of await digestRunner.owed(atMs, LISTED_MAX)) items.push({ kind: 'digest', dueAt: owed.digest.dueAt, ...owed })
      for (const owed of await announcer.owed(atMs)) items.push({ kind: 'follow', dueAt: atMs, ...owed })
      for (const reminder of await reminders.due({ atMs, limit: LISTED_MAX, chatPlatforms }))
        items.push({ kind: 'reminder', dueAt: reminder.dueAt, reminder })
      for (const owed of await outbox.owed(atMs, LISTED_MAX)) items.push({ kind: 'delivery', ...owed })
      return items.sort((a, b) => a.dueAt - b.dueAt)
    },

    async nextDueAt() {
      const instants = [
        await digests.nextDueAt(chatPlatforms),
        await reminders.nextDueAt(chatPlatforms),
        announcer.nextAt(clock.now()),
        await reviews.nextGoesAt(clock.now()),
      ]
      const known = instants.filter((at) => at !== null)
      return known.length === 0 ? null : Math.min(...known)
    },
  }
}
