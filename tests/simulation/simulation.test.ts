import { expect, test, vi } from 'vitest'
import { simulate } from './simulate.ts'

vi.setConfig({ testTimeout: 60_000 })

/** `npm run simulate` runs many more. */
const SEEDS = [5, 11] as const

test.each(SEEDS)('days full of crashes, faults, limits and clock changes lose, repeat and disorder nothing (seed %i)', async (seed) => {
  const { findings, messages } = await simulate(seed)
  expect(findings).toEqual([])
  expect(messages).toBeGreaterThan(10)
})

test('the same seed is the same story', async () => {
  const [first, second, other] = [await simulate(2), await simulate(2), await simulate(4)]
  expect(second).toEqual(first)
  expect(other.trace).not.toBe(first.trace)
})
