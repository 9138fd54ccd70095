import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeSlack, type FaultEffect, fakeIds, faults, startFakeSlack } from './index.ts'
import { failureOf, refusalOf, webClient } from './test-clients.ts'

const { general, privacy } = fakeIds
let fake: FakeSlack

beforeAll(async () => {
  fake = await startFakeSlack()
})
beforeEach(() => fake.reset())
afterAll(() => fake.stop())

const send = (text = 'hi', channel: string = general) => webClient(fake).chat.postMessage({ channel, text })

test.each<[string, FaultEffect, string, number]>([
  ['accepted, then reset', faults.acceptThenReset, 'slack_webapi_request_error', 1],
  ['accepted, then closed', faults.acceptThenClose, 'slack_webapi_request_error', 1],
  ['accepted, then 503', faults.acceptThen503, 'slack_webapi_http_error', 1],
  ['reset', faults.reset, 'slack_webapi_request_error', 0],
  ['closed', faults.close, 'slack_webapi_request_error', 0],
  ['503', faults.unavailable, 'slack_webapi_http_error', 0],
  ['500', faults.serverError, 'slack_webapi_http_error', 0],
  ['429', faults.rateLimited, 'slack_webapi_rate_limited_error', 0],
])('%s: the client fails, and the message is or is not there', async (_name, effect, code, messages) => {
  fake.fail({ method: 'chat.postMessage' }, effect)
  expect(await failureOf(send())).toBe(code)
  expect(fake.messagesIn(general)).toHaveLength(messages)
  expect(fake.requests.map(({ accepted }) => accepted)).toEqual([messages === 1])
  await send('next')
  expect(fake.messagesIn(general)).toHaveLength(messages + 1)
})

test.each<[string, FaultEffect, number]>([
  ['accepted', faults.acceptThenSilence, 1],
  ['not accepted', faults.silence, 0],
])('an answer that never comes, %s', async (_name, effect, messages) => {
  fake.fail({}, effect)
  const body = new URLSearchParams({ token: fake.botToken, channel: general, text: 'hi' })
  const stop = new AbortController()
  const unanswered = fetch(`${fake.apiUrl}chat.postMessage`, { method: 'POST', body, signal: stop.signal })
  await fake.waitFor(() => fake.requests.length === 1)
  expect(fake.messagesIn(general)).toHaveLength(messages)
  stop.abort()
  await expect(unanswered).rejects.toThrow('abort')
})

test("an error of Slack's own, and a page where JSON was expected", async () => {
  fake.fail({ times: 1 }, faults.fatalError)
  expect(await refusalOf(send())).toMatchObject({ error: 'fatal_error' })
  fake.fail({ times: 1 }, faults.garbage)
  expect(await refusalOf(send())).toMatchObject({ error: '<html>Bad gateway</html>' })
  expect(fake.messagesIn(general)).toEqual([])
})

test('a delay answers late and in full', async () => {
  fake.fail({}, faults.slow(30))
  const sentAt = performance.now()
  expect(await send()).toMatchObject({ ok: true })
  expect(performance.now() - sentAt).toBeGreaterThan(25)
})

test('only the calls that match fail, as often as told, after those let through', async () => {
  const fault = fake.fail(
    { method: 'chat.postMessage', channelId: general, skip: 1, times: 2, where: ({ args }) => args.text === 'hi' },
    faults.unavailable,
  )
  await send('hi', privacy)
  await send('ho')
  await send('hi')
  expect(fault.hits).toBe(0)
  await failureOf(send('hi'))
  await failureOf(send('hi'))
  await send('hi')
  expect(fault.hits).toBe(2)
})

test('a cleared fault hits nobody', async () => {
  fake.fail({ times: Number.POSITIVE_INFINITY }, faults.reset).clear()
  await send()
})

test('a client that retries posts twice when an accepted answer is lost: the trap the bot must avoid', async () => {
  const { WebClient, LogLevel } = await import('@slack/web-api')
  const eager = new WebClient(fake.botToken, {
    slackApiUrl: fake.apiUrl,
    retryConfig: { retries: 1, minTimeout: 1 },
    logLevel: LogLevel.ERROR,
  })
  fake.fail({}, faults.acceptThen503)
  await eager.chat.postMessage({ channel: general, text: 'twice' })
  expect(fake.messagesIn(general).map(({ text }) => text)).toEqual(['twice', 'twice'])
})
