import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCatalog } from '../src/core/catalog.ts'
import type { PolicyStep } from '../src/core/detection.ts'
import { noticeText } from '../src/core/notice-text.ts'
import { messagesFor } from '../src/notices/messages.ts'
import { createPolicyFeeds } from '../src/policy-feeds.ts'
import { createReviewIntake } from '../src/review-intake.ts'
import { openStore, type Store } from '../src/store/open-store.ts'
import { ANNA } from './contracts/store-samples.ts'
import { createRecordingLog } from './fakes/log.ts'
import { anotherService } from './guides/service-factory.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const DAY = 86_400_000
const SOURCE = { id: 'open-terms-archive:pga', name: 'Open Terms Archive: pga' }
const BEFORE =
  'Privacy Policy\n\nWe collect information about how you use Pinboard and keep it as long as it is needed.\n\nYou can ask us for a copy of it.'
const TRAINS = 'We use the content you post to train our generative AI models.'
const AFTER = `${BEFORE}\n\n${TRAINS}`

let store: Store
beforeEach(async () => {
  store = await openStore({ inMemory: true })
})
afterEach(() => store.close())

const catalog = createCatalog([anotherService('pinboard', { name: 'Pinboard' })])

/** As after a start: what is remembered is in the store. */
function feeds() {
  const common = { catalog, messages: messagesFor('en'), clock: { now: () => NOW }, zone: 'UTC', log: createRecordingLog() }
  const intake = createReviewIntake({ ...common, reviews: store.reviews, outbox: store.outbox, operators: [ANNA], channel: null })
  return createPolicyFeeds({ ...common, meta: store.meta, intake, causeOf: (code) => `Cause: ${code}.` })
}

const step = (id: string, at: number, before: string | null, after: string): PolicyStep => ({
  service: 'Pinboard',
  document: 'Privacy Policy',
  collection: 'pga',
  id,
  at,
  before,
  after,
  technical: false,
})

const found = (...steps: readonly PolicyStep[]) => feeds().found(SOURCE, { steps, news: [] })
const told = async () =>
  (await store.outbox.claim({ atMs: NOW, leaseUntilMs: NOW, limit: 20, chatPlatforms: ['slack', 'discord'] })).map(({ notice }) =>
    noticeText(notice),
  )

test('a recorded step becomes a story for review, once, however often it is found and whoever restarts', async () => {
  const commit = 'a'.repeat(40)
  for (let times = 0; times < 2; times += 1) {
    await found(step('first', NOW - 2 * DAY, null, BEFORE), step(commit, NOW - DAY, BEFORE, AFTER))
  }
  const waiting = await store.reviews.waiting(5)
  expect(waiting).toMatchObject([
    {
      seen: {
        slug: 'pinboard',
        kinds: ['new-use'],
        direction: 'worse',
        held: null,
        passages: [{ after: TRAINS }],
        url: `https://github.com/OpenTermsArchive/pga-versions/commit/${commit}`,
      },
      draft: { sentence: "Pinboard now says it may use people's data to train AI." },
    },
  ])
  const [card, ...more] = await told()
  expect(more).toEqual([])
  expect(card).toContain(TRAINS)
})

test('what was recorded long before a source was first read is remembered and not told', async () => {
  await found(step('first', NOW - 90 * DAY, null, BEFORE), step('second', NOW - 60 * DAY, BEFORE, AFTER))
  expect(await store.reviews.countWaiting()).toBe(0)
  // Words that were there before are no news when they return.
  await found(step('third', NOW - 2 * DAY, AFTER, BEFORE), step('fourth', NOW - DAY, BEFORE, AFTER))
  expect((await store.reviews.waiting(5)).filter(({ seen }) => seen.held === null && seen.kinds.includes('new-use'))).toEqual([])
})

test('news that names a service and AI training reaches operators, other news does not', async () => {
  const item = { source: 'news:x', url: 'https://example.org/1', publishedAt: NOW, summary: '' }
  await feeds().found(SOURCE, {
    steps: [],
    news: [
      { ...item, id: '1', title: 'Pinboard will train AI on your posts' },
      { ...item, id: '2', title: 'Pinboard has a new logo' },
      { ...item, id: '3', title: 'Somebody trains AI models on public data' },
    ],
  })
  const said = await told()
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('Pinboard in the news')
})

test('a source that breaks is told once with its cause, and once when it works again', async () => {
  const broken = { kind: 'opened', source: SOURCE.id, since: NOW, code: 'dns' } as const
  await feeds().notice(SOURCE, broken)
  await feeds().notice(SOURCE, broken)
  await feeds().notice(SOURCE, { kind: 'closed', source: SOURCE.id, since: NOW })
  expect((await store.outbox.counts()).pending).toBe(2)
  expect((await told())[0]).toContain('A source is broken: Open Terms Archive: pga. Since 22 November 2026 it could not be read.')
})
