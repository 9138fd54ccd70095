import { expect, test } from 'vitest'
import { createDmOpens } from '../../../src/bots/discord/dm-opens.ts'

/** Everybody comes at once and comes back when told to; who was let in when. */
function letIn(people: number, perSecond: number) {
  const opens = createDmOpens(perSecond)
  const at: number[] = []
  const comesAt = Array.from({ length: people }, () => 0)
  for (let now = 0; at.length < people; now += 50) {
    for (const [person, when] of comesAt.entries()) {
      if (when > now) continue
      const waitMs = opens.waitMs(String(person), now)
      comesAt[person] = waitMs === 0 ? Number.POSITIVE_INFINITY : now + waitMs
      if (waitMs === 0) at.push(now)
    }
  }
  return at
}

test('a handful at once, then so many a second', () => {
  expect(letIn(9, 2)).toEqual([0, 0, 0, 0, 0, 500, 1_000, 1_500, 2_000])
})

test('everybody comes in once, however many they are', () => {
  const at = letIn(300, 5)
  expect(at).toHaveLength(300)
  expect(at.at(-1)).toBe(59_000)
})

test('a pause holds for everybody, and ends when the clock goes back', () => {
  const opens = createDmOpens(2)
  opens.pause(1_000, 600_000)
  expect(opens.waitMs('1', 2_000)).toBe(599_000)
  expect(opens.waitMs('2', 601_000)).toBe(0)
  opens.pause(700_000, 600_000)
  expect(opens.waitMs('3', 10_000)).toBe(0)
})

test('a clock that is set back by a day makes nobody wait for a day', () => {
  const opens = createDmOpens(2)
  for (let person = 0; person < 20; person += 1) opens.waitMs(String(person), 100_000_000)
  expect(opens.waitMs('19', 13_600_000)).toBeLessThanOrEqual(500)
})
