import { expect, test } from 'vitest'
import { sinceProved } from '../../../src/guides/checks/since-proved.ts'
import { anEvidence, aPractice, aRule, aService, type EvidenceInput, type RuleInput } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const resting = (rule: Partial<RuleInput>, evidence: Partial<EvidenceInput>) =>
  aService({
    practices: [aPractice({ rules: [aRule({ since: '2025-11-03', ...rule })] })],
    evidence: [anEvidence({ dated: undefined, ...evidence })],
  })

test.each([
  ['a text of that day', {}, { dated: '2025-11-03' }],
  ['a copy taken later', {}, { dated: '2024-01-01', copied: '2026' }],
  ['a text of that month, day not known', {}, { dated: '2025-11' }],
  ['the announcement', { announced: '2025-09-18' }, { dated: '2025-09-18' }],
  ['a text between announcement and first day', { announced: '2025-09-18' }, { dated: '2025-10' }],
])('accepts %s', (_, rule, evidence) => {
  expect(runCheck(sinceProved, resting(rule, evidence))).toEqual([])
})

test.each([
  ['only an older text', {}, { dated: '2025-11-02' }],
  ['a text older than the announcement', { announced: '2025-09-18' }, { dated: '2025-08' }],
])('reports %s', (_, rule, evidence) => {
  expect(placesOf(runCheck(sinceProved, resting(rule, evidence)))).toEqual(['practices.0.rules.0.since'])
})

test('asks nothing of a rule without a first day, or one that knows nothing', () => {
  expect(runCheck(sinceProved, resting({ since: undefined }, { dated: '2020' }))).toEqual([])
  expect(runCheck(sinceProved, resting({ default: 'unknown' }, { dated: '2020' }))).toEqual([])
})
