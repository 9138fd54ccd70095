import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type EchoBot, startSocketBot } from './echo-bot.ts'
import { type FakeSlack, fakeIds, startFakeSlack } from './index.ts'
import { isJsonObject, parseJson } from './json.ts'
import { refusalOf, webClient } from './test-clients.ts'

const { alice, general } = fakeIds
let fake: FakeSlack

beforeEach(async () => {
  fake = await startFakeSlack({ ackTimeoutMs: 150 })
})
afterEach(() => fake.stop())

/** A bare client that answers nothing unless told to. */
async function connect(): Promise<WebSocket> {
  const { url = '' } = await webClient(fake, fake.appToken).apps.connections.open()
  const socket = new WebSocket(url)
  await new Promise((resolve) => socket.once('open', resolve))
  return socket
}

const nextMessage = (socket: WebSocket) =>
  new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(parseJson(String(data)))))

describe('connecting', () => {
  test('a ticket opens one connection, and an invented one none', async () => {
    const { url = '' } = await webClient(fake, fake.appToken).apps.connections.open()
    const first = new WebSocket(url)
    expect(await nextMessage(first)).toMatchObject({ type: 'hello', num_connections: 1 })
    for (const used of [url, url.replace(/ticket=[^&]+/, 'ticket=forged')]) {
      const refused = new WebSocket(used)
      const error = await new Promise<Error>((resolve) => refused.once('error', resolve))
      expect(error.message).toContain('401')
    }
    expect(fake.socket.connections).toBe(1)
  })

  test('an eleventh connection is refused', async () => {
    for (let count = 0; count < 10; count += 1) await connect()
    expect(await refusalOf(webClient(fake, fake.appToken).apps.connections.open())).toMatchObject({
      error: 'too_many_websocket_connections',
    })
  })

  test('connections take payloads in turn', async () => {
    const sockets = [await connect(), await connect()]
    const seen = [0, 0]
    for (const [index, socket] of sockets.entries()) {
      socket.on('message', (data) => {
        const envelope = parseJson(String(data))
        if (!isJsonObject(envelope) || envelope.envelope_id === undefined) return
        seen[index] = (seen[index] ?? 0) + 1
        socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }))
      })
    }
    for (let count = 0; count < 4; count += 1) await fake.slash({ command: '/echo' })
    expect(seen).toEqual([2, 2])
  })
})

describe('acknowledging', () => {
  test('nobody connected: the person sees an error', async () => {
    expect(await fake.slash({ command: '/echo' })).toMatchObject({ failure: 'not_connected', ackedInMs: undefined })
  })

  test('an acknowledgement that never comes is a timeout', async () => {
    await connect()
    const answer = await fake.slash({ command: '/echo' })
    expect(answer).toMatchObject({ failure: 'timeout', message: undefined })
    expect(fake.timeouts).toEqual(['slash_commands not acknowledged within 150 ms over Socket Mode'])
  })

  test('an invented acknowledgement is a violation', async () => {
    const socket = await connect()
    socket.send(JSON.stringify({ envelope_id: 'invented' }))
    socket.send('what?')
    await fake.waitFor(() => fake.violations.length === 2)
    expect(fake.violations).toEqual([
      'Socket Mode: acknowledged an envelope that was never sent',
      'Socket Mode: a message without an envelope_id',
    ])
  })
})

describe('Bolt over Socket Mode', () => {
  let bot: EchoBot
  beforeEach(async () => {
    bot = await startSocketBot(fake)
  })
  afterEach(() => bot.stop())

  test('a slash command is acknowledged with the reply the person sees', async () => {
    const said = await fake.slash({ command: '/echo', text: ' linkedin ', userId: alice, channelId: general })
    expect(said.payload).toMatchObject({
      command: '/echo',
      text: 'linkedin',
      user_id: alice,
      channel_id: general,
      channel_name: 'general',
      team_id: fakeIds.team,
    })
    expect(said.ackedInMs).toBeLessThan(150)
    expect(said.message).toMatchObject({ ephemeralTo: alice, text: 'You said linkedin' })
    expect(fake.violations).toEqual([])
  })

  test('plain words as an acknowledgement are a message, too', async () => {
    expect((await fake.slash({ command: '/echo', text: 'plain' })).message).toMatchObject({ text: 'plain words', blocks: [] })
  })

  test('a handler that does not acknowledge is a timeout', async () => {
    expect((await fake.slash({ command: '/echo', text: 'never' })).failure).toBe('timeout')
    expect(fake.timeouts).toHaveLength(1)
  })

  test('an event is acknowledged, and the second delivery says so', async () => {
    const first = await fake.mention({ text: 'hi' })
    expect(first.failure).toBeUndefined()
    const again = await fake.redeliver(first)
    expect(again.payload.event_id).toBe(first.payload.event_id)
    await fake.waitFor(() => fake.messagesIn(general).filter(({ botId }) => botId !== undefined).length === 2)
  })

  test.each(['warning', 'refresh_requested'] as const)('a %s makes the client leave', async (reason) => {
    fake.socket.disconnect(reason)
    await fake.waitFor(() => fake.socket.connections === 0)
  })

  test('a dropped connection is noticed', async () => {
    fake.socket.drop()
    await fake.waitFor(() => fake.socket.connections === 0)
    expect((await fake.slash({ command: '/echo' })).failure).toBe('not_connected')
  })
})
