import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

/** `npm run simulate` runs many more. */
const SEEDS = [3, 7, 12] as const

test.each(SEEDS)('days full of crashes, faults, limits and clock changes lose, repeat and disorder nothing (seed %i)', async (seed) => {
  const { findings, messages } = await simulate(seed)
  expect(findings).toEqual([])
  expect(messages).toBeGreaterThan(10)
})

test('the same seed is the same story', async () => {
  const [first, second, other] = [await simulate(3), await simulate(3), await simulate(4)]
  expect(second).toEqual(first)
  expect(other.trace).not.toBe(first.trace)
})
