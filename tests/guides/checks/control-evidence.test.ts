import { expect, test } from 'vitest'
import { controlEvidence } from '../../../src/guides/checks/control-evidence.ts'
import { aControl, anEvidence, aPractice, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

test('accepts a control with a quote and sourced steps', () => {
  expect(runCheck(controlEvidence, aService())).toEqual([])
})

test('reports a control without a quote, and steps without a source', () => {
  const steps = { ios: { steps: [{ choose: ['Settings'] }], evidence: [] } }
  const service = aService({
    practices: [aPractice({ controls: [aControl({ evidence: ['screenshots'], steps })] })],
    evidence: [anEvidence(), anEvidence({ id: 'screenshots', quote: undefined })],
  })
  expect(placesOf(runCheck(controlEvidence, service))).toEqual(['practices.0.controls.0.evidence', 'practices.0.controls.0.steps.ios'])
})
