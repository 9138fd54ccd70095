import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClaimedDelivery } from '../../../src/core/delivery.ts'
import { createMovableClock, type MovableClock } from '../../../src/core/movable-clock.ts'
import { guideNotice, noticeSaying } from '../../fakes/front-desk.ts'
import { deliveryTo, type Started, startBot, toChannel, toPerson } from './start-bot.ts'

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 7, 14, 9)
const POSTS = { method: 'POST', path: '/channels/{channel_id}/messages' } as const

let started: Started
let clock: MovableClock
beforeEach(async () => {
  clock = createMovableClock({ now: () => START_MS })
  started = await startBot({ clock })
})
afterEach(async () => {
  expect(started.discord.violations).toEqual([])
  await started.stop()
})

const send = (delivery: ClaimedDelivery) => started.bot.deliver(delivery, AbortSignal.timeout(5_000))
const settle = (delivery: ClaimedDelivery) => started.bot.settle(delivery, AbortSignal.timeout(5_000))
const inChannel = () => started.discord.messagesIn(toChannel(started.discord).channelId)
const reminder = { ...guideNotice('linkedin'), kind: 'reminder' } as const

describe('to a channel', () => {
  test('arrives once, mentions nobody, and tells its id', async () => {
    const outcome = await send(deliveryTo(toChannel(started.discord)))
    expect(inChannel()).toHaveLength(1)
    expect(outcome).toEqual({ kind: 'delivered', messageId: inChannel()[0]?.id })
    expect(started.discord.requests.findLast(({ method }) => method === 'POST')?.body).toMatchObject({
      allowed_mentions: { parse: [] },
      enforce_nonce: true,
    })
  })

  test.each(['accept-then-reset', 'accept-then-close'] as const)('sent again after %s is still one message', async (kind) => {
    started.discord.fault({ kind, match: POSTS })
    const delivery = deliveryTo(toChannel(started.discord))
    expect(await send(delivery)).toMatchObject({ kind: 'ambiguous' })
    const unsettled = { ...delivery, attempt: 2, unsettledSince: clock.now() }
    expect(await send(unsettled)).toEqual({ kind: 'delivered', messageId: inChannel()[0]?.id })
    expect(inChannel()).toHaveLength(1)
  })

  test('a 5xx leaves open whether it arrived, and is not tried again by itself', async () => {
    const fault = started.discord.fault({ kind: 'accept-then-status', status: 502, match: POSTS, times: Number.POSITIVE_INFINITY })
    expect(await send(deliveryTo(toChannel(started.discord)))).toEqual({ kind: 'ambiguous', code: 'http-502' })
    expect(fault.hits()).toBe(1)
  })

  test('an answer that never comes leaves it open too', async () => {
    started.discord.fault({ kind: 'accept-then-hang', match: POSTS })
    const outcome = await started.bot.deliver(deliveryTo(toChannel(started.discord)), AbortSignal.timeout(50))
    expect(outcome.kind).toBe('ambiguous')
  })

  test('what was stopped before it left was surely not sent', async () => {
    expect(await started.bot.deliver(deliveryTo(toChannel(started.discord)), AbortSignal.abort())).toMatchObject({ kind: 'unavailable' })
    expect(inChannel()).toEqual([])
  })

  test.each(['user', 'global', 'shared'] as const)('a rate limit (%s) says how long to wait', async (scope) => {
    started.discord.fault({ kind: 'rate-limit', retryAfterMs: 3_000, scope, match: POSTS })
    const outcome = await send(deliveryTo(toChannel(started.discord)))
    expect(outcome).toMatchObject({ kind: 'wait', retryAfterMs: expect.any(Number) })
    expect(outcome.kind === 'wait' ? outcome.retryAfterMs : 0).toBeGreaterThanOrEqual(3_000)
    expect(outcome.kind === 'wait' ? outcome.retryAfterMs : 0).toBeLessThan(4_000)
    expect(inChannel()).toEqual([])
  })

  test('that is gone or closed to us is never tried again', async () => {
    const destination = toChannel(started.discord)
    started.discord.setChannel(destination.channelId, { send: false })
    expect(await send(deliveryTo(destination))).toEqual({ kind: 'gone', code: '50013' })
    started.discord.setChannel(destination.channelId, { view: false })
    expect(await send(deliveryTo(destination))).toEqual({ kind: 'gone', code: '50001' })
    started.discord.deleteChannel(destination.channelId)
    expect(await send(deliveryTo(destination))).toEqual({ kind: 'gone', code: '10003' })
  })

  test('what Discord refuses is refused with its code', async () => {
    started.discord.fault({ kind: 'refuse', status: 400, match: POSTS })
    expect(await send(deliveryTo(toChannel(started.discord)))).toMatchObject({ kind: 'refused' })
  })

  test('a token that was reset is no fault of the channel, and the next try says the same', async () => {
    started.discord.fault({ kind: 'refuse', status: 401, match: POSTS, times: 2 })
    const delivery = deliveryTo(toChannel(started.discord))
    expect(await send(delivery)).toEqual({ kind: 'unavailable', code: 'unauthorized' })
    expect(await send(delivery)).toEqual({ kind: 'unavailable', code: 'unauthorized' })
    expect((await send(delivery)).kind).toBe('delivered')
  })

  test('nobody there: nothing was sent', async () => {
    await started.discord.stop()
    // A connection left over from before may still be tried; that it was cut says nothing.
    await send(deliveryTo(toChannel(started.discord)))
    expect(await send(deliveryTo(toChannel(started.discord)))).toEqual({ kind: 'unavailable', code: 'ECONNREFUSED' })
  })
})

