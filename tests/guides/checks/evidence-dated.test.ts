import { expect, test } from 'vitest'
import { evidenceDated } from '../../../src/guides/checks/evidence-dated.ts'
import { anEvidence, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

test('accepts the date of the text or of its copy', () => {
  expect(runCheck(evidenceDated, aService({ evidence: [anEvidence({ dated: '2025' })] }))).toEqual([])
  expect(runCheck(evidenceDated, aService({ evidence: [anEvidence({ dated: undefined, copied: '2025-10' })] }))).toEqual([])
})

test('reports a quote without a date', () => {
  expect(placesOf(runCheck(evidenceDated, aService({ evidence: [anEvidence({ dated: undefined })] })))).toEqual(['evidence.0'])
})
