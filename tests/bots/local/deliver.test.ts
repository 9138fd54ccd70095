import { expect, test } from 'vitest'
import { aDelivery, aPractice, type View } from './a-practice.ts'

const signal = new AbortController().signal
const viewOf = async (practice: Awaited<ReturnType<typeof aPractice>>) => (await (await practice.get('/state')).json()) as View

test('a delivery lands in its pane, and the log says what it was and why', async () => {
  const practice = await aPractice()
  const outcome = await practice.bot.deliver(aDelivery(), signal)
  const { messages, sent } = await viewOf(practice)
  expect(outcome).toEqual({ kind: 'delivered', messageId: messages[0]?.id })
  expect(messages).toMatchObject([{ pane: 'channel', private: false, typed: null, discord: '1 change to AI training' }])
  expect(sent).toMatchObject([{ kind: 'digest', key: 'digest/1/2026-08-14', to: 'channel', attempt: 1, dueAt: aDelivery().dueAt }])
})

test('the same delivery is never shown twice', async () => {
  const practice = await aPractice()
  const first = await practice.bot.deliver(aDelivery(), signal)
  const second = await practice.bot.deliver(aDelivery({ attempt: 2 }), signal)
  expect(second).toEqual(first)
  expect((await viewOf(practice)).messageIds).toHaveLength(1)
})

test('a person gets theirs as a direct message; places that are not here are gone', async () => {
  const practice = await aPractice()
  await practice.bot.deliver(
    aDelivery({ id: 2, class: 'follow', destination: { kind: 'person', chatPlatform: 'local', userId: 'mina' } }),
    signal,
  )
  expect((await viewOf(practice)).messages).toMatchObject([{ pane: 'person' }])
  for (const destination of [
    { kind: 'person', chatPlatform: 'local', userId: 'somebody' },
    { kind: 'channel', chatPlatform: 'local', installationId: 'practice', channelId: 'other' },
    { kind: 'person', chatPlatform: 'slack', userId: 'mina' },
  ] as const)
    expect(await practice.bot.deliver(aDelivery({ id: 3, destination }), signal)).toMatchObject({ kind: 'gone' })
})

test('settling tells what is so: delivered, absent, or unknown once it was forgotten', async () => {
  const practice = await aPractice()
  const { bot } = practice
  expect(await bot.settle(aDelivery(), signal)).toEqual({ kind: 'absent' })
  const outcome = await bot.deliver(aDelivery(), signal)
  expect(await bot.settle(aDelivery(), signal)).toEqual({
    kind: 'delivered',
    messageId: outcome.kind === 'delivered' ? outcome.messageId : '',
  })
  for (let id = 2; id <= 10_001; id += 1) await bot.deliver(aDelivery({ id }), signal)
  expect(await bot.settle(aDelivery({ id: 1 }), signal)).toEqual({ kind: 'unknown' })
  expect(await bot.settle(aDelivery({ id: 10_002 }), signal)).toEqual({ kind: 'absent' })
})

test('after starting over, ids that are used again are new deliveries', async () => {
  const practice = await aPractice()
  await practice.bot.deliver(aDelivery(), signal)
  await practice.act('/start-over', { on: null })
  await practice.bot.deliver(aDelivery(), signal)
  expect((await viewOf(practice)).messageIds).toHaveLength(1)
})

test('nothing is taken after stop, until it is started again', async () => {
  const { bot } = await aPractice()
  expect(bot.ready).toBe(true)
  await bot.stop()
  await bot.stop()
  expect(bot.ready).toBe(false)
  expect(await bot.deliver(aDelivery(), signal)).toEqual({ kind: 'unavailable', code: 'stopped' })
  await bot.start()
  expect(await bot.deliver(aDelivery(), signal)).toMatchObject({ kind: 'delivered' })
})

test('it may post to its one channel', async () => {
  const { bot } = await aPractice()
  const channel = { chatPlatform: 'local', installationId: 'practice', channelId: 'privacy' } as const
  expect(await bot.mayPost(channel)).toEqual({ kind: 'yes' })
  expect(await bot.mayPost({ ...channel, channelId: 'general' })).toEqual({ kind: 'no', why: 'unknown-channel' })
})