describe('to a person', () => {
  test('arrives as classic text; the channel is opened once', async () => {
    expect(await send(deliveryTo(toPerson(), { notice: reminder }))).toMatchObject({ kind: 'delivered' })
    expect(await send(deliveryTo(toPerson(), { key: 'another', notice: reminder }))).toMatchObject({ kind: 'delivered' })
    expect(started.discord.dmsTo(started.discord.personId).map(({ content }) => content.split('\n')[0])).toEqual(
      Array.from({ length: 2 }, () => '**● linkedin: AI training is on by default**'),
    )
    expect(started.discord.requests.filter(({ path }) => path === '/users/@me/channels')).toHaveLength(1)
  })

  test.each([
    ['closed', '50007'],
    ['no-mutual-guild', '50278'],
  ] as const)('whose messages are %s is gone', async (mood, code) => {
    started.discord.setDms(started.discord.personId, mood)
    expect(await send(deliveryTo(toPerson(), { notice: reminder }))).toEqual({ kind: 'gone', code })
  })

  test('opening too fast stops all opening for a while, without asking Discord again', async () => {
    started.discord.setDms(started.discord.personId, 'too-fast')
    expect(await send(deliveryTo(toPerson(), { notice: reminder }))).toEqual({ kind: 'wait', retryAfterMs: 10 * MINUTE_MS })
    const before = started.discord.requests.length
    clock.advance(MINUTE_MS)
    expect(await send(deliveryTo(toPerson('2000000000000000009'), { notice: reminder }))).toEqual({
      kind: 'wait',
      retryAfterMs: 9 * MINUTE_MS,
    })
    expect(started.discord.requests.length).toBe(before)
  })

  test('a failed opening sent nothing', async () => {
    started.discord.fault({ kind: 'accept-then-reset', match: { method: 'POST', path: '/users/@me/channels' } })
    expect(await send(deliveryTo(toPerson(), { notice: reminder }))).toMatchObject({ kind: 'unavailable' })
  })
})

