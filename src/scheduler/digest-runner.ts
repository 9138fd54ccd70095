/** Runs the digests that are due: what each tells, and the delivery for it. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Change } from '../core/change.ts'
import type { NewDelivery } from '../core/delivery.ts'
import { digestItems } from '../core/digest-items.ts'
import type { Notice } from '../core/notice.ts'
import type { Announcements } from '../core/ports/announcements.ts'
import type { Digests } from '../core/ports/digests.ts'
import type { Log } from '../core/ports/log.ts'
import type { CalendarDate } from '../core/service.ts'
import type { ChatPlatformName, Digest } from '../core/subscription.ts'
import { knownFrom, type Learned, learnedLately } from './learned.ts'
import { type DigestRun, planDigestRun } from './plan-digest-run.ts'
import { spreadMs } from './spread.ts'

export interface DigestRunnerOptions {
  readonly digests: Digests
  readonly announcements: Pick<Announcements, 'notedSince'>
  /** The chat platforms this process serves. Digests of others stay due, and come as one late digest when theirs is connected again. */
  readonly chatPlatforms: readonly ChatPlatformName[]
  /** Every change the catalog knows, past and future. */
  readonly changes: () => readonly Change[]
  /** `lateFrom`: the first day covered when the run is late, else `null`. */
  readonly digestNotice: (
    changes: readonly Change[],
    digest: Digest,
    run: { readonly runOn: CalendarDate; readonly lateFrom: CalendarDate | null },
  ) => Notice
  /** How much later than the others one of so many that are due together goes; `spreadMs` unless told. */
  readonly spread?: ((key: string, dueTogether: number) => number) | undefined
  readonly log: Log
}

/** A digest that is due, and what it would tell. `sends` is false when it has nothing to say and was asked to be silent then. */
export interface OwedDigest extends Pick<DigestRun, 'runOn' | 'lateFrom'> {
  readonly digest: Digest
  readonly changes: readonly Change[]
  readonly sends: boolean
}

export interface DigestRunner {
  /**
   * Runs what is due, each digest at most once, and says how many ran and how many deliveries that wrote. One that fails does not keep
   * the others back; the first error is thrown after all have had their turn.
   */
  run(now: number, signal: AbortSignal): Promise<{ runs: number; deliveries: number }>
  /** What `run` would do, for at most `limit` digests. Reads only. */
  owed(atMs: number, limit: number): Promise<readonly OwedDigest[]>
}

/** What all digests of one look at what is due share. */
interface Round {
  readonly learned: Learned
  readonly dueTogether: number
}

const DIGESTS_PER_PAGE = 50

export function createDigestRunner({
  digests,
  announcements,
  chatPlatforms,
  changes,
  digestNotice,
  spread = spreadMs,
  log,
}: DigestRunnerOptions): DigestRunner {
  async function run(now: number, signal: AbortSignal): Promise<{ runs: number; deliveries: number }> {
    const dueTogether = await digests.countDue({ atMs: now, chatPlatforms })
    if (dueTogether === 0) return { runs: 0, deliveries: 0 }
    const learned = await learnedLately(announcements, now)
    const taken = new Set<number>()
    const failures: unknown[] = []
    const total = { runs: 0, deliveries: 0 }
    for (;;) {
      // Those that failed are still due and still come first: the page grows by as many, so that it always reaches new ones.
      const page = await digests.due({ atMs: now, limit: DIGESTS_PER_PAGE + taken.size - total.runs, chatPlatforms })
      const fresh = page.filter(({ id }) => !taken.has(id))
      if (fresh.length === 0) break
      for (const digest of fresh) {
        if (signal.aborted) return total
        taken.add(digest.id)
        try {
          const delivered = await runOne(digest, now, { learned, dueTogether })
          if (delivered !== null) total.runs += 1
          total.deliveries += delivered ?? 0
        } catch (error) {
          log.error({ digestId: digest.id, err: error }, 'digest could not be run')
          failures.push(error)
        }
        // The database answers within one turn of the event loop: without this, answering people would wait for every digest.
        await nextTurn()
      }
    }
    if (failures.length > 0) throw failures[0]
    return total
  }

  /** The number of deliveries written, or `null` when there was no run. */
  async function runOne(digest: Digest, now: number, { learned, dueTogether }: Round): Promise<number | null> {
    const plan = planDigestRun(digest, now)
    if (plan.kind === 'replan') {
      await digests.replan(digest, plan.dueAt)
      return null
    }
    const items = itemsFor(digest, plan, learned)
    const delivery = hasSomethingToSay(digest, items) ? deliveryFor(digest, plan, items, now, dueTogether) : null
    const recorded = await digests.recordRun(
      digest,
      { ranOn: plan.runOn, coveredUntil: plan.coveredUntil, dueAt: plan.dueAt, atMs: now },
      delivery,
    )
    if (!recorded) {
      log.info({ digestId: digest.id, runOn: plan.runOn }, 'digest changed while it was run')
      return null
    }
    log.info({ digestId: digest.id, runOn: plan.runOn, changes: items.length, late: plan.lateFrom !== null }, 'digest run')
    return delivery === null ? 0 : 1
  }

  function itemsFor(digest: Digest, plan: DigestRun, learned: Learned): readonly Change[] {
    return digestItems(changes(), digest.settings, {
      after: digest.coveredUntil,
      upTo: plan.coveredUntil,
      knownFrom: (change) => knownFrom(change, learned, digest.settings.schedule),
    })
  }

  function deliveryFor(digest: Digest, plan: DigestRun, items: readonly Change[], now: number, dueTogether: number): NewDelivery {
    const key = `digest:${digest.id}:${plan.runOn}`
    return {
      key,
      class: 'digest',
      destination: { kind: 'channel', ...digest.channel },
      notice: digestNotice(items, digest, { runOn: plan.runOn, lateFrom: plan.lateFrom }),
      dueAt: now + spread(key, dueTogether),
    }
  }

  async function owed(atMs: number, limit: number): Promise<readonly OwedDigest[]> {
    const learned = await learnedLately(announcements, atMs)
    const found: OwedDigest[] = []
    for (const digest of await digests.due({ atMs, limit, chatPlatforms })) {
      const plan = planDigestRun(digest, atMs)
      if (plan.kind === 'replan') continue
      const items = itemsFor(digest, plan, learned)
      found.push({ digest, runOn: plan.runOn, lateFrom: plan.lateFrom, changes: items, sends: hasSomethingToSay(digest, items) })
    }
    return found
  }

  return { run, owed }
}

const hasSomethingToSay = (digest: Digest, changes: readonly Change[]) => changes.length > 0 || !digest.settings.onlyIfChanged
