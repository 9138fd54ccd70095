import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EchoBot, signingSecret, startHttpBot } from './echo-bot.ts'
import { type FakeSlack, type Forgery, fakeIds, sign, startFakeSlack } from './index.ts'

const { alice, general } = fakeIds
let fake: FakeSlack
let bot: EchoBot

beforeEach(async () => {
  fake = await startFakeSlack()
  bot = await startHttpBot(fake)
})
afterEach(async () => {
  await bot.stop()
  await fake.stop()
})

test("the signature is the one of Slack's guide", () => {
  // The worked example of https://docs.slack.dev/authentication/verifying-requests-from-slack
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
  expect(sign('8f742231b10e8888abcd99yyyzzz85a5', 1_531_420_618, body)).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  )
})

describe('Bolt over HTTP', () => {
  test('a slash command is acknowledged in the answer', async () => {
    const said = await fake.slash({ command: '/echo', text: 'grüße & <more>', userId: alice, channelId: general })
    expect(said).toMatchObject({ httpStatus: 200, failure: undefined })
    expect(said.message).toMatchObject({ text: 'You said grüße & <more>', ephemeralTo: alice })
  })

  test('plain words come as plain text', async () => {
    expect((await fake.slash({ command: '/echo', text: 'plain' })).message?.text).toBe('plain words')
  })

  test('a button works', async () => {
    const said = await fake.slash({ command: '/echo', text: 'hi' })
    const pressed = await fake.pressButton(said, 'again')
    await fake.waitFor(() => pressed.responses.length > 0)
    expect(fake.visibleText(said.message)).toContain('You said hi!')
  })

  test('options are suggested', async () => {
    const said = await fake.slash({ command: '/echo', text: 'hi' })
    expect((await fake.suggest(said, 'service', 'lin')).options).toEqual([
      { text: { type: 'plain_text', text: 'Like lin' }, value: 'like-lin' },
    ])
  })

  test('a modal is filled in', async () => {
    const said = await fake.slash({ command: '/echo', text: 'hi' })
    const opened = await fake.pressButton(said, 'form')
    await fake.waitFor(() => opened.view)
    expect(await fake.submitView(opened, { name: 'bad' })).toMatchObject({
      httpStatus: 200,
      view: { errors: { name: 'Another name, please' } },
    })
  })

  test('an event is taken', async () => {
    expect(await fake.mention({ text: 'hi' })).toMatchObject({ httpStatus: 200 })
    await fake.waitFor(() => fake.messagesIn(general).some(({ text }) => text.startsWith('heard')))
  })

  test('a second delivery carries the retry headers and the same event id', async () => {
    const first = await fake.mention({ text: 'hi' })
    const second = await fake.redeliver(first)
    expect(second.raw?.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' })
    expect(second.payload).toEqual(first.payload)
  })
})

describe('signatures', () => {
  test.each<Forgery>(['wrong-signature', 'missing-signature', 'unknown-version', 'tampered-body', 'old-timestamp', 'missing-timestamp'])(
    '%s is refused',
    async (forge) => {
      expect(await fake.slash({ command: '/echo', text: 'hi', forge })).toMatchObject({
        httpStatus: 401,
        failure: 'refused',
        message: undefined,
      })
    },
  )

  test('an event and a button can be forged as well', async () => {
    expect(await fake.mention({ text: 'hi', forge: 'wrong-signature' })).toMatchObject({ httpStatus: 401 })
    const said = await fake.slash({ command: '/echo', text: 'hi' })
    expect(await fake.pressButton(said, 'again', { forge: 'tampered-body' })).toMatchObject({ httpStatus: 401 })
  })

  test('a timestamp from the future is signed correctly: plain Bolt takes it', async () => {
    const { raw, httpStatus } = await fake.slash({ command: '/echo', text: 'hi', forge: 'future-timestamp' })
    expect(Number(raw?.headers['x-slack-request-timestamp'])).toBeGreaterThan(Date.now() / 1000 + 300)
    expect(httpStatus).toBe(200)
  })

  test('a request can be replayed byte for byte: plain Bolt takes it', async () => {
    const said = await fake.slash({ command: '/echo', text: 'hi' })
    expect(await fake.replay(said)).toMatchObject({ status: 200 })
  })

  test('any request can be sent', async () => {
    const body = 'ssl_check=1'
    expect(await fake.replay({ url: bot.url, body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).toMatchObject({
      status: 200,
    })
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
    const stamp = Math.floor(Date.now() / 1000)
    const headers = {
      'content-type': 'application/json',
      'x-slack-request-timestamp': String(stamp),
      'x-slack-signature': sign(signingSecret, stamp, challenge),
    }
    expect(await fake.replay({ url: bot.url, body: challenge, headers })).toMatchObject({ status: 200, body: '{"challenge":"abc"}' })
  })
})

describe('endpoints that fail', () => {
  test('an endpoint that is not there', async () => {
    expect(await fake.slash({ command: '/echo', delivery: { via: 'http', url: 'http://127.0.0.1:1/', signingSecret } })).toMatchObject({
      failure: 'not_connected',
    })
  })

  test('an endpoint that is too slow', async () => {
    const impatient = await startFakeSlack({ ackTimeoutMs: 100, delivery: fake.delivery })
    expect(await impatient.slash({ command: '/echo', text: 'never' })).toMatchObject({ failure: 'timeout' })
    expect(impatient.timeouts).toEqual([`${bot.url} did not acknowledge within 100 ms`])
    await impatient.stop()
  })
})
