import { expect, test } from 'vitest'
import type { NewDecision } from '../../src/core/ports/reviews.ts'
import type { Draft, SeenStory } from '../../src/core/review.ts'
import type { OpenTestStore } from './store.ts'
import { ANNA, aDelivery, BEN, MINUTE, NOON } from './store-samples.ts'

export const aStory = (given: Partial<SeenStory> = {}): SeenStory => ({
  story: 'pga/abc/LinkedIn/Privacy Policy',
  version: 1,
  collection: 'pga',
  commit: 'abc',
  service: 'LinkedIn',
  document: 'Privacy Policy',
  seenAt: NOON,
  slug: 'linkedin',
  url: null,
  kinds: ['new-use'],
  direction: 'worse',
  effectiveOn: '2026-11-03',
  score: 0.9,
  held: null,
  passages: [{ after: 'We train our models on your posts.' }],
  ...given,
})
export const aDraft = (given: Partial<Draft> = {}): Draft => ({
  kind: 'new-use',
  direction: 'worse',
  effectiveOn: '2026-11-03',
  jurisdictions: ['world'],
  sentence: 'LinkedIn now says it trains AI on your posts.',
  ...given,
})
const approve = (given: Partial<NewDecision> = {}): NewDecision => ({
  state: 'approved',
  what: 'approved',
  why: null,
  by: ANNA,
  atMs: NOON,
  goesAt: NOON + 5 * MINUTE,
  ...given,
})

export function reviewsContract(open: OpenTestStore): void {
  test('a story is kept once, and a later version takes its place', async () => {
    const { reviews } = await open()
    const first = await reviews.put(aStory(), aDraft(), NOON)
    expect(first).toMatchObject({ was: 'new', review: { state: 'waiting', revision: 1, seen: aStory(), draft: aDraft() } })
    expect(await reviews.put(aStory(), aDraft({ sentence: 'other' }), NOON)).toMatchObject({ was: 'same', review: { draft: aDraft() } })
    const later = aStory({ version: 2, score: 0.95 })
    expect(await reviews.put(later, aDraft({ sentence: 'more' }), NOON)).toMatchObject({
      was: 'updated',
      review: { id: first.review.id, revision: 2, seen: later, draft: { sentence: 'more' } },
    })
    expect(await reviews.find(first.review.id)).toMatchObject({ seen: later })
    expect(await reviews.countWaiting()).toBe(1)
  })

  test('the surest comes first, what is held after it, and what was put off last', async () => {
    const { reviews } = await open()
    const put = async (story: string, given: Partial<SeenStory>) => (await reviews.put(aStory({ story, ...given }), aDraft(), NOON)).review
    await put('unsure', { score: 0.6 })
    await put('held', { score: 0.99, held: 'collapse' })
    await put('sure', { score: 0.9 })
    const later = await put('later', { score: 1 })
    await reviews.decide(later, approve({ state: 'later', what: 'later', goesAt: null }))
    expect((await reviews.waiting(10)).map(({ seen }) => seen.story)).toEqual(['sure', 'unsure', 'held', 'later'])
    expect((await reviews.waiting(1)).map(({ seen }) => seen.story)).toEqual(['sure'])
    expect((await reviews.earlier('linkedin', { except: later.id, limit: 2 })).length).toBe(2)
    expect(await reviews.earlier('reddit', { except: 0, limit: 2 })).toEqual([])
  })

  test('of two who decide on the same, one does', async () => {
    const { reviews } = await open()
    const { review } = await reviews.put(aStory(), aDraft(), NOON)
    const both = await Promise.all([
      reviews.decide(review, approve({ by: ANNA })),
      reviews.decide(review, approve({ state: 'dismissed', what: 'dismissed', why: 'wording', by: BEN, goesAt: null })),
    ])
    expect(both.filter((each) => each !== null)).toHaveLength(1)
    expect(await reviews.decisions(review.id)).toHaveLength(1)
  })

  test('a decision is kept with its reason, and an approval goes out when its time has come', async () => {
    const { reviews } = await open()
    const { review } = await reviews.put(aStory(), aDraft(), NOON)
    const approved = await reviews.decide(review, approve({ draft: aDraft({ sentence: 'Edited.' }) }))
    expect(approved).toMatchObject({ state: 'approved', draft: { sentence: 'Edited.' }, goesAt: NOON + 5 * MINUTE })
    expect(await reviews.announced(NOON)).toEqual([])
    expect(await reviews.nextGoesAt(NOON)).toBe(NOON + 5 * MINUTE)
    expect(await reviews.announced(NOON + 5 * MINUTE)).toEqual([approved])
    expect(await reviews.nextGoesAt(NOON + 5 * MINUTE)).toBeNull()
    expect(await reviews.waiting(10)).toEqual([])
    expect(await reviews.decisions(review.id)).toEqual([{ at: NOON, what: 'approved', why: null }])
  })

  test('a new version leaves a dismissal alone, unless doubt was the reason for it', async () => {
    const { reviews } = await open()
    const dismiss = approve({ state: 'dismissed', what: 'dismissed', why: 'broken', goesAt: null })
    const believed = (await reviews.put(aStory({ story: 'a' }), aDraft(), NOON)).review
    const doubted = (await reviews.put(aStory({ story: 'b', held: 'collapse' }), aDraft(), NOON)).review
    for (const review of [believed, doubted]) await reviews.decide(review, dismiss)
    expect((await reviews.put(aStory({ story: 'a', version: 2 }), aDraft(), NOON)).review.state).toBe('dismissed')
    expect((await reviews.put(aStory({ story: 'b', version: 2 }), aDraft(), NOON)).review.state).toBe('waiting')
    expect((await reviews.decisions(doubted.id)).map(({ what }) => what)).toEqual(['dismissed', 'waiting'])
  })

  test('who was told of a change is known, in pages, and so is what became of each message', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a', { about: ['review/1', 'other'] }), aDelivery('b', { about: ['review/1'] }), aDelivery('c')], NOON)
    await outbox.enqueue([aDelivery('a', { about: ['review/9'] })], NOON)
    const first = await outbox.toldOf('review/1', { after: 0, limit: 1 })
    const second = await outbox.toldOf('review/1', { after: first[0]?.id ?? 0, limit: 5 })
    expect([...first, ...second]).toMatchObject([{ state: 'pending', messageId: null }, { state: 'pending' }])
    expect(await outbox.toldOf('review/9', { after: 0, limit: 5 })).toEqual([])
  })

  test('a correction waits until everybody has been written to, and stays listed', async () => {
    const { reviews } = await open()
    const { review } = await reviews.put(aStory(), aDraft(), NOON)
    const words = { kind: 'withdrawn', why: 'The page was back a week later.' } as const
    await reviews.correct(review.id, words, NOON)
    const [open_] = await reviews.unwritten()
    expect(open_).toMatchObject({ words, at: NOON, review: { id: review.id } })
    await reviews.written(open_?.id ?? 0)
    expect(await reviews.unwritten()).toEqual([])
    expect(await reviews.corrections(5)).toHaveLength(1)
  })

  test('an operator sees what they decided, and deleting it takes their name off and leaves the decision', async () => {
    const { reviews, personalData } = await open()
    const { review } = await reviews.put(aStory(), aDraft(), NOON)
    await reviews.decide(review, approve())
    expect((await personalData.of(ANNA)).decisions).toEqual([{ at: NOON, what: 'approved', review: review.id }])
    await personalData.forget(ANNA)
    expect((await personalData.of(ANNA)).decisions).toEqual([])
    expect(await reviews.decisions(review.id)).toHaveLength(1)
  })
}
