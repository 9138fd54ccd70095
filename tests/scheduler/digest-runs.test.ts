import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../src/core/calendar-date.ts'
import type { Change } from '../../src/core/change.ts'
import { momentsOf } from '../../src/core/digest-items.ts'
import { localDateOf, nextRun } from '../../src/core/local-time.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import type { DigestSchedule } from '../../src/core/subscription.ts'
import { createScheduler } from '../../src/scheduler/scheduler.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aNotice, digestSettings, PRIVACY } from '../contracts/store-samples.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { aChange } from './samples.ts'

const never = new AbortController().signal
const START = Date.parse('2026-08-12T10:17:00Z')
const DAY_MS = 86_400_000

interface Plot {
  readonly schedule: DigestSchedule
  /** Minutes between one waking of the loop and the next. */
  readonly steps: readonly number[]
  /** Changes, and after which step the catalog has them. */
  readonly changes: readonly { readonly announcedOn: string | null; readonly effectiveOn: string; readonly learnedAfterStep: number }[]
}

const day = fc.nat(40).map((days) => addDays('2026-08-10', days))
const plot: fc.Arbitrary<Plot> = fc.record({
  schedule: fc.record({
    zone: fc.constantFrom('Europe/Berlin', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Pacific/Apia'),
    localTime: fc.constantFrom('00:00', '09:00', '23:59'),
  }),
  steps: fc.array(fc.integer({ min: 1, max: 60 * 60 }), { minLength: 3, maxLength: 15 }),
  changes: fc.array(fc.record({ announcedOn: fc.option(day), effectiveOn: day, learnedAfterStep: fc.nat(6) }), { maxLength: 6 }),
})

/** Plays a plot with a digest that speaks at every run, and returns what was told when. */
async function play({ schedule, steps, changes }: Plot) {
  const store = await openStore({ inMemory: true })
  const clock = createMovableClock({ now: () => 0 })
  clock.moveTo(START)
  const coveredFrom = addDays(localDateOf(START, schedule.zone), -1)
  const { dueAt } = nextRun(schedule, { lastRunOn: null, now: START })
  await store.digests.save(PRIVACY, digestSettings({ schedule, onlyIfChanged: false }), { dueAt, coveredUntil: coveredFrom, atMs: START })
  let known: readonly Change[] = []
  const runs: { readonly runOn: string; readonly keys: readonly string[] }[] = []
  const scheduler = createScheduler({
    ...store,
    chatPlatforms: ['discord'],
    changes: () => known,
    digestNotice: (items, _, { runOn }) => {
      runs.push({ runOn, keys: items.map(({ key }) => key) })
      return aNotice()
    },
    followNotice: () => aNotice(),
    correctionNotice: () => aNotice('correction'),
    reminderNotice: ({ slug }) => aNotice(`remember ${slug}`),
    clock,
    log: createRecordingLog(),
  })
  const learnedAt = new Map<string, number>()
  for (const [step, minutes] of steps.entries()) {
    clock.advance(minutes * 60_000)
    known = changes.flatMap((each, n) => (each.learnedAfterStep <= step ? [aChange(`k${n}`, each)] : []))
    for (const { key } of known) if (step > 0 && !learnedAt.has(key)) learnedAt.set(key, clock.now())
    if (step === 0) for (const { key } of known) learnedAt.set(key, Number.NEGATIVE_INFINITY)
    await scheduler.sweep(never)
  }
  // At last a day after everything was learned, so that all of it has had its chance.
  clock.advance(2 * DAY_MS)
  await scheduler.sweep(never)
  await store.close()
  return { coveredFrom, runs, known, learnedAt, endsAt: clock.now() }
}

/** How many runs cover at least one of these days, when each covers the days since the one before. */
function coveringRuns(days: readonly string[], coveredFrom: string, runs: readonly { readonly runOn: string }[]): number {
  const ends = [coveredFrom, ...runs.map(({ runOn }) => runOn)]
  return runs.filter(({ runOn }, n) => days.some((each) => each > (ends[n] ?? '') && each <= runOn)).length
}

test('no day runs twice and days run in order, whatever instants the loop wakes at', async () => {
  await fc.assert(
    fc.asyncProperty(plot, async (given) => {
      const { coveredFrom, runs } = await play(given)
      const days = [coveredFrom, ...runs.map(({ runOn }) => runOn)]
      expect(days.toSorted()).toEqual(days)
      expect(new Set(days).size).toBe(days.length)
    }),
    { numRuns: 60 },
  )
})

test('what was known from the start is told at each of its moments exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(plot, async (given) => {
      const { coveredFrom, runs, known, learnedAt } = await play(given)
      for (const change of known) {
        if (learnedAt.get(change.key) !== Number.NEGATIVE_INFINITY) continue
        const tellings = runs.filter(({ keys }) => keys.includes(change.key)).length
        expect(tellings).toBe(coveringRuns(momentsOf(change), coveredFrom, runs))
      }
    }),
    { numRuns: 100 },
  )
})

test('what was learned later is told by the next run at the latest a day on, while it is news', async () => {
  await fc.assert(
    fc.asyncProperty(plot, async (given) => {
      const { runs, known, learnedAt } = await play(given)
      for (const change of known) {
        const learned = learnedAt.get(change.key) ?? Number.NEGATIVE_INFINITY
        if (learned === Number.NEGATIVE_INFINITY) continue
        const learnedOn = localDateOf(learned, given.schedule.zone)
        const tellings = runs.filter(({ keys }) => keys.includes(change.key))
        expect(tellings.length).toBeLessThanOrEqual(3)
        const isNews = change.effectiveOn >= addDays(learnedOn, -29)
        const wasAnnounced = change.announcedOn === null || change.announcedOn <= learnedOn
        if (isNews && wasAnnounced) {
          const first = runs.find(({ runOn }) => runOn > learnedOn)
          const before = tellings.some(({ runOn }) => runOn <= learnedOn)
          expect(before || first === undefined || first.keys.includes(change.key)).toBe(true)
        }
      }
    }),
    { numRuns: 100 },
  )
})
