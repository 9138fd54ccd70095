import { DiscordAPIError, HTTPError } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEchoBot } from './echo-bot.ts'
import { type FakeDiscord, type Fault, startFakeDiscord } from './index.ts'
import { restFor } from './rest-client.ts'

let fake: FakeDiscord
let channelId: string
beforeEach(async () => {
  fake = await startFakeDiscord()
  channelId = fake.guilds()[0]?.channelId ?? ''
})
afterEach(() => fake.stop())

const match = { method: 'POST', path: '/channels/{channel_id}/messages' }
const post = (body: object, retries: number, timeout = 15_000) =>
  restFor(fake, { retries, timeout }).post(`/channels/${channelId}/messages`, { body })
const keyed = { content: 'x', nonce: 'n1', enforce_nonce: true }

const lost: readonly (readonly [name: string, fault: Fault, messages: number])[] = [
  ['reset', { kind: 'accept-then-reset', match, times: 2 }, 3],
  ['answered 502', { kind: 'accept-then-status', status: 502, match, times: 2 }, 3],
  ['never answered', { kind: 'accept-then-hang', match, times: 1 }, 2],
]

describe('a lost answer', () => {
  test.each(lost)(
    '(%s after acceptance) makes a retrying client post again, unless a nonce is enforced',
    async (_name, fault, messages) => {
      fake.fault(fault)
      await post({ content: 'x' }, 3, 300)
      expect(fake.messagesIn(channelId)).toHaveLength(messages)
      const again = fake.fault(fault)
      await post(keyed, 3, 300)
      expect(fake.messagesIn(channelId)).toHaveLength(messages + 1)
      expect(again.hits()).toBe(fault.times)
    },
  )

  test('(closed after acceptance) leaves a message the client does not know of', async () => {
    fake.fault({ kind: 'accept-then-close', match })
    await expect(post({ content: 'x' }, 0)).rejects.toThrow()
    expect(fake.messagesIn(channelId)).toHaveLength(1)
    expect(fake.requests).toMatchObject([{ status: 0 }])
  })

  test('of an interaction makes the second try 40060, and that is no breach', async () => {
    const codes: unknown[] = []
    const bot = await startEchoBot(fake, async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      await interaction.reply('one').catch(() => undefined)
      await interaction.client.rest
        .post(`/interactions/${interaction.id}/${interaction.token}/callback`, { body: { type: 4, data: { content: 'two' } }, auth: false })
        .catch((error: unknown) => codes.push(error instanceof DiscordAPIError ? error.code : error))
    })
    fake.fault({ kind: 'accept-then-status', status: 502, match: { path: '/callback' } })
    const handle = await fake.slash({ command: 'echo', options: { text: 'x' } })
    await fake.waitFor(() => codes.length === 1)
    expect([codes, handle.message?.content, fake.violations]).toEqual([[40060], 'one', []])
    await bot.stop()
  })
})

describe('a fault before acceptance', () => {
  test('changes nothing', async () => {
    fake.fault({ kind: 'refuse', status: 503, match })
    await expect(post({ content: 'x' }, 0)).rejects.toBeInstanceOf(HTTPError)
    fake.fault({ kind: 'reset-before', match })
    await expect(post({ content: 'x' }, 0)).rejects.toThrow()
    expect(fake.messagesIn(channelId)).toEqual([])
  })

  test('strikes the requests it is meant for, as often as it is meant to, until it is taken away', async () => {
    const fault = fake.fault({
      kind: 'refuse',
      status: 500,
      match: { ...match, body: (body) => JSON.stringify(body).includes('bad') },
      times: 5,
    })
    await expect(post({ content: 'bad' }, 0)).rejects.toThrow()
    await post({ content: 'good' }, 0)
    fault.remove()
    await post({ content: 'bad' }, 0)
    expect([fault.hits(), fake.messagesIn(channelId).length]).toEqual([1, 2])
  })

  test('can be a rate limit out of the blue', async () => {
    fake.fault({ kind: 'rate-limit', retryAfterMs: 1, scope: 'shared', match })
    const rest = restFor(fake, { rejectOnRateLimit: () => true })
    await expect(rest.post(`/channels/${channelId}/messages`, { body: { content: 'x' } })).rejects.toMatchObject({
      name: 'RateLimitError[/channels/:id/messages]',
    })
  })

  test('can hold a request for as long as a test likes', async () => {
    let release = (): void => undefined
    const until = new Promise<void>((resolve) => {
      release = resolve
    })
    const hold = fake.fault({ kind: 'hold', until, match })
    const posted = post({ content: 'x' }, 0)
    await fake.waitFor(() => hold.hits() === 1)
    expect(fake.messagesIn(channelId)).toEqual([])
    release()
    await posted
    expect(fake.messagesIn(channelId)).toHaveLength(1)
  })

  test('can slow a request down', async () => {
    const start = performance.now()
    fake.fault({ kind: 'delay', ms: 30, match })
    await post({ content: 'x' }, 0)
    expect(performance.now() - start).toBeGreaterThan(25)
  })
})
