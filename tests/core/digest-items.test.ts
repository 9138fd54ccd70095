import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/core/calendar-date.ts'
import { digestItems, momentsOf } from '../../src/core/digest-items.ts'
import { aChange } from '../scheduler/samples.ts'

describe('the days a change is told on', () => {
  const on = (announcedOn: string | null, effectiveOn: string) => ({ announcedOn, effectiveOn })

  test('when it is announced, three days ahead, and when it takes effect', () => {
    expect(momentsOf(on('2026-08-10', '2026-08-20'))).toEqual(['2026-08-10', '2026-08-17', '2026-08-20'])
  })

  test('not ahead again when it was only just announced', () => {
    expect(momentsOf(on('2026-08-17', '2026-08-20'))).toEqual(['2026-08-17', '2026-08-20'])
    expect(momentsOf(on('2026-08-18', '2026-08-20'))).toEqual(['2026-08-18', '2026-08-20'])
  })

  test('ahead and when it takes effect when nobody knows when it was announced', () => {
    expect(momentsOf(on(null, '2026-08-20'))).toEqual(['2026-08-17', '2026-08-20'])
  })

  test('once when it was announced on the day or later', () => {
    expect(momentsOf(on('2026-08-20', '2026-08-20'))).toEqual(['2026-08-20'])
    expect(momentsOf(on('2026-09-01', '2026-08-20'))).toEqual(['2026-08-20'])
  })

  test('a week ahead for a digest that comes once a week', () => {
    expect(momentsOf(on('2026-08-01', '2026-08-20'), { aheadDays: 7 })).toEqual(['2026-08-01', '2026-08-13', '2026-08-20'])
  })

  test('from the day we learned of it, when that is later than the announcement', () => {
    const change = on('2026-08-01', '2026-08-20')
    expect(momentsOf(change, { knownFrom: '2026-08-12' })).toEqual(['2026-08-12', '2026-08-17', '2026-08-20'])
    expect(momentsOf(change, { knownFrom: '2026-08-18' })).toEqual(['2026-08-18', '2026-08-20'])
    expect(momentsOf(change, { knownFrom: '2026-08-20' })).toEqual(['2026-08-20'])
    expect(momentsOf(change, { knownFrom: '2026-07-01' })).toEqual(['2026-08-01', '2026-08-17', '2026-08-20'])
    expect(momentsOf(on(null, '2026-08-20'), { knownFrom: '2026-08-12' })).toEqual(['2026-08-12', '2026-08-17', '2026-08-20'])
  })

  test('once when we learned of it afterwards, and never when that was long afterwards', () => {
    expect(momentsOf(on('2026-08-01', '2026-08-20'), { knownFrom: '2026-09-10' })).toEqual(['2026-09-10'])
    expect(momentsOf(on('2026-08-01', '2026-08-20'), { knownFrom: '2026-10-10' })).toEqual([])
  })
})

describe('what a digest tells', () => {
  const everything = { services: null, minSeverity: 'all', region: 'DE' } as const
  const window = { after: '2026-08-09', upTo: '2026-08-10' }
  const told = (change: Parameters<typeof aChange>[1], filter: Partial<Parameters<typeof digestItems>[1]> = {}) =>
    digestItems([aChange('a', change)], { ...everything, ...filter }, window).length === 1

  test('only of the services asked for', () => {
    expect(told({}, { services: ['reddit', 'linkedin'] })).toBe(true)
    expect(told({}, { services: ['reddit'] })).toBe(false)
    expect(told({}, { services: [] })).toBe(false)
  })

  test.each([
    ['action', { action: true, notice: false, all: false }],
    ['notice', { action: true, notice: true, all: false }],
    ['all', { action: true, notice: true, all: true }],
  ] as const)('asked for %s', (minSeverity, passes) => {
    for (const severity of ['action', 'notice', 'all'] as const) expect(told({ severity }, { minSeverity })).toBe(passes[severity])
  })

  test('only what concerns somebody of the region', () => {
    expect(told({ jurisdictions: ['eu'] })).toBe(true)
    expect(told({ jurisdictions: ['US'] })).toBe(false)
    expect(told({ jurisdictions: ['DE'] }, { region: 'eu' })).toBe(true)
    expect(told({ jurisdictions: ['US-CA'] }, { region: 'US' })).toBe(true)
    expect(told({ jurisdictions: ['US', 'CH'] }, { region: 'world' })).toBe(true)
  })

  test('first what takes effect first', () => {
    const changes = [
      aChange('b', { effectiveOn: '2026-09-01' }),
      aChange('c', { effectiveOn: '2026-08-30' }),
      aChange('a', { effectiveOn: '2026-09-01' }),
    ]
    expect(digestItems(changes, everything, window).map(({ key }) => key)).toEqual(['c', 'a', 'b'])
  })

  test('each moment of each change exactly once, however the days are cut into runs', () => {
    const START = '2026-01-01'
    const day = fc.nat(120).map((days) => addDays(START, days))
    const changes = fc.array(fc.record({ announcedOn: fc.option(day), effectiveOn: day }), { maxLength: 8 })
    const gaps = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(changes, gaps, fc.option(fc.constant(3 as const), { nil: undefined }), (dates, lengths, weekday) => {
        const all = dates.map((each, n) => aChange(`k${n}`, each))
        const schedule = { localTime: '09:00', zone: 'UTC', weekday }
        const heard = new Map(all.map(({ key }) => [key, 0]))
        let after = START
        for (const length of lengths) {
          const upTo = addDays(after, length)
          const items = digestItems(all, { ...everything, schedule }, { after, upTo })
          expect(new Set(items).size).toBe(items.length)
          for (const change of items) {
            const moments = momentsOf(change, { aheadDays: weekday === undefined ? 3 : 7 }).filter((each) => each > after && each <= upTo)
            expect(moments.length).toBeGreaterThan(0)
            heard.set(change.key, (heard.get(change.key) ?? 0) + moments.length)
          }
          after = upTo
        }
        for (const change of all) {
          const owed = momentsOf(change, { aheadDays: weekday === undefined ? 3 : 7 }).filter((each) => each > START && each <= after)
          expect(heard.get(change.key)).toBe(owed.length)
        }
      }),
    )
  })
})
