import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeSlack, fakeIds, startFakeSlack } from './index.ts'
import { failureOf, webClient } from './test-clients.ts'

const { general, privacy } = fakeIds
let fake: FakeSlack
let nowMs: number

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 22)
  fake = await startFakeSlack({ now: () => nowMs, rateLimits: { channelBurst: 2, perWorkspacePerMinute: 600 } })
})
afterEach(() => fake.stop())

const send = (channel: string) => webClient(fake).chat.postMessage({ channel, text: 'hi' })

test('a channel takes a short burst, then one message a second', async () => {
  await send(general)
  await send(general)
  expect(await failureOf(send(general))).toBe('slack_webapi_rate_limited_error')
  nowMs += 1000
  await send(general)
  expect(await failureOf(send(general))).toBe('slack_webapi_rate_limited_error')
  expect(fake.rateLimited).toBe(2)
  expect(fake.messagesIn(general)).toHaveLength(3)
})

test('another channel is not held up', async () => {
  await send(general)
  await send(general)
  await send(privacy)
  expect(fake.rateLimited).toBe(0)
})

test('a channel can be paced at exactly one message a second for ever', async () => {
  for (let count = 0; count < 30; count += 1) {
    await send(general)
    nowMs += 1000
  }
  expect(fake.rateLimited).toBe(0)
})

test('the workspace has a ceiling over all its channels', async () => {
  const channels = Array.from({ length: 11 }, () => fake.addChannel().id)
  for (const channel of channels.slice(0, 10)) await send(channel)
  expect(await failureOf(send(channels[10] ?? ''))).toBe('slack_webapi_rate_limited_error')
  nowMs += 100
  await send(channels[10] ?? '')
})

test('the answer names whole seconds to wait', async () => {
  const body = new URLSearchParams({ token: fake.botToken, channel: general, text: 'hi' })
  const ask = () => fetch(`${fake.apiUrl}chat.postMessage`, { method: 'POST', body })
  await ask()
  await ask()
  const refused = await ask()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' })
})

test('other methods are limited by their tier, each on its own', async () => {
  const client = webClient(fake)
  for (let count = 0; count < 20; count += 1) await client.conversations.list()
  expect(await failureOf(client.conversations.list())).toBe('slack_webapi_rate_limited_error')
  await client.conversations.info({ channel: general })
})
