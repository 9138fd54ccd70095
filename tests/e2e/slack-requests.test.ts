/** Requests to the shared port that Slack did not send, or not like this: refused by the whole program, which goes on serving. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Forgery } from '../fakes/slack/index.ts'
import { aMachine, type Machine } from './support/machine.ts'
import { type Program, startProgram } from './support/program.ts'
import { type SlackChat, startSlackChat } from './support/slack-chat.ts'

let machine: Machine
let chat: SlackChat
let program: Program
let url: string
beforeAll(async () => {
  machine = aMachine()
  chat = await startSlackChat('http')
  program = startProgram({ env: { ...chat.env, DATA_DIR: machine.dataDir, PORT: '0' } })
  url = await program.ready()
  await chat.connect(url)
})
afterAll(async () => {
  const { code, stderr } = await program.stop()
  await chat.stop()
  machine.dispose()
  expect(code).toBe(0)
  expect(stderr).not.toMatch(/^\s+at |"level":"error"|an-e2e-signing-secret/m)
})

const ask = { command: '/optout', text: 'linkedin in DE on 2025-11-03' } as const
const FORGERIES: readonly Forgery[] = [
  'wrong-signature',
  'missing-signature',
  'unknown-version',
  'tampered-body',
  'old-timestamp',
  'future-timestamp',
  'missing-timestamp',
]

test.each(FORGERIES)('a command with %s is refused and answered with nothing', async (forge) => {
  const forged = await chat.slack.slash({ ...ask, forge })
  expect(forged.failure).toBe('refused')
  expect(forged.httpStatus).toBe(401)
  expect(forged.ackBody).toBeUndefined()
  expect(forged.message).toBeUndefined()
})

test('a genuine command is answered once: sent again byte for byte, it is refused', async () => {
  const genuine = await chat.slack.slash(ask)
  expect(chat.slack.visibleText(genuine.message)).toContain('● LinkedIn: AI training is on by default')
  const replayed = await chat.slack.replay(genuine)
  expect({ status: replayed.status, body: replayed.body }).toEqual({ status: 401, body: '' })
})

test.each([
  ['GET', undefined, 405],
  ['POST', 'not a form', 401],
  ['POST', 'payload=%7Bbroken', 401],
  ['POST', 'x'.repeat(5_000_000), 413],
] as const)('an unsigned %s with %j… is refused with a status', async (method, body, status) => {
  const response = await fetch(`${url}/slack/events`, { method, ...(body === undefined ? {} : { body }) }).catch(() => null)
  // Whoever sends too much may find the connection closed before having sent it all.
  expect(response?.status ?? 413).toBe(status)
})

test('none of it keeps the program from answering people and showing its pages', async () => {
  expect((await chat.use('optout', { platform: 'linkedin', region: 'DE', date: '2025-11-02' })).text).toContain(
    '✓ LinkedIn says: no AI training',
  )
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect(await chat.complaints()).toEqual([])
})
