import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type FaultEffect, fakeIds, faults } from '../../fakes/slack/index.ts'
import { deliveryTo, type Started, startBot, toChannel, toPerson } from './start-bot.ts'

let at: Started
const signal = new AbortController().signal

beforeAll(async () => {
  at = await startBot({ via: 'socket' })
})
afterEach(() => {
  expect(at.slack.violations).toEqual([])
  at.slack.reset()
})
afterAll(() => at.stop())

const posted = () => at.slack.messagesIn(fakeIds.general)

describe('delivering', () => {
  test('posts to a channel, with the key in the metadata and without unfurling', async () => {
    const outcome = await at.bot.deliver(deliveryTo(toChannel()), signal)
    const [message] = posted()
    expect(outcome).toEqual({ kind: 'delivered', messageId: message?.ts })
    expect(message?.metadata).toEqual({ event_type: 'optout_delivery', event_payload: { key: 'digest:1:2026-08-14' } })
    expect(at.slack.visibleText(message)).toContain('unless you turn it off')
    expect(at.slack.pings).toEqual([])
  })

  test('opens the direct messages of a person', async () => {
    expect(await at.bot.deliver(deliveryTo(toPerson()), signal)).toMatchObject({ kind: 'delivered' })
    expect(at.slack.dmsTo(fakeIds.alice).length).toBe(1)
  })

  test('never posts to a channel of another workspace', async () => {
    const other = { ...toChannel(), installationId: 'T0OTHER' }
    expect(await at.bot.deliver(deliveryTo(other), signal)).toEqual({ kind: 'gone', code: 'other_workspace' })
    expect(at.slack.requests).toEqual([])
  })

  test.each<[string, FaultEffect, object]>([
    ['an unknown channel', faults.error('channel_not_found'), { kind: 'gone', code: 'channel_not_found' }],
    ['a channel that is archived', faults.error('is_archived'), { kind: 'gone', code: 'is_archived' }],
    ['a revoked token', faults.error('token_revoked'), { kind: 'gone', code: 'token_revoked' }],
    ['a channel closed to apps', faults.error('restricted_action'), { kind: 'gone', code: 'restricted_action' }],
    ['a payload Slack does not take', faults.error('invalid_blocks'), { kind: 'refused', code: 'invalid_blocks' }],
    ['Slack out of service', faults.error('service_unavailable'), { kind: 'unavailable', code: 'service_unavailable' }],
    ['a rate limit', faults.rateLimited, { kind: 'wait', retryAfterMs: 1_000 }],
    ['a rate limit without a time', { kind: 'status', status: 429, accepted: false }, { kind: 'wait', retryAfterMs: 30_000 }],
    ['a rate limit by name', faults.error('ratelimited'), { kind: 'wait', retryAfterMs: 30_000 }],
    ['a failure inside Slack', faults.fatalError, { kind: 'ambiguous', code: 'fatal_error' }],
    ['a 500', faults.serverError, { kind: 'ambiguous', code: 'http_500' }],
    ['a 400', { kind: 'status', status: 400, accepted: false }, { kind: 'refused', code: 'http_400' }],
    ['a page of some proxy', faults.garbage, { kind: 'ambiguous', code: 'unreadable_answer' }],
    ['a cut connection', faults.reset, { kind: 'ambiguous' }],
  ])('says what %s means', async (_, effect, outcome) => {
    at.slack.fail({ method: 'chat.postMessage' }, effect)
    expect(await at.bot.deliver(deliveryTo(toChannel()), signal)).toMatchObject(outcome)
    expect(posted()).toEqual([])
    expect(at.slack.requests.filter((request) => request.method === 'chat.postMessage').length).toBe(1)
  })

  test.each([
    ['cannot_dm_bot', 'cannot_dm_bot'],
    ['messages_tab_disabled', 'messages_tab_disabled'],
  ])('says that direct messages are closed (%s)', async (dm, code) => {
    const user = at.slack.addUser({ dm })
    expect(await at.bot.deliver(deliveryTo(toPerson(user.id)), signal)).toEqual({ kind: 'gone', code })
  })

  test('tells a channel without us from one that Slack lets us post to', async () => {
    const stranger = at.slack.addChannel({ kind: 'private', botIsMember: false })
    expect(await at.bot.deliver(deliveryTo(toChannel(stranger.id)), signal)).toMatchObject({ kind: 'gone' })
  })

  test('says that nothing was sent when told to stop before', async () => {
    expect(await at.bot.deliver(deliveryTo(toChannel()), AbortSignal.abort())).toEqual({ kind: 'unavailable', code: 'stopped' })
    expect(at.slack.requests).toEqual([])
  })

  test('ends at once, unsure, when told to stop in the middle', async () => {
    at.slack.fail({ method: 'chat.postMessage' }, faults.acceptThenSilence)
    const stop = new AbortController()
    const delivering = at.bot.deliver(deliveryTo(toChannel()), stop.signal)
    await at.slack.waitFor(() => posted().length === 1)
    stop.abort()
    expect(await delivering).toMatchObject({ kind: 'ambiguous' })
  })

  test('is unavailable before it is started and when nobody listens there', async () => {
    const unstarted = await startBot({ via: 'http', start: false })
    expect(await unstarted.bot.deliver(deliveryTo(toChannel()), signal)).toEqual({ kind: 'unavailable', code: 'not_connected' })
    await unstarted.bot.start()
    await unstarted.slack.stop()
    expect(await unstarted.bot.deliver(deliveryTo(toChannel()), signal)).toEqual({ kind: 'unavailable', code: 'ECONNREFUSED' })
    await unstarted.bot.stop()
  })
})

