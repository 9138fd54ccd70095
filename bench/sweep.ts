/** Finding what is due: the same hundred digests among a thousand and among many more must cost the same. */

import type { DigestSettings } from '../src/core/subscription.ts'
import { serviceChanges } from '../src/guides/changes.ts'
import { loadCatalog } from '../src/guides/load.ts'
import { digestNotice } from '../src/notices/digest-notice.ts'
import { messagesFor } from '../src/notices/messages.ts'
import { createDigestRunner, type DigestRunner } from '../src/scheduler/digest-runner.ts'
import { openStore, type Store } from '../src/store/open-store.ts'
import type { Bench } from './support/bench.ts'
import { figureOf } from './support/figure.ts'
import { onceMs } from './support/stopwatch.ts'

const DUE = 100
const FEW = 1_000
const HOUR_MS = 3_600_000
const NOON = Date.parse('2026-08-14T12:00:00Z')

const settings: DigestSettings = {
  schedule: { localTime: '12:00', zone: 'UTC' },
  services: null,
  minSeverity: 'notice',
  onlyIfChanged: false,
  region: 'DE',
  locale: 'en',
}

interface Hall {
  readonly store: Store
  readonly runner: DigestRunner
  /** Makes a hundred digests due on the next of the days the bench goes through. */
  readonly owe: (day: number) => Promise<void>
}

export const sweep: Bench = {
  name: 'sweep',
  async run({ rounds, subscriptions }) {
    const changes = (await loadCatalog()).services.flatMap(serviceChanges)
    const few = await openHall(FEW)
    const many = await openHall(subscriptions)
    const times: Record<'due' | 'idle', { few: number[]; many: number[] }> = { due: { few: [], many: [] }, idle: { few: [], many: [] } }
    const { signal } = new AbortController()
    // The first day only warms up.
    for (let day = 0; day <= rounds * 2; day += 1) {
      const now = NOON + day * 24 * HOUR_MS
      for (const [name, hall] of [['few', few] as const, ['many', many] as const]) {
        await hall.owe(day)
        const dueMs = await onceMs(() => hall.runner.run(now, signal))
        const idleMs = await onceMs(() => hall.runner.run(now, signal))
        if (day === 0) continue
        times.due[name].push(dueMs)
        times.idle[name].push(idleMs * 1000)
      }
    }
    await Promise.all([few.store.close(), many.store.close()])
    const name = `among ${FEW}`
    return [
      figureOf({
        bench: 'In the process',
        what: `sweep, ${DUE} digests due among ${subscriptions}`,
        unit: 'ms',
        ours: times.due.many,
        baseline: { name, values: times.due.few },
      }),
      figureOf({
        bench: 'In the process',
        what: `sweep, nothing due among ${subscriptions}`,
        unit: 'µs',
        ours: times.idle.many,
        baseline: { name, values: times.idle.few },
      }),
    ]

    async function openHall(digests: number): Promise<Hall> {
      const store = await openStore({ inMemory: true })
      const runner = createDigestRunner({
        digests: store.digests,
        announcements: store.announcements,
        chatPlatforms: ['discord'],
        changes: () => changes,
        digestNotice: (items, { settings: { locale, region } }, { runOn, lateFrom }) =>
          digestNotice(items, { messages: messagesFor(locale), runOn, region, lateFrom, publicUrl: null }),
        log: { debug() {}, info() {}, warn() {}, error() {} },
      })
      const save = (index: number, dueAt: number, coveredUntil: string) =>
        store.digests.save({ chatPlatform: 'discord', installationId: `g${index}`, channelId: `c${index}` }, settings, {
          dueAt,
          coveredUntil,
          atMs: NOON,
        })
      for (let index = 0; index < digests; index += 1) await save(index, NOON + 365 * 24 * HOUR_MS, '2026-08-13')
      return {
        store,
        runner,
        async owe(day) {
          const on = new Date(NOON + (day - 1) * 24 * HOUR_MS).toISOString().slice(0, 10)
          for (let index = 0; index < DUE; index += 1) await save(index, NOON + day * 24 * HOUR_MS, on)
        },
      }
    }
  },
}
