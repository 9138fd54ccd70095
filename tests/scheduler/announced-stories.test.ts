/** From an operator's approval to what people read, and to the correction of it: the real scheduler and store under a clock that is moved. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import { noticeText } from '../../src/core/notice-text.ts'
import type { Review, SeenStory } from '../../src/core/review.ts'
import { createCurrentChanges } from '../../src/current-changes.ts'
import { correctionNotice } from '../../src/notices/correction-notice.ts'
import { digestNotice } from '../../src/notices/digest-notice.ts'
import { followNotice } from '../../src/notices/follow-notice.ts'
import { messagesFor } from '../../src/notices/messages.ts'
import { createScheduler, type Scheduler } from '../../src/scheduler/scheduler.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aDraft, aStory } from '../contracts/store-reviews.ts'
import { ANNA, aNotice, BEN, digestSettings, GENERAL, PRIVACY } from '../contracts/store-samples.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { anotherService } from '../guides/service-factory.ts'

const never = new AbortController().signal
const at = (iso: string) => Date.parse(iso)
const MINUTE = 60_000
const messages = messagesFor('en')
const all = ['discord', 'slack'] as const
const catalog = createCatalog([anotherService('linkedin', { name: 'LinkedIn' }), anotherService('reddit', { name: 'Reddit' })])
const clock = createMovableClock({ now: () => 0 })

let store: Store
let scheduler: Scheduler

beforeEach(async () => {
  store = await openStore({ inMemory: true })
  clock.moveTo(at('2026-08-14T06:00:00Z'))
  const changes = createCurrentChanges(catalog, store.reviews)
  scheduler = createScheduler({
    ...store,
    chatPlatforms: all,
    changes: changes.all,
    refresh: changes.refresh,
    digestNotice: (items, { settings }, { runOn, lateFrom }) =>
      digestNotice(items, { messages, runOn, lateFrom, region: settings.region, publicUrl: null }),
    followNotice: (change, phase, _, today, others) =>
      followNotice(change, { messages, today, others, publicUrl: null, deadline: phase.startsWith('in-') }),
    correctionNotice: (correction) => correctionNotice(correction, { messages, catalog, saidOn: '2026-08-14' }),
    reminderNotice: ({ slug }) => aNotice(slug),
    clock,
    log: createRecordingLog(),
  })
  await store.people.follow(BEN, 'linkedin', { atMs: clock.now(), max: 9 })
  await store.people.follow(ANNA, 'reddit', { atMs: clock.now(), max: 9 })
  for (const channel of [PRIVACY, GENERAL]) {
    const services = channel === PRIVACY ? null : ['reddit']
    await store.digests.save(channel, digestSettings({ services }), {
      dueAt: at('2026-08-14T07:00:00Z'),
      coveredUntil: '2026-08-13',
      atMs: clock.now(),
    })
  }
  await scheduler.sweep(never)
})
afterEach(() => store.close())

async function approve(given: Partial<SeenStory> = {}, effectiveOn: string | null = null): Promise<Review> {
  const now = clock.now()
  const { review } = await store.reviews.put(aStory(given), aDraft({ effectiveOn }), now)
  const decision = { state: 'approved', what: 'approved', why: null, by: ANNA, atMs: now, goesAt: now + 5 * MINUTE } as const
  const approved = await store.reviews.decide(review, decision)
  if (approved === null) throw new Error('not decided')
  return approved
}

/** Sends everything that is due: to whom, and the words. */
async function deliver(): Promise<{ to: string; words: string; class: string }[]> {
  await scheduler.sweep(never)
  const atMs = clock.now()
  const sent = []
  for (const leased of await store.outbox.claim({ atMs, leaseUntilMs: atMs + MINUTE, limit: 50, chatPlatforms: all })) {
    await store.outbox.finish(leased, { outcome: { kind: 'delivered', messageId: `m${leased.id}` }, atMs, retryAt: null })
    const { destination } = leased
    sent.push({
      to: destination.kind === 'person' ? destination.userId : destination.channelId,
      words: noticeText(leased.notice),
      class: leased.class,
    })
  }
  return sent
}

