import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCatalog } from '../src/core/catalog.ts'
import { noticeText } from '../src/core/notice-text.ts'
import { messagesFor } from '../src/notices/messages.ts'
import { createReviewIntake, type ReviewIntakeOptions } from '../src/review-intake.ts'
import { openStore, type Store } from '../src/store/open-store.ts'
import { aStory } from './contracts/store-reviews.ts'
import { ANNA, BEN, GENERAL, NOON } from './contracts/store-samples.ts'
import { createRecordingLog } from './fakes/log.ts'
import { anotherService } from './guides/service-factory.ts'

let store: Store
beforeEach(async () => {
  store = await openStore({ inMemory: true })
})
afterEach(() => store.close())

const intake = (given: Partial<ReviewIntakeOptions> = {}) =>
  createReviewIntake({
    reviews: store.reviews,
    outbox: store.outbox,
    catalog: createCatalog([anotherService('linkedin', { name: 'LinkedIn' })]),
    messages: messagesFor('en'),
    clock: { now: () => NOON },
    zone: 'Europe/Berlin',
    operators: [ANNA, BEN],
    channel: null,
    log: createRecordingLog(),
    ...given,
  })

const told = async () =>
  (await store.outbox.claim({ atMs: NOON, leaseUntilMs: NOON, limit: 50, chatPlatforms: ['discord', 'slack'] })).map(
    ({ destination, notice }) => [
      destination.kind === 'person' ? destination.userId : destination.channelId,
      noticeText(notice).split('\n')[0],
    ],
  )

test('each operator is told of a new story, once however often it is taken', async () => {
  const { take } = intake()
  for (let times = 0; times < 3; times += 1) await take(aStory())
  const title = 'LinkedIn, Privacy Policy: looks like new use'
  expect((await told()).toSorted()).toEqual(
    [
      [ANNA.userId, title],
      [BEN.userId, title],
    ].toSorted(),
  )
  expect((await store.reviews.waiting(5))[0]?.draft.sentence).toBe("LinkedIn now says it may use people's data to train AI.")
})

test('with a review channel the card goes there', async () => {
  await intake({ channel: GENERAL }).take(aStory())
  expect((await told()).map(([to]) => to)).toEqual([GENERAL.channelId])
})

test('a later version is told again only when it is believed after it was held', async () => {
  const { take } = intake({ channel: GENERAL })
  await take(aStory({ held: 'The page lost most of its text.' }))
  await take(aStory({ version: 2, held: 'The page lost most of its text.' }))
  expect(await told()).toHaveLength(1)
  await take(aStory({ version: 3 }))
  await take(aStory({ version: 4 }))
  expect((await store.outbox.counts()).pending).toBe(2)
})

test('what was decided is not told again', async () => {
  const { take } = intake({ channel: GENERAL })
  const review = await take(aStory())
  await store.reviews.decide(review, { state: 'dismissed', what: 'dismissed', why: 'wording', by: ANNA, atMs: NOON, goesAt: null })
  await take(aStory({ version: 2, score: 0.99 }))
  expect((await store.outbox.counts()).pending).toBe(1)
})

test('with nobody to tell it waits in the queue', async () => {
  await intake({ operators: [] }).take(aStory())
  expect(await store.reviews.countWaiting()).toBe(1)
  expect((await store.outbox.counts()).pending).toBe(0)
})
