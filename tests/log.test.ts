import { expect, test } from 'vitest'
import { createLog } from '../src/log.ts'

const TOKEN = 'bot-token-of-the-test'
const TEXT = 'what somebody wrote'

/** An error as chat libraries make them: the request hangs on it, with its body and its token. */
const libraryError = () =>
  Object.assign(new Error(`refused ${TOKEN}`, { cause: new Error(`caused by ${TOKEN}`) }), {
    code: 50_013,
    requestBody: { json: { content: TEXT } },
    config: { headers: { authorization: `Bot ${TOKEN}` } },
  })

function logged(fields: Readonly<Record<string, unknown>>): string {
  const lines: string[] = []
  const log = createLog(
    { discord: { token: TOKEN, apiUrl: 'https://discord.com/api' }, slack: null, logLevel: 'info' },
    { write: (line) => void lines.push(line) },
  )
  log.error(fields, 'it broke')
  return lines.join('')
}

test.each(['error', 'err', 'cause'])('an error logged as "%s" keeps its code and loses requests, texts and tokens', (name) => {
  const line = logged({ [name]: libraryError() })
  expect(JSON.parse(line)[name]).toMatchObject({
    name: 'Error',
    message: 'refused [secret]',
    code: 50_013,
    cause: { message: 'caused by [secret]' },
  })
  expect(line).not.toContain(TOKEN)
  expect(line).not.toContain(TEXT)
})

test('fields that are named like secrets are left out', () => {
  const line = logged({ token: 'abc', request: { authorization: 'abc', headers: { a: 'abc' } } })
  expect(line).not.toContain('abc')
})

test("the database's address and its password are never written, however they are written there", () => {
  const lines: string[] = []
  const databaseUrl = 'postgresql://optout:p%40ss-word-of-ours@db.example.org/optout'
  const log = createLog({ discord: null, slack: null, databaseUrl, logLevel: 'info' }, { write: (line) => void lines.push(line) })
  log.error({ error: new Error(`${databaseUrl} refused p@ss-word-of-ours and p%40ss-word-of-ours`) }, 'it broke')
  expect(lines.join('')).not.toMatch(/ss-word-of-ours|db\.example/)
})
