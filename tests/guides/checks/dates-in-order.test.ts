import { expect, test } from 'vitest'
import { datesInOrder } from '../../../src/guides/checks/dates-in-order.ts'
import { aControl, aPractice, aRule, aService, type RuleInput } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const withRule = (overrides: Partial<RuleInput>) => aService({ practices: [aPractice({ rules: [aRule(overrides)] })] })

test('accepts a rule that ends after it begins', () => {
  expect(runCheck(datesInOrder, withRule({ since: '2025-01-01', until: '2025-01-02' }))).toEqual([])
})

test('reports `until` on or before `since` or `sinceBefore`', () => {
  expect(placesOf(runCheck(datesInOrder, withRule({ since: '2025-01-01', until: '2025-01-01' })))).toEqual(['practices.0.rules.0.until'])
  expect(placesOf(runCheck(datesInOrder, withRule({ sinceBefore: '2025-01-02', until: '2025-01-01' })))).toEqual([
    'practices.0.rules.0.until',
  ])
})

test('reports both ways of saying when it began', () => {
  expect(placesOf(runCheck(datesInOrder, withRule({ since: '2025-01-01', sinceBefore: '2025-01-01' })))).toEqual([
    'practices.0.rules.0.sinceBefore',
  ])
})

test('looks at controls too', () => {
  const service = aService({ practices: [aPractice({ controls: [aControl({ since: '2025-02-01', until: '2025-01-01' })] })] })
  expect(placesOf(runCheck(datesInOrder, service))).toEqual(['practices.0.controls.0.until'])
})