describe('a message whose answer was lost', () => {
  test.each([
    ['reset', faults.acceptThenReset],
    ['closed', faults.acceptThenClose],
    ['503', faults.acceptThen503],
  ])('is found again and not sent twice (%s)', async (_, effect) => {
    at.slack.fail({ method: 'chat.postMessage' }, effect)
    const delivery = deliveryTo(toChannel())
    expect(await at.bot.deliver(delivery, signal)).toMatchObject({ kind: 'ambiguous' })
    expect(posted().length).toBe(1)
    const again = { ...delivery, attempt: 2, unsettledSince: Date.now() }
    expect(await at.bot.settle(again, signal)).toEqual({ kind: 'delivered', messageId: posted()[0]?.ts })
  })

  test('is found in direct messages, too', async () => {
    at.slack.fail({ method: 'chat.postMessage' }, faults.acceptThenReset)
    const delivery = deliveryTo(toPerson())
    await at.bot.deliver(delivery, signal)
    expect(await at.bot.settle({ ...delivery, unsettledSince: Date.now() }, signal)).toEqual({
      kind: 'delivered',
      messageId: at.slack.dmsTo(fakeIds.alice)[0]?.ts,
    })
  })

  test('is surely absent when the channel does not hold it', async () => {
    await at.bot.deliver(deliveryTo(toChannel(), { key: 'digest:1:2026-08-13' }), signal)
    expect(await at.bot.settle(deliveryTo(toChannel(), { unsettledSince: Date.now() }), signal)).toEqual({ kind: 'absent' })
  })

  test('is found under later messages, and given up on under very many', async () => {
    const since = Date.now()
    const delivery = deliveryTo(toChannel())
    await at.bot.deliver(delivery, signal)
    for (let index = 0; index < 20; index++) await at.bot.deliver(deliveryTo(toChannel(), { key: `other:${index}` }), signal)
    expect(await at.bot.settle({ ...delivery, unsettledSince: since }, signal)).toMatchObject({ kind: 'delivered' })
    for (let index = 20; index < 80; index++) await at.bot.deliver(deliveryTo(toChannel(), { key: `other:${index}` }), signal)
    expect(await at.bot.settle({ ...delivery, unsettledSince: since }, signal)).toEqual({ kind: 'unknown' })
  })

  test('cannot be looked for without the scope', async () => {
    at.slack.team.scopes.delete('channels:history')
    expect(await at.bot.settle(deliveryTo(toChannel(), { unsettledSince: Date.now() }), signal)).toEqual({ kind: 'unknown' })
    at.slack.team.scopes.add('channels:history')
  })

  test.each([
    ['a rate limit', faults.rateLimited],
    ['a failure of Slack', faults.serverError],
    ['a cut connection', faults.reset],
  ])('is looked for again later after %s', async (_, effect) => {
    at.slack.fail({ method: 'conversations.history' }, effect)
    const delivery = deliveryTo(toChannel(), { unsettledSince: Date.now() })
    await expect(at.bot.settle(delivery, signal)).rejects.toThrow()
    expect(await at.bot.settle(delivery, signal)).toEqual({ kind: 'absent' })
  })
})

describe('before a digest is saved', () => {
  const mayPost = (channelId: string) => at.bot.mayPost({ chatPlatform: 'slack', installationId: fakeIds.team, channelId })

  test('says whether we may post there', async () => {
    expect(await mayPost(fakeIds.general)).toEqual({ kind: 'yes' })
    expect(await mayPost(at.slack.addChannel({ archived: true }).id)).toEqual({ kind: 'no', why: 'archived' })
    expect(await mayPost(at.slack.addChannel({ kind: 'private', botIsMember: false }).id)).toEqual({ kind: 'no', why: 'unknown-channel' })
    expect(await mayPost('C0NOWHERE0')).toEqual({ kind: 'no', why: 'unknown-channel' })
    expect(await at.bot.mayPost({ chatPlatform: 'slack', installationId: 'T0OTHER', channelId: fakeIds.general })).toEqual({
      kind: 'no',
      why: 'unknown-channel',
    })
  })

  test('says that it cannot know, rather than guess', async () => {
    at.slack.fail({ method: 'conversations.info' }, faults.serverError)
    expect(await mayPost(fakeIds.general)).toEqual({ kind: 'unknown' })
  })

  test('a public channel without us depends on the scope', async () => {
    const channel = at.slack.addChannel({ botIsMember: false })
    expect(await mayPost(channel.id)).toEqual({ kind: 'yes' })
    const narrow = await startBot({ via: 'http', slack: { team: { scopes: ['chat:write', 'channels:read'] } } })
    const there = narrow.slack.addChannel({ botIsMember: false })
    expect(await narrow.bot.mayPost({ chatPlatform: 'slack', installationId: fakeIds.team, channelId: there.id })).toEqual({
      kind: 'no',
      why: 'not-member',
    })
    await narrow.stop()
  })
})
