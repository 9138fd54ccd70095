import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type EchoBot, startSocketBot } from './echo-bot.ts'
import { type FakeSlack, fakeIds, faults, type Interaction, startFakeSlack } from './index.ts'
import { webClient } from './test-clients.ts'

const { alice, general } = fakeIds
let nowMs = Date.UTC(2026, 10, 22)
const fake: FakeSlack = await startFakeSlack({ now: () => nowMs })
const bot: EchoBot = await startSocketBot(fake)

beforeEach(() => fake.reset())
afterAll(async () => {
  await bot.stop()
  await fake.stop()
})

async function respond(to: Interaction, body: unknown): Promise<string> {
  const response = await fetch(String(to.payload.response_url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return `${response.status} ${await response.text()}`
}

const run = (text = 'hi') => fake.slash({ command: '/echo', text, userId: alice })

describe('how often and how long', () => {
  test('five uses, then it is used up', async () => {
    const said = await run('many')
    await fake.waitFor(() => fake.requests.filter(({ method }) => method === 'response_url').length === 6)
    expect(said.responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(fake.requests.at(-1)).toMatchObject({ method: 'response_url', status: 404, error: 'used_url', accepted: false })
    expect(said.messages.map(({ text }) => text)).toEqual([1, 2, 3, 4, 5].map((count) => `reply ${count}`))
  })

  test('thirty minutes, then it has expired', async () => {
    const said = await run()
    nowMs += 30 * 60_000
    expect(await respond(said, { text: 'just in time' })).toBe('200 ok')
    nowMs += 1
    expect(await respond(said, { text: 'too late' })).toBe('404 {"ok":false,"error":"expired_url"}')
  })

  test('a refused post is not a use', async () => {
    const said = await run()
    for (let count = 0; count < 5; count += 1) expect(await respond(said, {})).toContain('no_text')
    expect(await respond(said, { text: 'still here' })).toBe('200 ok')
  })
})

describe('what it does', () => {
  test('is ephemeral unless told otherwise', async () => {
    const said = await run()
    await respond(said, { text: 'private' })
    await respond(said, { text: 'public', response_type: 'in_channel' })
    expect(fake.ephemeralTo(alice).map(({ text }) => text)).toEqual(['You said hi', 'private'])
    expect(fake.messagesIn(general).map(({ text }) => text)).toEqual(['public'])
  })

  test('replaces what the command last produced', async () => {
    const said = await run()
    const before = said.message
    await respond(said, { text: 'replaced', replace_original: true })
    expect(said.message).toBe(before)
    expect(fake.ephemeralTo(alice).map(({ text }) => text)).toEqual(['replaced'])
  })

  test('deletes the original once', async () => {
    const said = await run()
    expect(await respond(said, { delete_original: true })).toBe('200 ok')
    expect(said.message).toBeUndefined()
    expect(await respond(said, { delete_original: true })).toBe('404 {"ok":false,"error":"message_not_found"}')
  })

  test.each<[string, unknown, string]>([
    ['bad blocks', { text: 'hi', blocks: [{ type: 'sparkle' }] }, '400 {"ok":false,"error":"invalid_blocks"'],
    ['nothing', {}, '500 {"ok":false,"error":"no_text"}'],
    ['no object', [], '500 {"ok":false,"error":"invalid_payload"}'],
  ])('refuses %s and records it', async (_name, body, answer) => {
    expect(await respond(await run(), body)).toContain(answer)
    expect(fake.violations).toHaveLength(1)
  })

  test('records properties it does not know', async () => {
    await respond(await run(), { text: 'hi', ephemeral: true })
    expect(fake.violations).toEqual(['response_url: unknown property ephemeral'])
  })

  test('can fail like any other call', async () => {
    const said = await run()
    fake.fail({ method: 'response_url', channelId: general }, faults.unavailable)
    expect(await respond(said, { text: 'lost' })).toBe('503 ')
    expect(await respond(said, { text: 'hi' })).toBe('200 ok')
    expect(said.responses).toHaveLength(1)
  })
})

describe('trigger ids', () => {
  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Form' }, blocks: [] }
  const open = async (triggerId: unknown) => {
    try {
      await webClient(fake).views.open({ trigger_id: String(triggerId), view })
      return 'ok'
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }

  test('open one modal', async () => {
    const said = await run()
    expect(await open(said.payload.trigger_id)).toBe('ok')
    expect(said.view).toMatchObject({ userId: alice, kind: 'modal' })
    expect(await open(said.payload.trigger_id)).toContain('exchanged_trigger_id')
  })

  test('expire after three seconds', async () => {
    const said = await run()
    nowMs += 3001
    expect(await open(said.payload.trigger_id)).toContain('expired_trigger_id')
    expect(fake.violations).toEqual(['views.open: expired_trigger_id'])
  })

  test('cannot be invented', async () => {
    expect(await open('let me in')).toContain('invalid_trigger_id')
  })

  test('push a second and a third modal, but no fourth; update checks the hash', async () => {
    const client = webClient(fake)
    const said = await run()
    await open(said.payload.trigger_id)
    const blocks = [
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, action_id: 'deeper', text: { type: 'plain_text' as const, text: 'Deeper' } }],
      },
    ]
    const deeper = { ...view, blocks }
    const first = said.view
    if (first === undefined) throw new Error('no modal')
    const { view: updated } = await client.views.update({ view_id: first.id, view: deeper, hash: first.hash })
    await expect(client.views.update({ view_id: first.id, view: deeper, hash: 'stale' })).rejects.toThrow('hash_conflict')
    expect(updated).toMatchObject({ id: first.id, hash: first.hash })
    const push = async () => {
      const [top] = fake.modalsOf(alice).slice(-1)
      if (top === undefined) throw new Error('no modal')
      const pressed = await fake.pressButton(top, 'deeper')
      await client.views.push({ trigger_id: String(pressed.payload.trigger_id), view: deeper })
    }
    await push()
    await push()
    await expect(push()).rejects.toThrow('push_limit_reached')
    expect(fake.modalsOf(alice)).toHaveLength(3)
  })

  test('a refused view names the place', async () => {
    const said = await run()
    const wrong = { ...view, title: { type: 'plain_text' as const, text: 'A title that is far too long' } }
    await expect(webClient(fake).views.open({ trigger_id: String(said.payload.trigger_id), view: wrong })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
      },
    })
  })
})
