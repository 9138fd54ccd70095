import { expect, test } from 'vitest'
import type { Change } from '../../src/core/change.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import { createScheduler } from '../../src/scheduler/scheduler.ts'
import { openStore } from '../../src/store/open-store.ts'
import { ANNA, aNotice, BEN, digestSettings, GENERAL, NOON, PRIVACY } from '../contracts/store-samples.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { type CallFate, Crash, createLife } from '../fakes/mortal.ts'
import { aChange } from './samples.ts'

const NINE = Date.parse('2026-08-15T07:00:00Z')
const never = new AbortController().signal

/** One sweep in which the process dies at its `place`th call to the store, then one that lives. Returns what is to be sent. */
async function sweepTwice(place: number, fate: CallFate) {
  const store = await openStore({ inMemory: true })
  const clock = createMovableClock({ now: () => 0 })
  clock.moveTo(NINE)
  const changes: readonly Change[] = [
    aChange('new', { announcedOn: '2026-08-15' }),
    aChange('now', { announcedOn: null, effectiveOn: '2026-08-15' }),
  ]
  await store.announcements.setBaseline([], NOON)
  for (const channel of [PRIVACY, GENERAL]) {
    await store.digests.save(channel, digestSettings({ onlyIfChanged: false }), { dueAt: NINE, coveredUntil: '2026-08-14', atMs: NOON })
  }
  for (const person of [ANNA, BEN]) await store.people.follow(person, 'linkedin', { atMs: NOON, max: 5 })
  let calls = 0
  for (const fated of [true, false]) {
    const life = createLife(() => {
      calls += 1
      return fated && calls === place ? fate : 'works'
    })
    const scheduler = createScheduler({
      digests: life.mortal(store.digests),
      people: life.mortal(store.people),
      announcements: life.mortal(store.announcements),
      outbox: life.mortal(store.outbox),
      reminders: life.mortal(store.reminders),
      installations: life.mortal(store.installations),
      chatPlatforms: ['discord', 'slack'],
      changes: () => changes,
      digestNotice: (items) => aNotice(items.map(({ key }) => key).join()),
      followNotice: () => aNotice(),
      reviews: store.reviews,
      correctionNotice: () => aNotice('correction'),
      reminderNotice: () => aNotice(),
      clock,
      log: createRecordingLog(),
    })
    try {
      await scheduler.sweep(never)
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
    if (fated && calls < place) calls = Number.POSITIVE_INFINITY
  }
  const owed = (await store.outbox.owed(NINE, 100)).map(({ key }) => key).toSorted()
  await store.close()
  return { owed, beyondTheEnd: calls === Number.POSITIVE_INFINITY }
}

test.each(['dies-before', 'dies-after'] as const)('dying at any one call of a sweep (%s) loses and repeats nothing', async (fate) => {
  const plain = await sweepTwice(0, 'works')
  expect(plain.owed).toHaveLength(6)
  let place = 1
  for (; ; place += 1) {
    const { owed, beyondTheEnd } = await sweepTwice(place, fate)
    expect({ place, owed }).toEqual({ place, owed: plain.owed })
    if (beyondTheEnd) break
  }
  expect(place).toBeGreaterThan(10)
})
