import type { APIMessage } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FakeDiscord, type FakeDiscordOptions, snowflakeAt, startFakeDiscord } from './index.ts'
import { outcomeOf, restFor } from './rest-client.ts'

let fake: FakeDiscord
let now: number
let channelId: string
const start = async (options: FakeDiscordOptions = {}): Promise<void> => {
  now = Date.UTC(2026, 10, 22, 9)
  fake = await startFakeDiscord({ now: () => now, ...options })
  channelId = fake.guilds()[0]?.channelId ?? ''
}
beforeEach(() => start())
afterEach(() => fake.stop())

const post = (body: object, channel = channelId) => restFor(fake).post(`/channels/${channel}/messages`, { body }) as Promise<APIMessage>
const list = async (query: Record<string, string> = {}) =>
  (await restFor(fake).get(`/channels/${channelId}/messages`, { query: new URLSearchParams(query) })) as readonly APIMessage[]
const texts = async (query: Record<string, string> = {}) => (await list(query)).map(({ content }) => content)

describe('an enforced nonce', () => {
  test('gives the first message back instead of making a second', async () => {
    const first = await post({ content: 'one', nonce: 'n1', enforce_nonce: true })
    const second = await post({ content: 'two', nonce: 'n1', enforce_nonce: true })
    expect(second).toMatchObject({ id: first.id, content: 'one' })
    expect(fake.messagesIn(channelId)).toHaveLength(1)
  })

  test('is the author’s, so the same one in another channel gives the first channel’s message', async () => {
    const other = fake.addChannel(fake.guilds()[0]?.id ?? '')
    await post({ content: 'one', nonce: 'n1', enforce_nonce: true })
    expect(await post({ content: 'two', nonce: 'n1', enforce_nonce: true }, other.id)).toMatchObject({ channel_id: channelId })
    expect(fake.messagesIn(other.id)).toEqual([])
  })

  test('is forgotten after a few minutes', async () => {
    await post({ content: 'one', nonce: 'n1', enforce_nonce: true })
    now += 3 * 60_000 + 1
    await post({ content: 'two', nonce: 'n1', enforce_nonce: true })
    expect(fake.messagesIn(channelId)).toHaveLength(2)
  })

  test('means nothing when it is not enforced', async () => {
    await post({ content: 'one', nonce: 'n1' })
    await post({ content: 'two', nonce: 'n1' })
    expect(fake.messagesIn(channelId)).toHaveLength(2)
  })
})

describe('the list of messages', () => {
  beforeEach(async () => {
    for (const content of ['a', 'b', 'c', 'd']) {
      now += 60_000
      await post({ content })
    }
  })

  test('is newest first and as long as asked for', async () => {
    expect(await texts()).toEqual(['d', 'c', 'b', 'a'])
    expect(await texts({ limit: '2' })).toEqual(['d', 'c'])
  })

  test('can start after an instant, for which an id can be made', async () => {
    expect(await texts({ after: snowflakeAt(now - 90_000) })).toEqual(['d', 'c'])
    expect(await texts({ after: snowflakeAt(now - 200_000), limit: '2' })).toEqual(['b', 'a'])
  })

  test('can end before a message', async () => {
    const [, , b] = await list()
    expect(await texts({ before: b?.id ?? '' })).toEqual(['a'])
  })

  test('is empty, not refused, without Read Message History', async () => {
    fake.setChannel(channelId, { readHistory: false })
    expect(await texts()).toEqual([])
  })

  test('shows what people wrote, and no nonces', async () => {
    await post({ content: 'mine', nonce: 'n1' })
    fake.say(channelId, 'hello')
    expect((await list({ limit: '2' })).map(({ content, nonce }) => [content, nonce])).toEqual([
      ['hello', undefined],
      ['mine', undefined],
    ])
  })

  test('refuses parameters it does not know and limits over 100', async () => {
    expect(await outcomeOf(list({ limt: '2' }))).toMatchObject({ problems: ['limt UNKNOWN_PROPERTY'] })
    expect(await outcomeOf(list({ limit: '101' }))).toMatchObject({ problems: ['limit NUMBER_TYPE_MAX'] })
  })
})

describe('what the bot may not do', () => {
  test.each([
    ['post where it may not', () => fake.setChannel(channelId, { send: false }), 403, 50013],
    ['see where it may not', () => fake.setChannel(channelId, { view: false }), 403, 50001],
    ['post where nothing is left', () => fake.deleteChannel(channelId), 404, 10003],
    ['post in a server it was thrown out of', () => fake.removeGuild(fake.guilds()[0]?.id ?? ''), 403, 50001],
  ] as const)('%s is a fact of life, not a breach', async (_name, change, status, code) => {
    change()
    expect(await outcomeOf(post({ content: 'x' }))).toMatchObject({ status, code })
    expect(fake.violations).toEqual([])
  })

  test("change another's message", async () => {
    const { id } = fake.say(channelId, 'hello')
    expect(await outcomeOf(restFor(fake).patch(`/channels/${channelId}/messages/${id}`, { body: { content: 'x' } }))).toMatchObject({
      code: 50005,
    })
  })

  test('change a message a moderator deleted', async () => {
    const message = await post({ content: 'x' })
    fake.removeMessage(message)
    expect(await outcomeOf(restFor(fake).patch(`/channels/${channelId}/messages/${message.id}`, { body: { content: 'y' } }))).toMatchObject(
      { code: 10008 },
    )
  })

  test('ping everyone without being seen to do it', async () => {
    expect((await post({ content: 'hi @everyone' })).mention_everyone).toBe(true)
    expect((await post({ content: 'hi @everyone', allowed_mentions: { parse: [] } })).mention_everyone).toBe(false)
  })
})

describe('DMs', () => {
  const open = (person: string) => restFor(fake).post('/users/@me/channels', { body: { recipient_id: person } }) as Promise<{ id: string }>

  test('are one channel however often they are opened', async () => {
    const { id } = await open(fake.personId)
    expect(await open(fake.personId)).toMatchObject({ id })
    await post({ content: 'hello' }, id)
    expect(fake.dmsTo(fake.personId)).toMatchObject([{ content: 'hello' }])
  })

  test.each([
    ['closed', 50007],
    ['no-mutual-guild', 50278],
    ['too-fast', 40003],
  ] as const)('that are %s refuse what is sent, not the opening', async (mood, code) => {
    const { id } = await open(fake.personId)
    fake.setDms(fake.personId, mood)
    expect(await outcomeOf(post({ content: 'hello' }, id))).toMatchObject({ status: 403, code })
    expect(fake.violations).toEqual([])
  })

  test('cannot be opened to many people at once', async () => {
    await fake.stop()
    await start({ dmOpensPerTenMinutes: 2 })
    await open('1000000000000000011')
    await open('1000000000000000012')
    expect(await outcomeOf(open('1000000000000000013'))).toMatchObject({ code: 40003 })
    expect(await outcomeOf(open('1000000000000000011'))).toMatchObject({ code: 0 })
    now += 10 * 60_000
    expect(await outcomeOf(open('1000000000000000013'))).toMatchObject({ code: 0 })
  })
})