test('nobody hears before the five minutes are over; then followers do, and the next digest, each once', async () => {
  await approve()
  expect(await scheduler.nextDueAt()).toBe(clock.now() + 5 * MINUTE)
  expect(await deliver()).toEqual([])
  clock.advance(5 * MINUTE)
  const told = await deliver()
  expect(told.map(({ to }) => to)).toEqual([BEN.userId])
  expect(told[0]?.words).toContain('LinkedIn now says it trains AI on your posts.')
  expect(told[0]?.words).toContain('We train our models on your posts.')
  expect(await deliver()).toEqual([])

  clock.moveTo(at('2026-08-14T07:00:00Z'))
  const digest = await deliver()
  expect(digest.map(({ to }) => to)).toEqual([PRIVACY.channelId])
  expect(digest[0]?.words).toContain('LinkedIn changed what it says about AI training')
  clock.moveTo(at('2026-08-15T07:00:00Z'))
  expect(await deliver()).toEqual([])
})

test('one that starts later is told again before its deadline and on its day', async () => {
  await approve({}, '2026-08-20')
  const days: string[] = []
  for (let minutes = 5; minutes < 9 * 24 * 60; minutes += 12 * 60) {
    clock.moveTo(at('2026-08-14T06:00:00Z') + minutes * MINUTE)
    for (const { to } of await deliver()) if (to === BEN.userId) days.push(new Date(clock.now()).toISOString().slice(0, 10))
  }
  expect(days).toEqual(['2026-08-14', '2026-08-17', '2026-08-19', '2026-08-20'])
})

test('an approval that was taken back reaches nobody', async () => {
  const review = await approve()
  await store.reviews.decide(review, { state: 'waiting', what: 'waiting', why: null, by: ANNA, atMs: clock.now(), goesAt: null })
  clock.moveTo(at('2026-08-15T07:00:00Z'))
  expect(await deliver()).toEqual([])
})

test('a correction reaches exactly those who were told, once each, and what was withdrawn is told to nobody else', async () => {
  const review = await approve()
  clock.moveTo(at('2026-08-14T07:00:00Z'))
  expect((await deliver()).map(({ to }) => to).toSorted()).toEqual([BEN.userId, PRIVACY.channelId].toSorted())

  const decision = { state: 'withdrawn', what: 'withdrawn', why: null, by: ANNA, atMs: clock.now(), goesAt: review.goesAt } as const
  await store.reviews.decide(review, decision)
  await store.reviews.correct(review.id, { kind: 'withdrawn', why: 'The page was back a week later.' }, clock.now())
  // Somebody who follows only now was told nothing wrong.
  await store.people.follow({ chatPlatform: 'discord', userId: '77' }, 'linkedin', { atMs: clock.now(), max: 9 })
  const corrected = await deliver()
  expect(corrected.map(({ to, class: kind }) => [to, kind]).toSorted()).toEqual(
    [
      [BEN.userId, 'correction'],
      [PRIVACY.channelId, 'correction'],
    ].toSorted(),
  )
  for (const { words } of corrected) {
    expect(words).toContain('LinkedIn: nothing changed. Forget what we said on 14 August 2026. The page was back a week later.')
    expect(words).toContain('LinkedIn now says it trains AI on your posts.')
  }
  clock.moveTo(at('2026-08-16T07:00:00Z'))
  expect(await deliver()).toEqual([])
})

test('after a crash in the middle of a correction nobody is written to twice', async () => {
  const review = await approve()
  clock.moveTo(at('2026-08-14T07:00:00Z'))
  await deliver()
  await store.reviews.correct(review.id, { kind: 'corrected', wrong: 'It is on.', right: 'It is off.', act: 'Nothing to do.' }, clock.now())
  // The process dies between writing the deliveries and noting that all are written.
  const written = store.reviews.written
  Object.assign(store.reviews, { written: async () => Promise.reject(new Error('killed')) })
  await expect(scheduler.sweep(never)).rejects.toThrow('killed')
  Object.assign(store.reviews, { written })
  const corrected = await deliver()
  expect(corrected.map(({ to }) => to).toSorted()).toEqual([BEN.userId, PRIVACY.channelId].toSorted())
  expect(corrected[0]?.words).toContain('Correction: LinkedIn. On 14 August 2026 we said something that was wrong: It is on.')
  expect(corrected[0]?.words).toContain('What is so: It is off.')
  expect(await deliver()).toEqual([])
})
