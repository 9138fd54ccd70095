import { constants, createInflate } from 'node:zlib'
import { Client, Events, GatewayIntentBits, Options } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type EchoBot, startEchoBot } from './echo-bot.ts'
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from './index.ts'
import { isObject } from './json.ts'

let fake: FakeDiscord
const open: { stop: () => unknown }[] = []
const start = async (options: FakeDiscordOptions = {}): Promise<void> => {
  fake = await startFakeDiscord(options)
}
const startBot = async (): Promise<EchoBot> => {
  const bot = await startEchoBot(fake)
  open.push(bot)
  return bot
}
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop()
  await fake.stop()
})

/** A bare gateway client, to send what discord.js never would. */
const connect = (search = '?v=10&encoding=json') => {
  const socket = new WebSocket(`${fake.apiUrl.replace('http', 'ws').replace('/api', '')}/${search}`)
  const messages: { op: number; t: string | null; d: unknown }[] = []
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  socket.on('error', () => undefined)
  open.push({ stop: () => socket.terminate() })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const hello = new Promise((resolve) => socket.once('message', resolve))
  return { messages, closed, hello, send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })) }
}
const identity = (more: object = {}) => ({
  token: fake.token,
  intents: 1,
  properties: { os: 'linux', browser: 'test', device: 'test' },
  ...more,
})

describe('the gateway refuses', () => {
  test.each([
    ['a wrong token', 2, { token: 'wrong' }, 4004],
    ['a privileged intent nobody granted', 2, { intents: 1 << 15 }, 4014],
    ['an intent that does not exist', 2, { intents: 1 << 30 }, 4013],
    ['a shard that does not exist', 2, { shard: [2, 2] }, 4010],
    ['an event before IDENTIFY', 3, {}, 4003],
    ['to resume with a wrong token', 6, { token: 'wrong', session_id: 'x', seq: 1 }, 4004],
  ] as const)('%s', async (_name, op, more, code) => {
    await start()
    const { hello, send, closed } = connect()
    await hello
    send(op, identity(more))
    expect(await closed).toBe(code)
  })

  test('an API version, an encoding and a compression it does not speak', async () => {
    await start()
    expect(await connect('?v=9&encoding=json').closed).toBe(4012)
    expect(await connect('?v=10&encoding=etf').closed).toBe(1006)
    expect(await connect('?v=10&encoding=json&compress=zstd-stream').closed).toBe(1006)
  })

  test('what is too big, unknown or said twice', async () => {
    await start()
    const cases: readonly (readonly [number, unknown, number])[] = [
      [3, { status: 'x'.repeat(5000) }, 4002],
      [99, {}, 4001],
      [2, identity(), 4005],
    ]
    for (const [op, data, code] of cases) {
      const { hello, send, closed, messages } = connect()
      await hello
      send(2, identity())
      await fake.waitFor(() => messages.some(({ t }) => t === 'READY'))
      send(op, data)
      expect(await closed).toBe(code)
    }
  })

  test('more than 120 events a minute', async () => {
    await start()
    const { hello, send, closed } = connect()
    await hello
    send(2, identity())
    for (let sent = 0; sent < 120; sent += 1) send(1, null)
    expect(await closed).toBe(4008)
  })

  test('more than 2,500 servers on one shard', async () => {
    await start({ guilds: 2501 })
    const { hello, send, closed } = connect()
    await hello
    send(2, identity())
    expect(await closed).toBe(4011)
  })
})

