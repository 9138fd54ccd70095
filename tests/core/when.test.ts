import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localDateOf, localTimeOf } from '../../src/core/local-time.ts'
import { parseWhen, readsAsWhen } from '../../src/core/when.ts'

/** Sunday 22 November 2026, 13:00 in Berlin. */
const NOW = Date.parse('2026-11-22T12:00:00Z')
const berlin = { now: NOW, zone: 'Europe/Berlin' }

/** What was understood, as local date and time. */
function understood(typed: string, at = berlin): string {
  const when = parseWhen(typed, at)
  return when.kind === 'at' ? `${localDateOf(when.dueAt, when.zone)} ${localTimeOf(when.dueAt, when.zone)}` : when.kind
}

describe('what people type', () => {
  test.each([
    ['in 2 weeks', '2026-12-06 09:00'],
    ['in 3 days', '2026-11-25 09:00'],
    ['in a month', '2026-12-22 09:00'],
    ['in three months 14:00', '2027-02-22 14:00'],
    ['in 1 year', '2027-11-22 09:00'],
    ['in 90 minutes', '2026-11-22 14:30'],
    ['in 2 hours', '2026-11-22 15:00'],
    ['today 18:30', '2026-11-22 18:30'],
    ['tomorrow', '2026-11-23 09:00'],
    ['Tomorrow 9:00', '2026-11-23 09:00'],
    ['tomorrow at 5pm', '2026-11-23 17:00'],
    ['tomorrow, 17.15', '2026-11-23 17:15'],
    ['tomorrow noon', '2026-11-23 12:00'],
    ['the day after tomorrow', '2026-11-24 09:00'],
    ['next week', '2026-11-29 09:00'],
    ['next monday 9:00', '2026-11-23 09:00'],
    ['monday', '2026-11-23 09:00'],
    ['fri 8am', '2026-11-27 08:00'],
    ['on sunday', '2026-11-29 09:00'],
    ['3 December', '2026-12-03 09:00'],
    ['3rd of December 14:00', '2026-12-03 14:00'],
    ['3 Dec 2027', '2027-12-03 09:00'],
    ['December 3, 2026 9:30', '2026-12-03 09:30'],
    ['1 January', '2027-01-01 09:00'],
    ['22 November', '2027-11-22 09:00'],
    ['2026-12-03', '2026-12-03 09:00'],
    ['2026-12-03 09:05', '2026-12-03 09:05'],
    ['2026-12-03T09:05', '2026-12-03 09:05'],
    ['18:00', '2026-11-22 18:00'],
    ['12:59', '2026-11-23 12:59'],
    ['tomorrow 9:00 America/New_York', '2026-11-23 09:00'],
    ['tomorrow 9:00 (UTC)', '2026-11-23 09:00'],
  ])('%s', (typed, expected) => {
    expect(understood(typed)).toBe(expected)
    expect(readsAsWhen(typed)).toBe(true)
  })

  test.each([
    'nxt tusday',
    '',
    '   ',
    'soon',
    'in a while',
    'in 2 fortnights',
    'in 2 hours 14:00',
    '25:00',
    'tomorrow 9:75',
    'tomorrow 13pm',
    '31 February',
    '2026-02-30',
    '3/12',
    '9',
    '@everyone',
    'x'.repeat(5_000),
  ])('cannot be read: %s', (typed) => {
    expect(parseWhen(typed, berlin)).toEqual({ kind: 'unreadable' })
  })

  test('a zone that is meant, and one that is none', () => {
    expect(parseWhen('tomorrow 9:00 america/new_york', berlin)).toEqual({
      kind: 'at',
      dueAt: Date.parse('2026-11-23T14:00:00Z'),
      zone: 'America/New_York',
    })
    expect(parseWhen('tomorrow Europe/Berlim', berlin)).toEqual({ kind: 'zone', typed: 'Europe/Berlim' })
  })

  test('what has passed, comes at once, or is too far away', () => {
    expect(parseWhen('3 November 2025', berlin)).toEqual({ kind: 'past', on: '2025-11-03' })
    expect(parseWhen('today', berlin)).toEqual({ kind: 'past', on: '2026-11-22' })
    expect(parseWhen('in 0 minutes', berlin)).toEqual({ kind: 'soon' })
    expect(understood('in 1 minute')).toBe('2026-11-22 13:01')
    expect(understood('in 2 years')).toBe('2028-11-22 09:00')
    for (const typed of ['in 3 years', 'in 800 days', 'in 99999 months', '1 January 2030', '9999-12-31', 'in 99999 hours'])
      expect(parseWhen(typed, berlin)).toEqual({ kind: 'far' })
  })
})

describe('clock changes', () => {
  test('a time that is skipped comes after the gap, one that happens twice is the first', () => {
    const spring = { now: Date.parse('2027-03-27T12:00:00Z'), zone: 'Europe/Berlin' }
    expect(understood('tomorrow 2:30', spring)).toBe('2027-03-28 03:30')
    const autumn = { now: Date.parse('2026-10-24T12:00:00Z'), zone: 'Europe/Berlin' }
    expect(parseWhen('tomorrow 2:30', autumn)).toMatchObject({ dueAt: Date.parse('2026-10-25T00:30:00Z') })
  })

  test('a day ahead is the same time on the wall, an hour ahead is an hour', () => {
    const autumn = { now: Date.parse('2026-10-24T22:30:00Z'), zone: 'Europe/Berlin' }
    expect(understood('tomorrow 9:00', autumn)).toBe('2026-10-26 09:00')
    expect(parseWhen('in 3 hours', autumn)).toMatchObject({ dueAt: autumn.now + 3 * 3_600_000 })
  })
})

const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC')
const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2037, 0, 1) })

test('whatever is understood lies between a minute and two years ahead, at the time that was named', () => {
  const typed = fc.oneof(
    fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom('days', 'weeks', 'months')).map(([count, unit]) => `in ${count} ${unit}`),
    fc.constantFrom('tomorrow', 'monday', 'next friday', '3 December', '29 February', '12:00'),
  )
  fc.assert(
    fc.property(instants, zones, typed, fc.integer({ min: 10, max: 22 }), (now, zone, day, hour) => {
      const text = day === '12:00' ? day : `${day} ${hour}:15`
      const when = parseWhen(text, { now, zone })
      if (when.kind !== 'at') return
      expect(when.dueAt).toBeGreaterThanOrEqual(now + 60_000)
      expect(when.dueAt).toBeLessThan(now + 733 * 86_400_000)
      expect(localTimeOf(when.dueAt, zone)).toBe(day === '12:00' ? day : `${hour}:15`)
    }),
  )
})

test('nothing people can type makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 100 }), fc.string({ unit: 'binary' })), instants, zones, (typed, now, zone) => {
      expect(parseWhen(typed, { now, zone }).kind).toMatch(/./)
    }),
  )
  const words = fc.constantFrom(
    'in',
    'next',
    'monday',
    '3',
    'december',
    '9:00',
    'a',
    'week',
    'tomorrow',
    '2026-12-03',
    'at',
    'UTC',
    '29',
    'february',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 6 }), instants, zones, (typed, now, zone) => {
      expect(parseWhen(typed.join(' '), { now, zone }).kind).toMatch(/./)
    }),
  )
})
