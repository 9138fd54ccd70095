import { describe, expect, test } from 'vitest'
import { COUNTRIES, covers, isJurisdiction, jurisdictionName, narrowness, parseJurisdiction } from '../../src/core/jurisdiction.ts'

const groupNames = { eu: 'the EU', eea: 'the EU and EEA', world: 'the rest of the world' }

describe('parseJurisdiction', () => {
  test.each([
    ['de', 'DE'],
    [' Germany ', 'DE'],
    ['UK', 'GB'],
    ['England', 'GB'],
    ['us-ca', 'US-CA'],
    ['California', 'US-CA'],
    ['EU', 'eu'],
    ['worldwide', 'world'],
    ['Côte d’Ivoire', 'CI'],
  ])('reads %j as %s', (typed, code) => {
    expect(parseJurisdiction(typed)).toBe(code)
  })

  test('reads country names in the person’s language', () => {
    expect(parseJurisdiction('Deutschland', 'de')).toBe('DE')
    expect(parseJurisdiction('Allemagne', 'fr')).toBe('DE')
  })

  test.each(['', 'Bavria', 'constructor', '__proto__', 'US-ZZ', 'XX', 'a'.repeat(5000), '\u0000'])('never guesses for %j', (typed) => {
    expect(parseJurisdiction(typed)).toBeNull()
  })

  test('takes Georgia for the country, since the state has a code of its own', () => {
    expect(parseJurisdiction('Georgia')).toBe('GE')
    expect(parseJurisdiction('US-GA')).toBe('US-GA')
  })
})

describe('covers', () => {
  test.each([
    ['world', 'DE', true],
    ['eu', 'DE', true],
    ['eea', 'NO', true],
    ['eea', 'eu', true],
    ['eu', 'NO', false],
    ['eu', 'CH', false],
    ['eu', 'eea', false],
    ['US', 'US-CA', true],
    ['US-CA', 'US', false],
    ['DE', 'eu', false],
    ['DE', 'world', false],
    ['DE', 'DE', true],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(covers(outer, inner)).toBe(expected)
  })

  test('a place that covers another is never the narrower of the two', () => {
    const places = ['world', 'eu', 'eea', 'US-CA', ...COUNTRIES]
    for (const outer of places)
      for (const inner of places) if (outer !== inner && covers(outer, inner)) expect(narrowness(outer)).toBeLessThan(narrowness(inner))
  })
})

test('every country has a name of its own', () => {
  const names = COUNTRIES.map((code) => jurisdictionName(code, 'en', groupNames))
  expect(new Set(names).size).toBe(COUNTRIES.length)
  for (const [index, code] of COUNTRIES.entries()) {
    expect(isJurisdiction(code)).toBe(true)
    expect(parseJurisdiction(names[index] ?? '')).toBe(code)
  }
})

test('a state is named with its country', () => {
  expect(jurisdictionName('US-CA', 'en', groupNames)).toBe('California, United States')
})
