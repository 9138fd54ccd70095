import { expect, test } from 'vitest'
import { ruleEvidence } from '../../../src/guides/checks/rule-evidence.ts'
import { anEvidence, aPractice, aRule, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

test('accepts a rule with a dated quote, and `unknown` without any', () => {
  expect(runCheck(ruleEvidence, aService())).toEqual([])
  expect(runCheck(ruleEvidence, aService({ practices: [aPractice({ rules: [aRule({ default: 'unknown', evidence: [] })] })] }))).toEqual([])
})

test('reports a rule whose evidence quotes nothing', () => {
  const service = aService({ evidence: [anEvidence({ quote: undefined })] })
  expect(placesOf(runCheck(ruleEvidence, service))).toEqual(['practices.0.rules.0.evidence'])
})

test('reports a rule without evidence', () => {
  expect(runCheck(ruleEvidence, aService({ practices: [aPractice({ rules: [aRule({ evidence: [] })] })] }))).toHaveLength(1)
})
