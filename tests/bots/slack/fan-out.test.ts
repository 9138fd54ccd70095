import { afterEach, expect, test } from 'vitest'
import { createPace } from '../../../src/bots/slack/pace.ts'
import { fakeIds } from '../../fakes/slack/index.ts'
import { deliveryTo, type Started, startBot, toChannel } from './start-bot.ts'

let at: Started
afterEach(() => at.stop())

test('people are answered while a fan-out waits for its turns', async () => {
  at = await startBot({ via: 'socket', slack: { rateLimits: true }, bot: { pace: createPace() } })
  const stopping = new AbortController()
  const fanOut = Promise.all(
    Array.from({ length: 40 }, (_, n) => at.bot.deliver(deliveryTo(toChannel(), { id: n, key: `digest:${n}` }), stopping.signal)),
  )
  await at.slack.waitFor(() => at.slack.messagesIn(fakeIds.general).length === 2)
  const asked = await at.slack.slash({ command: '/optout', text: 'reddit' })
  expect(asked.ackBody).toMatchObject({ response_type: 'ephemeral' })
  expect(at.slack.messagesIn(fakeIds.general).length).toBeLessThan(10)
  stopping.abort()
  const outcomes = await fanOut
  expect(outcomes.filter(({ kind }) => kind === 'unavailable').length).toBeGreaterThan(30)
  expect(at.slack.rateLimited).toBe(0)
})
