import { describe, expect, test } from 'vitest'
import type { Question } from '../../src/core/service.ts'
import { decidersOf, regionAnswers } from '../../src/guides/regions.ts'
import { aControl, aPractice, aRule, aService, type PracticeInput } from './service-factory.ts'

const question: Question = { region: 'world', account: 'personal', device: 'web', on: '2026-11-22' }
const answers = (...practices: PracticeInput[]) =>
  regionAnswers(aService({ practices }), question).map(({ places, status }) => [
    places.join(' '),
    status.practices.map((practice) => practice.default).join(' '),
  ])

describe('regions whose answers differ', () => {
  test('places that are told the same stand together, the rest of the world last', () => {
    const rules = [
      aRule({ jurisdictions: ['world'] }),
      aRule({ default: 'never', jurisdictions: ['eea', 'GB'] }),
      aRule({ jurisdictions: ['US'] }),
    ]
    expect(answers(aPractice({ rules }))).toEqual([
      ['eea GB', 'never'],
      ['world', 'on'],
    ])
  })

  test('a place inside another of its group is not named', () => {
    const rules = [
      aRule({ default: 'always' }),
      aRule({ jurisdictions: ['eea', 'DE'] }),
      aRule({ default: 'never', jurisdictions: ['FR'] }),
    ]
    expect(answers(aPractice({ rules })).map(([places]) => places)).toEqual(['eea', 'FR', 'world'])
  })

  test('another use, and another way out, make a difference too', () => {
    const form = aControl({ id: 'form', kind: 'form', jurisdictions: ['eea'] })
    expect(answers(aPractice({ controls: [form] })).map(([places]) => places)).toEqual(['eea', 'world'])
    const other = aPractice({ id: 'other', rules: [aRule({ default: 'unknown' }), aRule({ jurisdictions: ['BR'] })] })
    expect(answers(aPractice(), other)).toEqual([
      ['BR', 'on on'],
      ['world', 'on unknown'],
    ])
  })

  test('the same answer everywhere is one', () => {
    expect(answers(aPractice())).toHaveLength(1)
  })
})

describe('what an unknown answer hangs on', () => {
  const unknown = aRule({ default: 'unknown' })
  test.each([
    ['nothing, when nobody knows', [unknown], []],
    ['the region', [unknown, aRule({ jurisdictions: ['US'] })], ['region']],
    ['the kind of account', [unknown, aRule({ accounts: ['business'] })], ['account']],
    ['the plan', [unknown, aRule({ accounts: ['business'], plans: ['Pro'] })], ['plan', 'account']],
    ['not what ended', [unknown, aRule({ jurisdictions: ['US'], until: '2025-01-01' })], []],
  ])('%s', (_, rules, expected) => {
    const [practice] = aService({ practices: [aPractice({ rules })] }).practices
    expect(practice && decidersOf(practice, { ...question, region: 'DE' })).toEqual(expected)
  })
})
