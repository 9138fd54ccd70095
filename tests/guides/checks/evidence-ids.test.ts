import { expect, test } from 'vitest'
import { evidenceIds } from '../../../src/guides/checks/evidence-ids.ts'
import { aControl, anEvidence, aPractice, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

test('accepts ids that exist once', () => {
  expect(runCheck(evidenceIds, aService())).toEqual([])
})

test('reports an id that does not exist, wherever it is used', () => {
  const steps = { web: { steps: [{ choose: ['Settings'] }], evidence: ['gone'] } }
  const service = aService({
    practices: [aPractice({ controls: [aControl({ steps })], caveats: [{ text: 'Not for chats.', evidence: ['policy', 'gone'] }] })],
    timeline: [{ on: '2025', what: 'It began.', kind: 'effective', jurisdictions: ['world'], evidence: ['gone'] }],
  })
  expect(placesOf(runCheck(evidenceIds, service))).toEqual([
    'practices.0.controls.0.steps.web.evidence.0',
    'practices.0.caveats.0.evidence.1',
    'timeline.0.evidence.0',
  ])
})

test('reports an id used twice', () => {
  expect(placesOf(runCheck(evidenceIds, aService({ evidence: [anEvidence(), anEvidence()] })))).toEqual(['evidence.1.id'])
})
