import { afterEach, expect, test } from 'vitest'
import { deliveryTo, type Started, startBot } from './start-bot.ts'

let started: Started
afterEach(() => started.stop())

test('people are answered while a fan-out waits for its turns', async () => {
  started = await startBot({ discord: { guilds: 120, rateLimits: true } })
  const sent = () => started.discord.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages')).length
  const stopping = new AbortController()
  const fanOut = started.discord
    .guilds()
    .map(({ id, channelId }, n) =>
      started.bot.deliver(
        deliveryTo({ kind: 'channel', chatPlatform: 'discord', installationId: id, channelId }, { id: n, key: `digest:${n}` }),
        stopping.signal,
      ),
    )
  const answer = await started.discord.slash({ command: 'optout', options: { platform: 'linkedin' } })
  expect(answer.response.type).toBe(4)
  expect(sent()).toBeLessThan(100)
  stopping.abort()
  await Promise.all(fanOut)
})
