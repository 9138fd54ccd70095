import { expect, test } from 'vitest'
import { rulesClash } from '../../../src/guides/checks/rules-clash.ts'
import { aPractice, aRule, aService, type RuleInput } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const withRules = (...rules: RuleInput[]) => aService({ practices: [aPractice({ rules })] })
const minorsWorldwide = aRule({ accounts: ['minor'], default: 'never' })

test('reports a world rule for minors beside a country rule for everybody', () => {
  const problems = runCheck(rulesClash, withRules(aRule(), minorsWorldwide, aRule({ jurisdictions: ['DE'] })))
  expect(placesOf(problems)).toEqual(['practices.0.rules.1'])
  expect(problems[0]?.message).toContain('minor accounts in DE')
})

test('accepts the overlap written out', () => {
  const service = withRules(
    aRule(),
    minorsWorldwide,
    aRule({ jurisdictions: ['DE'] }),
    aRule({ jurisdictions: ['DE'], accounts: ['minor'], default: 'never' }),
  )
  expect(runCheck(rulesClash, service)).toEqual([])
})

test('accepts two rules that give the same answer', () => {
  expect(
    runCheck(
      rulesClash,
      withRules(
        aRule({ default: 'off' }),
        aRule({ accounts: ['minor'], default: 'off' }),
        aRule({ jurisdictions: ['DE'], default: 'off' }),
      ),
    ),
  ).toEqual([])
})

test('accepts rules that never hold on the same day', () => {
  const service = withRules(
    aRule({ since: '2025-01-01' }),
    aRule({ accounts: ['minor'], default: 'never', since: '2025-01-01' }),
    aRule({ jurisdictions: ['DE'], until: '2025-01-01' }),
  )
  expect(runCheck(rulesClash, service)).toEqual([])
})
