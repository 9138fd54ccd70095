/** Finding what is due: it must cost what is due, however much is stored, and as much for each when much is due. */

import type { DigestSettings } from '../src/core/subscription.ts'
import { serviceChanges } from '../src/guides/changes.ts'
import { loadCatalog } from '../src/guides/load.ts'
import { digestNotice } from '../src/notices/digest-notice.ts'
import { messagesFor } from '../src/notices/messages.ts'
import { createDigestRunner } from '../src/scheduler/digest-runner.ts'
import { createReminderRunner } from '../src/scheduler/reminder-runner.ts'
import type { Bench } from './support/bench.ts'
import { copyRows } from './support/copy-rows.ts'
import { type Figure, figureOf } from './support/figure.ts'
import { type FilledStore, openFilledStore } from './support/filled-store.ts'
import { onceMs } from './support/stopwatch.ts'

const BENCH = 'Finding what is due'
const DUE = 100
const FEW = 1_000
/** How many are due at once in the largest store. */
const MORE_DUE = [1_000, 10_000]
const DAY_MS = 24 * 3_600_000
const NOON = Date.parse('2026-08-14T12:00:00Z')
const FAR_AHEAD = NOON + 365 * DAY_MS
const TARGET = 1.2
const NEVER = new AbortController().signal

const settings: DigestSettings = {
  schedule: { localTime: '12:00', zone: 'UTC' },
  services: null,
  minSeverity: 'notice',
  onlyIfChanged: false,
  region: 'DE',
  locale: 'en',
}

/** A store with so many digests and reminders, none of which is due before the bench says so. */
interface Hall {
  readonly size: number
  readonly filled: FilledStore
  /** Finds and writes what is due at this instant; resolves with the milliseconds it took. */
  digests(now: number): Promise<number>
  reminders(now: number): Promise<number>
  /** Makes the first so many digests, or reminders, due at this instant, and no others. */
  oweDigests(count: number, now: number): Promise<void>
  oweReminders(count: number, now: number): Promise<void>
}

export const sweep: Bench = {
  name: 'sweep',
  async run({ rounds, subscriptions }) {
    const few = await openHall(FEW)
    const figures: Figure[] = []
    for (const size of subscriptions) {
      const many = await openHall(size)
      figures.push(...(await sameDue(few, many, rounds * 2)))
      if (size === subscriptions.at(-1)) figures.push(...(await moreDue(many, rounds)))
      await many.filled.close()
    }
    await few.filled.close()
    return figures
  },
}

/** The same number due among few and among many. */
async function sameDue(few: Hall, many: Hall, rounds: number): Promise<readonly Figure[]> {
  const times = { digests: pair(), idle: pair(), reminders: pair() }
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, hall] of [['few', few] as const, ['many', many] as const]) {
      const now = nextNoon()
      await hall.oweDigests(DUE, now)
      await hall.oweReminders(DUE, now)
      const digests = await hall.digests(now)
      const idle = await hall.digests(now)
      const reminders = await hall.reminders(now)
      if (round === 0) continue
      times.digests[name].push(digests)
      times.idle[name].push(idle * 1000)
      times.reminders[name].push(reminders)
    }
  }
  const line = (what: string, unit: Figure['unit'], { few: baseline, many: ours }: Pair, target?: number) =>
    figureOf({
      bench: BENCH,
      what: `${what} among ${many.size}`,
      unit,
      ours,
      baseline: { name: `among ${FEW}`, values: baseline },
      ...(target === undefined ? {} : { target }),
    })
  return [
    line(`${DUE} digests due`, 'ms', times.digests, TARGET),
    line(`${DUE} reminders due`, 'ms', times.reminders, TARGET),
    line('nothing due', 'µs', times.idle),
  ]
}

/** What each of many digests costs that are due at once, by what each of a hundred does. */
async function moreDue(hall: Hall, rounds: number): Promise<readonly Figure[]> {
  const eachUs = new Map([DUE, ...MORE_DUE].map((count) => [count, [] as number[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [count, values] of eachUs) {
      const now = nextNoon()
      await hall.oweDigests(count, now)
      values.push(((await hall.digests(now)) * 1000) / count)
    }
  }
  return MORE_DUE.map((count) =>
    figureOf({
      bench: BENCH,
      what: `${count} digests due among ${hall.size}, each`,
      unit: 'µs',
      ours: eachUs.get(count) ?? [],
      baseline: { name: `each of ${DUE}`, values: eachUs.get(DUE) ?? [] },
      target: TARGET,
    }),
  )
}

interface Pair {
  readonly few: number[]
  readonly many: number[]
}
const pair = (): Pair => ({ few: [], many: [] })

let day = 0
/** Noon of a day that has not been used yet. */
const nextNoon = () => {
  day += 1
  return NOON + day * DAY_MS
}
const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)

async function openHall(size: number): Promise<Hall> {
  const changes = (await loadCatalog()).services.flatMap(serviceChanges)
  const filled = await openFilledStore('in-memory')
  const { store, db } = filled
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const noticeOf = (runOn: string) =>
    digestNotice(changes.slice(0, 1), { messages: messagesFor('en'), runOn, region: 'DE', lateFrom: null, publicUrl: null })
  const digestRunner = createDigestRunner({
    digests: store.digests,
    announcements: store.announcements,
    chatPlatforms: ['discord'],
    changes: () => changes,
    digestNotice: (items, { settings: { locale, region } }, { runOn, lateFrom }) =>
      digestNotice(items, { messages: messagesFor(locale), runOn, region, lateFrom, publicUrl: null }),
    log,
  })
  const reminderRunner = createReminderRunner({
    reminders: store.reminders,
    chatPlatforms: ['discord'],
    reminderNotice: (_, now) => noticeOf(dayOf(now)),
    log,
  })

  const channel = { chatPlatform: 'discord', installationId: 'g', channelId: 'c' } as const
  const digest = await store.digests.save(channel, settings, { dueAt: FAR_AHEAD, coveredUntil: dayOf(NOON), atMs: NOON })
  const wish = { kind: 'asked', slug: 'linkedin', zone: 'UTC', askedAt: NOON, dueAt: FAR_AHEAD } as const
  const reminder = await store.reminders.add({ chatPlatform: 'discord', userId: 'u' }, wish, 1)
  if (reminder === null) throw new Error('the reminder was not kept')
  await copyRows(db, {
    table: 'digest',
    id: digest.id,
    count: size - 1,
    differ: (n) => ({ installation_id: `g${n}`, channel_id: `c${n}` }),
  })
  await copyRows(db, { table: 'reminder', id: reminder.id, count: size - 1, differ: (n) => ({ asked_at: NOON + n }) })

  return {
    size,
    filled,
    digests: (now) => onceMs(() => digestRunner.run(now, NEVER)),
    reminders: (now) => onceMs(() => reminderRunner.run(now, NEVER)),
    async oweDigests(count, now) {
      // Those of the round before come due again today by themselves.
      await db.updateTable('digest').set({ due_at: FAR_AHEAD }).where('due_at', '<=', now).execute()
      const columns = { due_at: now, last_run_on: dayOf(now - DAY_MS), covered_until: dayOf(now - DAY_MS) }
      await db.updateTable('digest').set(columns).where('id', '<=', count).execute()
    },
    async oweReminders(count, now) {
      await db.updateTable('reminder').set({ due_at: now, sent: 0 }).where('id', '<=', count).execute()
    },
  }
}
