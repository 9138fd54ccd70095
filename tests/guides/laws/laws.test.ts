/** The laws behind letters: what is claimed is in their words, and every deadline falls on the right day. */

import { describe, expect, test } from 'vitest'
import { GROUPS } from '../../../src/core/jurisdiction.ts'
import type { Authority, Law } from '../../../src/core/law.ts'
import { AUTHORITIES, authoritiesFor } from '../../../src/guides/laws/authorities.ts'
import { checkLaws } from '../../../src/guides/laws/check-laws.ts'
import { answerBy, LAWS, lastDay, lawFor, lawsWithin } from '../../../src/guides/laws/index.ts'
import { REGULATOR_DOMAINS } from '../../../src/guides/regulators.ts'

const law = (region: string): Law => {
  const found = lawFor(region)
  if (found === null) throw new Error(`no law for ${region}`)
  return found
}

test('all laws and authorities pass their checks', () => {
  expect(checkLaws(LAWS, AUTHORITIES)).toEqual([])
})

describe('a check finds', () => {
  const rules = (changes: Partial<Law>, base = law('DE')) => checkLaws([{ ...base, ...changes }], []).map(({ rule }) => rule)
  const [first, ...others] = law('DE').sources

  test.each([
    ['a passage that is not there', { rests: ['object', 'duty', 'gone'] }, 'law-passage'],
    ['a passage nothing rests on', { rests: ['duty'] }, 'law-passage'],
    ['a passage that stands twice', { sources: [...law('DE').sources, ...law('DE').sources.slice(0, 1)] }, 'law-passage'],
    ['a link that is not https', { sources: [{ ...first, url: 'http://example.org' }, ...others] as Law['sources'] }, 'law-link'],
    ['foreign words without a translation', { sources: [{ ...first, language: 'de' }, ...others] as Law['sources'] }, 'law-translation'],
    ['a right that rests on nothing', { rests: [] }, 'law-right'],
    ['a demand to stop that the law does not give', { right: 'limited' }, 'law-right'],
    ['a personal reason asked for without need', { needsSituation: false }, 'law-situation'],
    ['a time the words do not name', { deadlines: [{ for: 'answer', unit: 'days', count: 14, source: 'deadline' }] }, 'law-deadline'],
    ['a place without an authority', { jurisdictions: ['JP'] }, 'law-authority'],
  ] as const)('%s', (_what, changes, rule) => {
    expect(rules(changes)).toContain(rule)
  })

  test.each([
    [{ complaint: 'https://elsewhere.example/' }, 'authority-link'],
    [{ complaint: 'https://evil-ico.org.uk/' }, 'authority-link'],
    [{ source: '' }, 'authority-source'],
  ] as const)('%j', (changes, rule) => {
    const [ico] = authoritiesFor('GB')
    expect(checkLaws([], [{ ...(ico as Authority), ...changes }]).map(({ rule: found }) => found)).toEqual([rule])
  })
})

describe('the law of a place', () => {
  test.each([
    ['DE', 'gdpr'],
    ['DE-BY', 'gdpr'],
    ['NO', 'gdpr'],
    ['eu', 'gdpr'],
    ['eea', 'gdpr'],
    ['GB', 'uk-gdpr'],
    ['GB-SCT', 'uk-gdpr'],
    ['CH', 'ch-fadp'],
    ['BR', 'br-lgpd'],
    ['KR', 'kr-pipa'],
    ['CA', 'ca-pipeda'],
    ['CA-QC', 'ca-pipeda'],
    ['US-CA', 'us-ca-ccpa'],
  ])('%s: %s', (region, id) => {
    expect(lawFor(region)?.id).toBe(id)
  })

  test.each(['US', 'US-NY', 'JP', 'AU', 'IN', 'world'])('%s: none we know', (region) => {
    expect(lawFor(region)).toBeNull()
  })

  test('a country names the states whose law we know', () => {
    expect(lawsWithin('US').map(({ id }) => id)).toEqual(['us-ca-ccpa'])
    expect(lawsWithin('JP')).toEqual([])
  })
})

test('only laws that say so let people object; Canada’s and California’s do not', () => {
  expect(LAWS.filter(({ right }) => right === 'limited').map(({ id }) => id)).toEqual(['ca-pipeda', 'us-ca-ccpa'])
  expect(law('CA').asks.map(({ kind }) => kind)).toEqual(['withdraw', 'used', 'reasons', 'confirm'])
  expect(law('US-CA').asks.map(({ kind }) => kind)).toEqual(['no-sale', 'limit', 'delete', 'used', 'confirm'])
})

describe('deadlines', () => {
  test.each([
    ['DE', '2026-11-28', '2026-12-28', 'law'],
    ['DE', '2026-01-31', '2026-02-28', 'law'],
    ['DE', '2028-01-31', '2028-02-29', 'law'],
    ['DE', '2026-12-31', '2027-01-31', 'law'],
    ['GB', '2026-03-31', '2026-04-30', 'law'],
    ['US-CA', '2026-11-28', '2027-01-12', 'law'],
    ['CH', '2026-11-28', '2026-12-28', 'letter'],
    ['BR', '2026-02-01', '2026-03-03', 'letter'],
    ['KR', '2026-11-28', '2026-12-28', 'letter'],
    ['CA', '2026-11-28', '2026-12-28', 'letter'],
  ] as const)('in %s a letter that arrives on %s is to be answered by %s, says the %s', (region, arrived, on, setBy) => {
    expect(answerBy(law(region), arrived)).toEqual({ on, setBy })
  })

  test.each([
    ['2026-11-27', '2026-12-18'],
    ['2026-11-28', '2026-12-18'],
    ['2026-11-29', '2026-12-18'],
    ['2026-11-30', '2026-12-21'],
  ])('fifteen business days from %s end on %s', (from, on) => {
    expect(lastDay({ unit: 'business-days', count: 15 }, from)).toBe(on)
  })
})

describe('authorities', () => {
  test('every EEA country has one, Germany one for each state', () => {
    for (const country of GROUPS.eea) expect(authoritiesFor(country).length, country).toBe(country === 'DE' ? 16 : 1)
    expect(authoritiesFor('DE-BY').map(({ name }) => name)).toEqual(['Bayerisches Landesamt für Datenschutzaufsicht'])
    expect(authoritiesFor('US-CA')).toHaveLength(2)
  })

  test('a group of countries has none of its own', () => {
    for (const group of ['eu', 'eea', 'world', 'JP']) expect(authoritiesFor(group)).toEqual([])
  })

  test('Europe’s are regulators that guides may link to', () => {
    const europe = AUTHORITIES.filter(
      ({ jurisdictions: [place = ''] }) => GROUPS.eea.has(place.split('-')[0] ?? '') || place === 'GB' || place === 'CH',
    )
    expect(europe).toHaveLength(29 + 16 + 2)
    expect(europe.map(({ domain }) => domain).filter((domain) => !REGULATOR_DOMAINS.has(domain))).toEqual([])
  })
})
