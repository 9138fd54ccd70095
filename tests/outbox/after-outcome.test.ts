import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeliveryOutcome } from '../../src/core/delivery.ts'
import { afterOutcome, FAILURES_MAX } from '../../src/outbox/after-outcome.ts'

const at = (failures: number, random = 0.5) => ({ failures, atMs: 1_000_000, random })

test.each([
  { kind: 'delivered', messageId: 'm' },
  { kind: 'refused', code: '50035' },
  { kind: 'gone', code: '10003' },
] as const satisfies readonly DeliveryOutcome[])('$kind is over', (outcome) => {
  expect(afterOutcome(outcome, at(0))).toEqual({ retryAt: null })
})

test('being told to wait is taken at its word, however often', () => {
  expect(afterOutcome({ kind: 'wait', retryAfterMs: 2_500 }, at(FAILURES_MAX * 2))).toEqual({ retryAt: 1_002_500 })
})

test('waiting for nothing still waits a moment', () => {
  expect(afterOutcome({ kind: 'wait', retryAfterMs: 0 }, at(0))).toEqual({ retryAt: 1_000_100 })
})

test('an unknown end is looked into after a few seconds', () => {
  expect(afterOutcome({ kind: 'ambiguous', code: 'timeout' }, at(0))).toEqual({ retryAt: 1_005_000 })
})

test('failures back off, and the last one is the end', () => {
  const waits = Array.from(
    { length: FAILURES_MAX },
    (_, failures) => afterOutcome({ kind: 'unavailable', code: 'x' }, at(failures, 0)).retryAt,
  )
  expect(waits.slice(0, 4)).toEqual([1_002_500, 1_005_000, 1_010_000, 1_020_000])
  expect(waits.at(-2)).toBe(1_000_000 + 15 * 60_000)
  expect(waits.at(-1)).toBeNull()
})

test('whatever the failure, a retry lies ahead and within half an hour', () => {
  const failure = fc.constantFrom('unavailable' as const, 'ambiguous' as const)
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(failure, fc.nat(FAILURES_MAX - 2), random, (kind, failures, chance) => {
      const { retryAt } = afterOutcome({ kind, code: 'x' }, at(failures, chance))
      expect(retryAt).toBeGreaterThan(1_000_000)
      expect(retryAt).toBeLessThanOrEqual(1_000_000 + 30 * 60_000)
    }),
  )
})
