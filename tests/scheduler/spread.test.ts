import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadMs } from '../../src/scheduler/spread.ts'

const keys = (count: number) => Array.from({ length: count }, (_, n) => `digest:${n}:2026-11-28`)

test('few go at once', () => {
  expect(keys(25).map((key) => spreadMs(key, 25))).toEqual(Array.from({ length: 25 }, () => 0))
})

test('a thousand are spread evenly over sixteen seconds', () => {
  const seconds = Array.from({ length: 16 }, () => 0)
  for (const key of keys(1_000)) {
    const second = Math.floor(spreadMs(key, 1_000) / 1_000)
    seconds[second] = (seconds[second] ?? 0) + 1
  }
  expect(seconds.length).toBe(16)
  for (const count of seconds) expect(count).toBeGreaterThan(30)
})

test('the place depends on the key alone, never goes back and never takes longer than five minutes', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(1e7), (key, together) => {
      const later = spreadMs(key, together)
      expect(spreadMs(key, together)).toBe(later)
      expect(later).toBeGreaterThanOrEqual(0)
      expect(later).toBeLessThan(5 * 60_000)
    }),
  )
})
