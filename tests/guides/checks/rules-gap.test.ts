import { expect, test } from 'vitest'
import { rulesGap } from '../../../src/guides/checks/rules-gap.ts'
import { aPractice, aRule, aService, type RuleInput } from '../service-factory.ts'
import { runCheck } from './run-check.ts'

const withRules = (...rules: RuleInput[]) => aService({ practices: [aPractice({ rules })] })
const messages = (...rules: RuleInput[]) => runCheck(rulesGap, withRules(...rules)).map((problem) => problem.message)

test('accepts one open world rule, and a world rule that begins some day', () => {
  expect(messages(aRule())).toEqual([])
  expect(messages(aRule({ since: '2025-01-01' }))).toEqual([])
})

test('asks for a world rule in force today', () => {
  expect(messages(aRule({ jurisdictions: ['eea'] }))).toContainEqual(
    expect.stringContaining('no world rule in force on 2026-11-22 for any account'),
  )
  expect(messages(aRule({ until: '2026-01-01' }))).toContainEqual(expect.stringContaining('no world rule in force'))
})

test('asks for the accounts that the world rules leave out', () => {
  expect(messages(aRule({ accounts: ['free', 'paid', 'creator'] }))).toContainEqual(
    expect.stringContaining('for business, enterprise, education, api, minor accounts'),
  )
})

test('reports the days between two rules', () => {
  const found = messages(aRule({ until: '2025-06-01' }), aRule({ since: '2025-07-01' }))
  expect(found).toEqual(['No rule of "training" answers for any account in world, eea, eu, AT, IS, AD from 2025-06-01.'])
})

test('fills a country’s gap from a wider rule', () => {
  expect(
    messages(aRule(), aRule({ jurisdictions: ['DE'], until: '2025-06-01' }), aRule({ jurisdictions: ['DE'], since: '2025-07-01' })),
  ).toEqual([])
})

test('lets days before the first rule go unanswered, unless a world rule claims to hold since ever', () => {
  const adults = aRule({ accounts: ['free', 'paid', 'business', 'enterprise', 'education', 'api', 'creator'], since: '2025-01-01' })
  expect(messages(adults, aRule({ accounts: ['minor'], default: 'never', since: '2024-01-01' }))).toEqual([])
  expect(messages(adults, aRule({ accounts: ['minor'], default: 'never' }))).toContainEqual(expect.stringContaining('up to 2024-12-31'))
})
