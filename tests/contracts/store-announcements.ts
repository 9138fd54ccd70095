import { expect, test } from 'vitest'
import type { OpenTestStore } from './store.ts'
import { NOON } from './store-samples.ts'

export function announcementsContract(open: OpenTestStore): void {
  test('there is no baseline before one is set, not even an empty one', async () => {
    const { announcements } = await open()
    expect(await announcements.hasBaseline()).toBe(false)
    await announcements.setBaseline([], NOON)
    expect(await announcements.hasBaseline()).toBe(true)
  })

  test('what is noted is seen, the rest comes back in the order asked', async () => {
    const { announcements } = await open()
    await announcements.setBaseline(['a', 'b'], NOON)
    await announcements.note(['c'], NOON + 1)
    expect(await announcements.unseen(['z', 'a', 'c', 'y'])).toEqual(['z', 'y'])
    expect(await announcements.unseen([])).toEqual([])
  })

  test('what was learned while running is told apart from the baseline', async () => {
    const { announcements } = await open()
    await announcements.setBaseline(['a'], NOON)
    await announcements.note(['b'], NOON + 1)
    await announcements.note(['c'], NOON + 2)
    await announcements.note(['b', 'c'], NOON + 9)
    await announcements.note([], NOON + 9)
    expect(await announcements.notedSince(0)).toEqual([
      { key: 'b', atMs: NOON + 1 },
      { key: 'c', atMs: NOON + 2 },
    ])
    expect(await announcements.notedSince(NOON + 2)).toEqual([{ key: 'c', atMs: NOON + 2 }])
  })

  test('thousands of keys are one question', async () => {
    const { announcements } = await open()
    const keys = Array.from({ length: 2_500 }, (_, n) => `k${n}`)
    await announcements.setBaseline(keys.slice(0, 2_400), NOON)
    expect(await announcements.unseen(keys)).toEqual(keys.slice(2_400))
  })
}
