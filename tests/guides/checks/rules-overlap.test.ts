import { expect, test } from 'vitest'
import { rulesOverlap } from '../../../src/guides/checks/rules-overlap.ts'
import { aPractice, aRule, aService, type RuleInput } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const withRules = (...rules: RuleInput[]) => aService({ practices: [aPractice({ rules })] })

test('accepts a narrower rule over a wider one, and rules that follow each other', () => {
  const service = withRules(
    aRule(),
    aRule({ jurisdictions: ['eea'], until: '2025-11-03', default: 'never' }),
    aRule({ jurisdictions: ['eea'], since: '2025-11-03' }),
    aRule({ jurisdictions: ['DE'], default: 'off' }),
    aRule({ jurisdictions: ['DE'], accounts: ['minor'], default: 'never' }),
  )
  expect(runCheck(rulesOverlap, service)).toEqual([])
})

test('reports two rules that name the same country on a common day', () => {
  const problems = runCheck(
    rulesOverlap,
    withRules(aRule(), aRule({ jurisdictions: ['DE', 'CH'], until: '2025-11-04' }), aRule({ jurisdictions: ['CH'], since: '2025-11-03' })),
  )
  expect(placesOf(problems)).toEqual(['practices.0.rules.2'])
  expect(problems[0]?.message).toContain('CH on 2025-11-03')
})

test('reports rules of the same group that share an account', () => {
  const service = withRules(aRule(), aRule({ accounts: ['free', 'paid'] }), aRule({ accounts: ['paid', 'business'], default: 'off' }))
  expect(placesOf(runCheck(rulesOverlap, service))).toEqual(['practices.0.rules.2'])
})

test('accepts equal rules for different plans, and reports them when a plan is in both', () => {
  const plus = aRule({ accounts: ['paid'], plans: ['Plus'] })
  expect(runCheck(rulesOverlap, withRules(aRule(), plus, aRule({ accounts: ['paid'], plans: ['Pro'], default: 'off' })))).toEqual([])
  expect(
    runCheck(rulesOverlap, withRules(aRule(), plus, aRule({ accounts: ['paid'], plans: ['Pro', 'Plus'], default: 'off' }))),
  ).toHaveLength(1)
  expect(runCheck(rulesOverlap, withRules(aRule(), plus, aRule({ accounts: ['paid'], default: 'off' })))).toHaveLength(1)
})
