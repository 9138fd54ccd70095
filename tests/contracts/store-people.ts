import { expect, test } from 'vitest'
import type { OpenTestStore } from './store.ts'
import { ANNA, aDelivery, BEN, MINUTE, NOON } from './store-samples.ts'

export function peopleContract(open: OpenTestStore): void {
  test('nobody is remembered before they choose something', async () => {
    const { people } = await open()
    expect(await people.settings(ANNA)).toEqual({})
    expect(await people.following(ANNA)).toEqual([])
  })

  test('choices are merged, and what is not named stays', async () => {
    const { people } = await open()
    await people.remember(ANNA, { region: 'DE', account: 'personal' })
    await people.remember(ANNA, { region: 'US-CA', device: 'ios', account: undefined })
    expect(await people.settings(ANNA)).toEqual({ region: 'US-CA', account: 'personal', device: 'ios' })
  })

  test('the same user id on another chat platform is another person', async () => {
    const { people } = await open()
    await people.remember(ANNA, { locale: 'de', zone: 'Europe/Berlin' })
    expect(await people.settings({ ...ANNA, chatPlatform: 'discord' })).toEqual({})
  })

  test('follows come back in the order they were made, each once', async () => {
    const { people } = await open()
    const options = { atMs: NOON, max: 10 }
    expect(await people.follow(ANNA, 'reddit', options)).toBe('added')
    expect(await people.follow(ANNA, 'linkedin', options)).toBe('added')
    expect(await people.follow(ANNA, 'reddit', options)).toBe('already')
    expect(await people.following(ANNA)).toEqual(['reddit', 'linkedin'])
  })

  test('somebody who follows as many as allowed follows no more, but keeps what they have', async () => {
    const { people } = await open()
    await people.follow(ANNA, 'reddit', { atMs: NOON, max: 1 })
    expect(await people.follow(ANNA, 'linkedin', { atMs: NOON, max: 1 })).toBe('full')
    expect(await people.follow(ANNA, 'reddit', { atMs: NOON, max: 1 })).toBe('already')
    expect(await people.following(ANNA)).toEqual(['reddit'])
  })

  test('unfollowing says whether there was anything to unfollow', async () => {
    const { people } = await open()
    await people.follow(ANNA, 'reddit', { atMs: NOON, max: 10 })
    expect(await people.unfollow(ANNA, 'reddit')).toBe(true)
    expect(await people.unfollow(ANNA, 'reddit')).toBe(false)
    expect(await people.unfollow(BEN, 'reddit')).toBe(false)
    expect(await people.following(ANNA)).toEqual([])
  })

  test('unfollowing keeps what somebody chose', async () => {
    const { people } = await open()
    await people.remember(ANNA, { region: 'DE' })
    await people.follow(ANNA, 'reddit', { atMs: NOON, max: 10 })
    await people.unfollow(ANNA, 'reddit')
    expect(await people.settings(ANNA)).toEqual({ region: 'DE' })
  })

  test('followers come in pages, each once, with their choices, also while somebody joins and leaves', async () => {
    const { people } = await open()
    const person = (n: number) => ({ chatPlatform: 'discord', userId: String(n) }) as const
    for (let n = 0; n < 5; n += 1) await people.follow(person(n), 'reddit', { atMs: NOON, max: 10 })
    await people.follow(person(9), 'linkedin', { atMs: NOON, max: 10 })
    await people.remember(person(1), { region: 'FR' })

    const first = await people.followersOf('reddit', { after: 0, limit: 2 })
    await people.unfollow(person(0), 'reddit')
    await people.follow(person(5), 'reddit', { atMs: NOON, max: 10 })
    const seen = [...first.people]
    for (let next = first.next; next !== null; ) {
      const page = await people.followersOf('reddit', { after: next, limit: 2 })
      seen.push(...page.people)
      next = page.next
    }

    expect(seen.map(({ person: { userId } }) => userId)).toEqual(['0', '1', '2', '3', '4', '5'])
    expect(seen[1]).toEqual({ person: person(1), settings: { region: 'FR' } })
  })

  test('following something opens direct messages that were closed to us', async () => {
    const { people, outbox } = await open()
    const query = { leaseUntilMs: NOON + MINUTE, limit: 10, chatPlatforms: ['discord'] } as const
    await outbox.enqueue([aDelivery('a')], NOON)
    for (const leased of await outbox.claim({ ...query, atMs: NOON }))
      await outbox.finish(leased, { outcome: { kind: 'gone', code: '50007' }, atMs: NOON, retryAt: null })
    await people.follow(BEN, 'reddit', { atMs: NOON, max: 10 })
    await outbox.enqueue([aDelivery('b')], NOON)
    expect(await outbox.claim({ ...query, atMs: NOON })).toMatchObject([{ key: 'b', goneSince: null }])
  })
}
