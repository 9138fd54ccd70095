import { expect, test } from 'vitest'
import { evidenceUsed } from '../../../src/guides/checks/evidence-used.ts'
import { anEvidence, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

test('accepts evidence that something refers to', () => {
  const service = aService({
    evidence: [anEvidence(), anEvidence({ id: 'help' })],
    dataCopy: { path: ['Settings', 'Your data'], evidence: ['help'] },
  })
  expect(runCheck(evidenceUsed, service)).toEqual([])
})

test('reports evidence that nothing refers to', () => {
  expect(placesOf(runCheck(evidenceUsed, aService({ evidence: [anEvidence(), anEvidence({ id: 'spare' })] })))).toEqual(['evidence.1'])
})