describe('the gateway', () => {
  test('says its URL, greets, acknowledges heartbeats, and shows the servers', async () => {
    await start({ guilds: 3, guildShape: { channels: 2, roles: 1 } })
    const { client } = await startBot()
    expect(client.guilds.cache.size).toBe(3)
    expect(client.guilds.cache.first()?.channels.cache.size).toBe(2)
    expect(client.guilds.cache.first()?.roles.cache.size).toBe(2)
    expect(client.application.id).toBe(fake.botId)
    expect(fake.gateway.counts).toMatchObject({ identifies: 1, resumes: 0 })
  })

  test('compresses with zlib-stream when asked to', async () => {
    await start()
    const socket = new WebSocket(`${fake.apiUrl.replace('http', 'ws').replace('/api', '')}/?v=10&encoding=json&compress=zlib-stream`)
    open.push({ stop: () => socket.terminate() })
    const inflate = createInflate({ flush: constants.Z_SYNC_FLUSH })
    let text = ''
    inflate.on('data', (chunk) => {
      text += String(chunk)
    })
    socket.on('message', (data) => inflate.write(data as Buffer))
    await fake.waitFor(() => text.includes('heartbeat_interval'))
    socket.send(JSON.stringify({ op: 2, d: identity() }))
    await fake.waitFor(() => text.includes('"t":"GUILD_CREATE"'))
    expect(text).toContain('"t":"READY"')
  })

  test('resumes a session after a cut, and sends what was missed', async () => {
    await start()
    const { client } = await startBot()
    const joined: string[] = []
    client.on(Events.GuildCreate, ({ name }) => joined.push(name))
    fake.gateway.drop()
    await fake.waitFor(() => fake.gateway.live() === 0)
    fake.addGuild({ name: 'Missed' })
    await fake.waitFor(() => fake.gateway.counts.resumes === 1)
    await fake.waitFor(() => joined.length === 1)
    expect(joined).toEqual(['Missed'])
    expect(fake.gateway.counts.identifies).toBe(1)
    expect(fake.violations).toEqual([])
  })

  test('holds an interaction for a bot that resumes within its three seconds', async () => {
    await start()
    await startBot()
    fake.gateway.drop()
    await fake.waitFor(() => fake.gateway.live() === 0)
    const handle = await fake.slash({ command: 'echo', options: { text: 'still there' } })
    expect(handle.message?.content).toBe('still there')
  })

  test('asks for a reconnect (op 7), which resumes', async () => {
    await start()
    await startBot()
    fake.gateway.askReconnect()
    await fake.waitFor(() => fake.gateway.counts.resumes === 1)
    expect(fake.gateway.counts.identifies).toBe(1)
  })

  test('ends a session (op 9), which cannot be resumed then', async () => {
    await start()
    const first = connect()
    await first.hello
    first.send(2, identity())
    await fake.waitFor(() => first.messages.some(({ t }) => t === 'READY'))
    const ready = first.messages.find(({ t }) => t === 'READY')?.d
    fake.gateway.invalidate({ resumable: false })
    await fake.waitFor(() => first.messages.some(({ op, d }) => op === 9 && d === false))
    const second = connect('resume?v=10&encoding=json')
    await second.hello
    second.send(6, { token: fake.token, session_id: isObject(ready) ? ready.session_id : '', seq: 1 })
    await fake.waitFor(() => second.messages.some(({ op, d }) => op === 9 && d === false))
    expect(fake.gateway.live()).toBe(0)
    expect(fake.violations).toEqual([])
  })

  test('can be out for a while', { timeout: 20_000 }, async () => {
    await start()
    await startBot()
    const outage = fake.gateway.outage()
    await fake.waitFor(() => fake.gateway.live() === 0)
    outage.restore()
    await fake.waitFor(() => fake.gateway.live() === 1, 15_000)
    expect((await fake.slash({ command: 'echo', options: { text: 'back' } })).message?.content).toBe('back')
  })

  test('can leave heartbeats unanswered, which makes a bot reconnect', { timeout: 20_000 }, async () => {
    await start({ heartbeatIntervalMs: 100 })
    await startBot()
    fake.gateway.ignoreHeartbeats(true)
    await fake.waitFor(() => fake.gateway.live() === 0, 15_000)
    fake.gateway.ignoreHeartbeats(false)
    await fake.waitFor(() => fake.gateway.counts.resumes >= 1, 15_000)
    expect(fake.gateway.counts.identifies).toBe(1)
  })

  test('tells a bot that it joined and left servers', async () => {
    await start()
    const { client } = await startBot()
    const left: string[] = []
    client.on(Events.GuildDelete, ({ id }) => left.push(id))
    const guild = fake.addGuild()
    await fake.waitFor(() => client.guilds.cache.has(guild.id))
    fake.removeGuild(guild.id)
    await fake.waitFor(() => left.length === 1)
    expect(left).toEqual([guild.id])
  })

  test('spreads ten thousand servers over shards', { timeout: 60_000 }, async () => {
    await start({ guilds: 10_000, maxConcurrency: 16 })
    const client = new Client({
      intents: [GatewayIntentBits.Guilds],
      shards: 'auto',
      makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings }),
      rest: { api: fake.apiUrl },
    })
    open.push({ stop: () => client.destroy() })
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
    await client.login(fake.token)
    await ready
    expect(client.ws.shards.size).toBe(10)
    expect(client.guilds.cache.size).toBe(10_000)
    expect(fake.gateway.live()).toBe(10)
  })
})
