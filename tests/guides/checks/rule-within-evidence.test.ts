import { expect, test } from 'vitest'
import { ruleWithinEvidence } from '../../../src/guides/checks/rule-within-evidence.ts'
import { anEvidence, aPractice, aRule, aService, type RuleInput } from '../service-factory.ts'
import { runCheck } from './run-check.ts'

const european = (...rules: RuleInput[]) =>
  aService({ practices: [aPractice({ rules })], evidence: [anEvidence({ edition: { jurisdictions: ['eea', 'CH'], language: 'en' } })] })

test('accepts rules inside what the text speaks for', () => {
  expect(runCheck(ruleWithinEvidence, european(aRule({ jurisdictions: ['DE', 'eu', 'CH'] }), aRule({ default: 'unknown' })))).toEqual([])
})

test('reports the places the text does not speak for', () => {
  const [problem] = runCheck(ruleWithinEvidence, european(aRule({ jurisdictions: ['DE', 'GB', 'world'] })))
  expect(problem?.message).toContain('answers for GB, world')
})
