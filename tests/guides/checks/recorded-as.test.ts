import { expect, test } from 'vitest'
import { recordedAs } from '../../../src/guides/checks/recorded-as.ts'
import { anotherService, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const recorded = (...records: { service: string; documents?: string[] }[]) => ({ recordedAs: records })

test('accepts a name of its own, and a shared one with different documents', () => {
  const service = aService(recorded({ service: 'Example' }, { service: 'Owner', documents: ['Privacy Policy'] }))
  const other = anotherService('other', recorded({ service: 'Other' }, { service: 'Owner', documents: ['Terms of Service'] }))
  expect(runCheck(recordedAs, service, [other])).toEqual([])
})

test.each([
  ['the same document', { service: 'Owner', documents: ['Privacy Policy', 'Terms'] }],
  ['all documents', { service: 'Owner' }],
  ['another case', { service: 'OWNER', documents: ['Privacy Policy'] }],
])('reports a document two guides claim: %s', (_, theirs) => {
  const service = aService(recorded({ service: 'Example' }, { service: 'Owner', documents: ['Privacy Policy'] }))
  const problems = runCheck(recordedAs, service, [anotherService('other', recorded(theirs))])
  expect(placesOf(problems)).toEqual(['recordedAs.1'])
  expect(problems[0]?.message).toContain('other.yaml')
})

test('reports a record listed twice in one guide', () => {
  expect(placesOf(runCheck(recordedAs, aService(recorded({ service: 'Owner' }, { service: 'Owner' }))))).toEqual(['recordedAs.1'])
})
