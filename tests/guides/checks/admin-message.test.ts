import { expect, test } from 'vitest'
import { adminMessage } from '../../../src/guides/checks/admin-message.ts'
import { aControl, aPractice, aService } from '../service-factory.ts'
import { runCheck } from './run-check.ts'

const forAdmins = [aPractice({ controls: [aControl({ kind: 'admin', who: 'admin' })] })]
const message = 'Hello, could you turn it off under Settings? Source: example.com/help. Thank you.'

test('accepts a short message with its source and a thank-you', () => {
  expect(runCheck(adminMessage, aService({ practices: forAdmins, adminMessage: message }))).toEqual([])
  expect(runCheck(adminMessage, aService())).toEqual([])
})

test('reports a message without source and thanks', () => {
  const problems = runCheck(adminMessage, aService({ practices: forAdmins, adminMessage: 'Turn it off.' }))
  expect(problems.map((problem) => problem.message)).toEqual(['The message names no source.', 'The message does not thank.'])
})

test('reports a message where no admin can act', () => {
  expect(runCheck(adminMessage, aService({ adminMessage: message }))[0]?.message).toContain('No control')
})

test('reports a message of more than 600 characters', () => {
  const service = aService({ practices: forAdmins, adminMessage: message })
  expect(runCheck(adminMessage, { ...service, adminMessage: message.padEnd(601, '.') })[0]?.message).toContain('601 characters')
})