describe('what became of an attempt long ago', () => {
  /** Accepted, but the answer was lost; then an hour goes by. */
  async function lost(delivery: ClaimedDelivery): Promise<ClaimedDelivery> {
    started.discord.fault({ kind: 'accept-then-reset', match: POSTS })
    const unsettledSince = clock.now()
    await send(delivery)
    clock.advance(60 * MINUTE_MS)
    return { ...delivery, unsettledSince }
  }

  test('a digest is found by its tag among other messages', async () => {
    const destination = toChannel(started.discord)
    for (let index = 0; index < 120; index += 1) started.discord.say(destination.channelId, `before ${index}`)
    const unsettled = await lost(deliveryTo(destination))
    for (let index = 0; index < 20; index += 1) started.discord.say(destination.channelId, `after ${index}`)
    await send(deliveryTo(destination, { key: 'another digest' }))
    const [ours] = inChannel().filter(({ author }) => author.id === started.discord.botId)
    expect(await settle(unsettled)).toEqual({ kind: 'delivered', messageId: ours?.id })
  })

  test('a direct message without buttons is found by its words', async () => {
    const notice = { ...noticeSaying('Snapchat changes its AI terms.'), kind: 'change' } as const
    const unsettled = await lost(deliveryTo(toPerson(), { notice }))
    expect(await settle(unsettled)).toEqual({ kind: 'delivered', messageId: started.discord.dmsTo(started.discord.personId)[0]?.id })
  })

  test('what is surely not there is absent', async () => {
    const unsettledSince = clock.now()
    started.discord.say(toChannel(started.discord).channelId, 'hello')
    clock.advance(60 * MINUTE_MS)
    expect(await settle(deliveryTo(toChannel(started.discord), { unsettledSince }))).toEqual({ kind: 'absent' })
    expect(await settle(deliveryTo(toPerson(), { unsettledSince }))).toEqual({ kind: 'absent' })
  })

  test('right after the attempt it may be repeated though nobody may look: sent again it stays one message', async () => {
    started.discord.setChannel(toChannel(started.discord).channelId, { readHistory: false })
    started.discord.fault({ kind: 'accept-then-reset', match: POSTS })
    const delivery = { ...deliveryTo(toChannel(started.discord)), unsettledSince: clock.now() }
    expect(await send(delivery)).toMatchObject({ kind: 'ambiguous' })
    expect(await settle(delivery)).toEqual({ kind: 'repeatable' })
    expect(await send(delivery)).toEqual({ kind: 'delivered', messageId: inChannel()[0]?.id })
    expect(inChannel()).toHaveLength(1)
  })

  test('is found though our clock was set back or was ahead of Discord’s at the attempt', async () => {
    const unsettled = await lost(deliveryTo(toChannel(started.discord)))
    expect(await settle({ ...unsettled, unsettledSince: clock.now() + 30 * MINUTE_MS })).toMatchObject({ kind: 'delivered' })
    expect(await settle({ ...unsettled, unsettledSince: clock.now() - 1_000 })).toMatchObject({ kind: 'delivered' })
  })

  test('somebody else’s message with the same tag is not ours', async () => {
    const destination = toChannel(started.discord)
    started.discord.say(destination.channelId, 'Snapchat changes its AI terms.')
    clock.advance(60 * MINUTE_MS)
    const notice = { ...noticeSaying('Snapchat changes its AI terms.'), kind: 'change' } as const
    expect(await settle(deliveryTo(destination, { notice, unsettledSince: START_MS }))).toEqual({ kind: 'absent' })
  })

  test('an empty list says nothing where history cannot be read', async () => {
    const unsettled = await lost(deliveryTo(toChannel(started.discord)))
    started.discord.setChannel(toChannel(started.discord).channelId, { readHistory: false })
    expect(await settle(unsettled)).toEqual({ kind: 'unknown' })
  })

  test('a channel that is gone has no message in it', async () => {
    const unsettled = await lost(deliveryTo(toChannel(started.discord)))
    started.discord.deleteChannel(toChannel(started.discord).channelId)
    expect(await settle(unsettled)).toEqual({ kind: 'absent' })
  })

  test('a Discord that does not answer is asked again later', async () => {
    const unsettled = await lost(deliveryTo(toChannel(started.discord)))
    started.discord.fault({ kind: 'refuse', status: 503, match: { method: 'GET', path: '/channels/{channel_id}/messages' } })
    await expect(settle(unsettled)).rejects.toThrow()
    expect(await settle(unsettled)).toMatchObject({ kind: 'delivered' })
  })
})

describe('whether it may post', () => {
  test('yes where it can see and write', async () => {
    expect(await started.bot.mayPost(toChannel(started.discord))).toEqual({ kind: 'yes' })
  })

  test('no where it may not write, may not look, or where there is nothing', async () => {
    const channel = toChannel(started.discord)
    started.discord.setChannel(channel.channelId, { send: false })
    expect(await started.bot.mayPost(channel)).toEqual({ kind: 'no', why: 'missing-access' })
    started.discord.setChannel(channel.channelId, { view: false })
    expect(await started.bot.mayPost(channel)).toEqual({ kind: 'no', why: 'missing-access' })
    started.discord.deleteChannel(channel.channelId)
    expect(await started.bot.mayPost(channel)).toEqual({ kind: 'no', why: 'unknown-channel' })
  })

  test('a channel of another server than named is none of theirs', async () => {
    const other = started.discord.addGuild()
    expect(await started.bot.mayPost({ ...toChannel(started.discord), channelId: other.channelId })).toEqual({
      kind: 'no',
      why: 'unknown-channel',
    })
  })

  test('unknown when Discord does not say', async () => {
    started.discord.fault({ kind: 'refuse', status: 500, match: { method: 'GET', path: '/roles' } })
    expect(await started.bot.mayPost(toChannel(started.discord))).toEqual({ kind: 'unknown' })
  })
})
