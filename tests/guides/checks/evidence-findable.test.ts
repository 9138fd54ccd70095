import { expect, test } from 'vitest'
import { evidenceFindable } from '../../../src/guides/checks/evidence-findable.ts'
import { anEvidence, aService } from '../service-factory.ts'
import { runCheck } from './run-check.ts'

test('accepts a link, or a reason for having none', () => {
  expect(runCheck(evidenceFindable, aService())).toEqual([])
  expect(runCheck(evidenceFindable, aService({ evidence: [anEvidence({ url: undefined, unlinked: 'print only' })] }))).toEqual([])
})

test('reports neither, and both', () => {
  expect(runCheck(evidenceFindable, aService({ evidence: [anEvidence({ url: undefined })] }))[0]?.message).toContain('no link')
  expect(runCheck(evidenceFindable, aService({ evidence: [anEvidence({ unlinked: 'print only' })] }))[0]?.fix).toBe('Remove `unlinked`.')
})
