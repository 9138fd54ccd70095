import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { createOperatorDoor } from '../../src/web/index.ts'
import { ANNA, aDelivery, aNotice, GENERAL } from '../contracts/store-samples.ts'
import { aSite, NOW } from './a-site.ts'

const MINUTE = 60_000
let store: Store
let now: number
let woken: number
let site: ReturnType<typeof aSite>
let newPath: () => Promise<string>

beforeEach(async () => {
  store = await openStore({ inMemory: true })
  now = NOW
  woken = 0
  const clock = { now: () => now }
  const door = createOperatorDoor({ keys: store.operatorKeys, clock })
  newPath = door.newPath
  site = aSite({ clock, operators: { door, outbox: store.outbox, wake: () => (woken += 1) } })
})
afterEach(() => store.close())

const OURS = { Origin: 'http://localhost' }
const get = (path: string, cookie = '') => site.request(path, { headers: { Cookie: cookie } })
const post = (path: string, { cookie = '', form = {}, headers = OURS as Record<string, string> } = {}) =>
  site.request(path, { method: 'POST', headers: { ...headers, Cookie: cookie }, body: new URLSearchParams(form) })

async function comeIn(): Promise<string> {
  const entered = await post(await newPath())
  expect(entered.status).toBe(303)
  return (entered.headers.get('Set-Cookie') ?? '').split(';')[0] ?? ''
}

/** One that was given up and one that waits. */
async function fill(): Promise<void> {
  const channel = { kind: 'channel', ...GENERAL } as const
  await store.outbox.enqueue([aDelivery('lost', { class: 'digest', destination: channel, dueAt: NOW - 300 * MINUTE })], NOW)
  const [leased] = await store.outbox.claim({ atMs: NOW, leaseUntilMs: NOW + 1, limit: 1, chatPlatforms: ['slack'] })
  if (leased === undefined) throw new Error('nothing to claim')
  await store.outbox.finish(leased, { outcome: { kind: 'refused', code: 'msg_too_long' }, atMs: NOW, retryAt: null })
  const words = aNotice('what it says is nobody’s business')
  await store.outbox.enqueue([aDelivery('waits', { destination: { kind: 'person', ...ANNA }, notice: words, dueAt: NOW })], NOW)
}

describe('coming in', () => {
  test('looking at the link uses nothing up; pressing the button does', async () => {
    const path = await newPath()
    for (let looks = 0; looks < 3; looks += 1) expect((await get(path)).status).toBe(200)
    expect((await post(path)).status).toBe(303)
    const again = await post(path)
    expect(again.status).toBe(403)
    expect(await again.text()).toContain('This link was used before')
  })

  test('a link is worthless after ten minutes, a session after twelve hours', async () => {
    const path = await newPath()
    now += 10 * MINUTE
    expect((await post(path)).status).toBe(403)
    const cookie = await comeIn()
    now += 12 * 60 * MINUTE - 1
    expect((await get('/operators/outbox', cookie)).status).toBe(200)
    now += 1
    expect((await get('/operators/outbox', cookie)).status).toBe(401)
  })

  test('the cookie is for these pages only, and no script or other site gets at it', async () => {
    const entered = await post(await newPath())
    const cookie = entered.headers.get('Set-Cookie') ?? ''
    for (const part of ['Path=/operators', 'HttpOnly', 'SameSite=Strict']) expect(cookie).toContain(part)
    expect(entered.headers.get('Cache-Control')).toBe('no-store')
  })

  test.each(['/operators', '/operators/outbox', '/operators/outbox?show=waiting'])(
    'without a session nothing is shown at %s',
    async (path) => {
      await fill()
      const outside = await get(path, 'optout_operator=guessed')
      expect(outside.status).toBe(401)
      expect(await outside.text()).not.toContain('msg_too_long')
    },
  )

  test('leaving ends the session for good', async () => {
    const cookie = await comeIn()
    expect((await post('/operators/leave', { cookie })).status).toBe(200)
    expect((await get('/operators/outbox', cookie)).status).toBe(401)
  })
})

describe('the outbox', () => {
  test('shows what was given up and why, and what waits, but no person and no words', async () => {
    await fill()
    const cookie = await comeIn()
    const givenUp = await (await get('/operators/outbox', cookie)).text()
    expect(givenUp).toContain('msg_too_long')
    expect(givenUp).toContain(`slack channel ${GENERAL.channelId}`)
    expect(givenUp).toContain('5 h')
    const waiting = await (await get('/operators/outbox?show=waiting', cookie)).text()
    expect(waiting).toContain('a person on ')
    expect(waiting).not.toContain(ANNA.userId)
    expect(waiting).not.toContain('nobody’s business')
  })

  test('what was given up can be sent again, and the sending is woken', async () => {
    await fill()
    const cookie = await comeIn()
    const [row] = await store.outbox.list({ which: 'discarded', limit: 1 })
    const pressed = await post('/operators/outbox/retry', { cookie, form: { id: String(row?.id) } })
    expect(pressed.headers.get('Location')).toBe('/operators/outbox?done=retry')
    expect(await store.outbox.counts()).toMatchObject({ pending: 2, discarded: 0 })
    expect(woken).toBe(1)
    expect(await (await get('/operators/outbox?done=retry', cookie)).text()).toContain('It will be sent again.')
  })

  test('what waits can be dropped, once', async () => {
    await fill()
    const cookie = await comeIn()
    const [row] = await store.outbox.list({ which: 'waiting', limit: 1 })
    const drop = () => post('/operators/outbox/drop', { cookie, form: { id: String(row?.id) } })
    expect((await drop()).headers.get('Location')).toBe('/operators/outbox?done=drop')
    expect((await drop()).headers.get('Location')).toBe('/operators/outbox?done=none')
    expect(await store.outbox.counts()).toMatchObject({ pending: 0 })
  })

  test.each([
    ['another site', { Origin: 'https://evil.example' }],
    ['a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['another site without an origin', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('a form from %s does nothing', async (_, headers) => {
    await fill()
    const cookie = await comeIn()
    const [row] = await store.outbox.list({ which: 'waiting', limit: 1 })
    expect((await post('/operators/outbox/drop', { cookie, form: { id: String(row?.id) }, headers })).status).toBe(403)
    expect(await store.outbox.counts()).toMatchObject({ pending: 1 })
  })

  test('without a session nothing can be done', async () => {
    await fill()
    for (const path of ['/operators/outbox/retry', '/operators/outbox/drop', '/operators/leave'])
      expect((await post(path)).status).toBe(401)
    expect(await store.outbox.counts()).toMatchObject({ pending: 1, discarded: 1 })
  })

  test('a form that is far too long is refused', async () => {
    const cookie = await comeIn()
    expect((await post('/operators/outbox/retry', { cookie, form: { id: '1'.repeat(5_000) } })).status).toBe(413)
  })
})
