import { Routes } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { type EchoBot, startEchoBot } from './echo-bot.ts'
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from './index.ts'
import { restFor } from './rest-client.ts'

let fake: FakeDiscord
let now = Date.UTC(2026, 10, 22, 9)
const start = async (rateLimits: NonNullable<FakeDiscordOptions['rateLimits']>, guilds = 1): Promise<void> => {
  fake = await startFakeDiscord({ rateLimits, guilds, now: () => now })
}
afterEach(() => fake.stop())

const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${fake.apiUrl}/v10${path}`, {
    ...init,
    headers: {
      authorization: `Bot ${fake.token}`,
      'user-agent': 'DiscordBot (https://example.org, 1.0)',
      'content-type': 'application/json',
    },
  })
const post = (channelId: string): Promise<Response> => get(`/channels/${channelId}/messages`, { method: 'POST', body: '{"content":"x"}' })
const channel = (index = 0): string => fake.guilds()[index]?.channelId ?? ''

describe('rate limits', () => {
  test('are counted for each route and channel, and told in the headers', async () => {
    await start(true, 2)
    const remaining: (string | null)[] = []
    for (let sent = 0; sent < 5; sent += 1) remaining.push((await post(channel())).headers.get('x-ratelimit-remaining'))
    expect(remaining).toEqual(['4', '3', '2', '1', '0'])
    const refused = await post(channel())
    expect(refused.status).toBe(429)
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '5.000',
      'x-ratelimit-scope': 'user',
      'retry-after': '5',
    })
    expect(await refused.json()).toEqual({ message: 'You are being rate limited.', retry_after: 5, global: false })
    expect((await post(channel(1))).status).toBe(200)
    now += 5000
    expect((await post(channel())).status).toBe(200)
    expect(fake.rateLimited).toEqual({ global: 0, user: 1 })
    expect(fake.violations).toEqual([])
  })

  test('allow fifty requests a second over all routes', async () => {
    await start({ routes: [] }, 60)
    const answers = await Promise.all(Array.from({ length: 52 }, (_, index) => post(channel(index))))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(2)
    expect(refused[0]?.headers.get('x-ratelimit-scope')).toBe('global')
    expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true')
    expect(fake.rateLimited).toEqual({ global: 2, user: 0 })
    now += 1000
    expect((await post(channel())).status).toBe(200)
  })

  test('do not hold back answers to interactions', async () => {
    await start({ globalPerSecond: 3 })
    const edited: number[] = []
    const bot: EchoBot = await startEchoBot(fake, async (interaction) => {
      const { rest } = interaction.client
      await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body: { type: 5 }, auth: false })
      await rest.patch(Routes.webhookMessage(interaction.applicationId, interaction.token), { body: { content: 'x' }, auth: false })
      edited.push(1)
    })
    await Promise.all(Array.from({ length: 10 }, () => fake.slash({ command: 'echo', options: { text: 'x' } })))
    await fake.waitFor(() => edited.length === 10)
    expect(fake.rateLimited).toEqual({ global: 0, user: 0 })
    await bot.stop()
  })

  test('are kept by discord.js, which reads the headers', async () => {
    now = Date.now()
    fake = await startFakeDiscord({
      rateLimits: { routes: [{ method: 'POST', path: '/channels/{channel_id}/messages', limit: 3, perMs: 200 }] },
    })
    const rest = restFor(fake, { offset: 0 })
    await Promise.all(Array.from({ length: 7 }, () => rest.post(`/channels/${channel()}/messages`, { body: { content: 'x' } })))
    expect(fake.messagesIn(channel())).toHaveLength(7)
    expect(fake.rateLimited.user).toBe(0)
  })
})
