import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localTimeOf } from '../../src/core/local-time.ts'
import { afterQuietHours } from '../../src/core/quiet-hours.ts'

const at = (instant: string) => Date.parse(instant)

test.each([
  ['2026-11-22T19:59:00Z', '2026-11-22T19:59:00Z'],
  ['2026-11-22T20:00:00Z', '2026-11-23T07:00:00Z'],
  ['2026-11-22T23:30:00Z', '2026-11-23T07:00:00Z'],
  ['2026-11-23T06:59:59Z', '2026-11-23T07:00:00Z'],
  ['2026-11-23T07:00:00Z', '2026-11-23T07:00:00Z'],
])('at %s, a message to Berlin is due %s', (asked, due) => {
  expect(afterQuietHours(at(asked), 'Europe/Berlin')).toBe(at(due))
})

test('where somebody is, is not guessed', () => {
  expect(afterQuietHours(at('2026-11-22T23:30:00Z'), undefined)).toBe(at('2026-11-22T23:30:00Z'))
})

test('never earlier, never later than the morning, and never at night', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe')
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2037, 0, 1) }), zones, (now, zone) => {
      const due = afterQuietHours(now, zone)
      expect(due).toBeGreaterThanOrEqual(now)
      expect(due - now).toBeLessThanOrEqual(12 * 3_600_000)
      expect(localTimeOf(due, zone) >= '08:00' && localTimeOf(due, zone) < '21:00').toBe(true)
    }),
  )
})
