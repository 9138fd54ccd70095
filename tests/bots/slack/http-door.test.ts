import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Forgery, fakeIds, sign } from '../../fakes/slack/index.ts'
import { SIGNING_SECRET, type Started, startBot } from './start-bot.ts'

let at: Started
const clock = { now: () => nowMs }
let nowMs = Date.UTC(2026, 7, 14, 9)

beforeAll(async () => {
  at = await startBot({ via: 'http', clock, slack: { ackTimeoutMs: 500 } })
})
afterEach(() => at.slack.reset())
afterAll(() => at.stop())

const post = (body: string, contentType = 'application/json', stampMs = nowMs) => {
  const stamp = Math.floor(stampMs / 1000)
  return at.slack.replay({
    url: `${at.url}/slack/events`,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(stamp),
      'x-slack-signature': sign(SIGNING_SECRET, stamp, body),
    },
    body,
  })
}

describe('requests over HTTP', () => {
  test.each<Forgery>([
    'wrong-signature',
    'missing-signature',
    'unknown-version',
    'tampered-body',
    'old-timestamp',
    'future-timestamp',
    'missing-timestamp',
  ])('with %s are refused before anything is read', async (forge) => {
    const calls = at.desk.calls.length
    const asked = await at.slack.slash({ command: '/optout', text: 'linkedin', forge })
    expect(asked.httpStatus).toBe(401)
    expect(at.desk.calls.length).toBe(calls)
  })

  test('are taken when stamped up to five minutes ago or a minute ahead, by our own clock', async () => {
    const form = 'ssl_check=0&command=x'
    expect((await post(form, undefined, nowMs - 300_000)).status).not.toBe(401)
    expect((await post(form, undefined, nowMs - 301_000)).status).toBe(401)
    expect((await post(form, undefined, nowMs + 60_000)).status).not.toBe(401)
    expect((await post(form, undefined, nowMs + 61_000)).status).toBe(401)
  })

  test('are answered once: an exact repeat is refused, now and as long as it would be in time', async () => {
    const asked = await at.slack.slash({ command: '/optout', text: 'linkedin' })
    expect(asked.httpStatus).toBe(200)
    const calls = at.desk.calls.length
    expect((await at.slack.replay(asked)).status).toBe(401)
    nowMs += 299_000
    expect((await at.slack.replay(asked)).status).toBe(401)
    nowMs += 2_000
    expect((await at.slack.replay(asked)).status).toBe(401)
    expect(at.desk.calls.length).toBe(calls)
  })

  test.each([
    ['null', 'application/json'],
    ['[]', 'application/json'],
    ['{', 'application/json'],
    ['', 'application/json'],
    ['payload=null', 'application/x-www-form-urlencoded'],
    ['payload=%7B', 'application/x-www-form-urlencoded'],
    ['{}', 'text/plain'],
    ['{"event":null}', 'application/json'],
    ['{"event":"x"}', 'application/json'],
    ['{"type":"block_actions","actions":[]}', 'application/json'],
    ['{"type":"view_submission","view":null}', 'application/json'],
  ])('that hold %j (%s) are refused or ignored, and the next one is answered', async (body, contentType) => {
    const status = await post(body, contentType).then(
      (response) => response.status,
      () => 'no answer',
    )
    expect([400, 404, 'no answer']).toContain(status)
    nowMs += 1_000
    expect((await at.slack.slash({ command: '/optout', text: 'linkedin' })).httpStatus).toBe(200)
  })

  test('with fields of the wrong kind are acknowledged and logged', async () => {
    for (const body of [
      { type: 'block_actions', user: { id: 7 }, team: { id: 'T' }, actions: [{ action_id: 'optout:0' }] },
      {
        type: 'view_submission',
        user: { id: 'U' },
        team: { id: 'T' },
        view: { callback_id: 'optout:form', private_metadata: '{', state: {} },
      },
      { type: 'event_callback', team_id: 'T', event: { type: 'app_mention', user: {}, channel: 3 } },
    ]) {
      at.logs.length = 0
      expect((await post(JSON.stringify(body))).status).toBe(200)
      expect(at.logs.map((line) => line.message)).toContain('slack payload not understood')
    }
  })

  test('of more than a megabyte are refused unread', async () => {
    expect(
      await post(`{"x":"${'a'.repeat(1_000_000)}"}`).then(
        (response) => response.status,
        () => 'cut off',
      ),
    ).toSatisfy((status) => status === 413 || status === 'cut off')
  })

  test('for anything else are left to the rest of the server', async () => {
    const elsewhere = await fetch(`${at.url}/healthz`)
    expect([elsewhere.status, await elsewhere.text()]).toEqual([404, 'ours'])
    expect((await fetch(`${at.url}/slack/events`)).status).toBe(405)
  })

  test('that set up the address are answered: the challenge signed, the certificate check unsigned', async () => {
    const challenge = await post(JSON.stringify({ type: 'url_verification', challenge: 'abc' }))
    expect(JSON.parse(challenge.body)).toEqual({ challenge: 'abc' })
    const check = await fetch(`${at.url}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'ssl_check=1&payload=%7B%22type%22%3A%22block_actions%22%7D',
    })
    expect(check.status).toBe(200)
  })

  test('are refused with 503 while the bot is not started', async () => {
    const early = await startBot({ via: 'http', start: false })
    expect((await early.slack.slash({ command: '/optout', text: 'x', userId: fakeIds.alice })).httpStatus).toBe(503)
    await early.stop()
  })
})
