import { expect, test } from 'vitest'
import { aPractice } from './a-practice.ts'

const run = { text: 'linkedin', pane: 'channel' }

test('other sites can neither press nor read, whichever header their browser sends', async () => {
  const practice = await aPractice()
  expect((await practice.post('/run', run, { Origin: 'https://evil.example' })).status).toBe(403)
  expect((await practice.post('/run', run, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await practice.post('/run', run, { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
  expect((await practice.post('/run', run, { Origin: 'null' })).status).toBe(403)
  expect((await practice.get('/state', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' })).status).toBe(403)
  expect(practice.desk.calls).toEqual([])
})

test('its own page and links to it work', async () => {
  const practice = await aPractice()
  expect((await practice.post('/run', run, { Origin: 'http://localhost', 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  expect((await practice.get('/', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' })).status).toBe(200)
})

test('a form of another site cannot post: only JSON is read', async () => {
  const practice = await aPractice()
  const response = await practice.bot.routes.request('/run', {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify(run),
  })
  expect(response.status).toBe(415)
})

test("a name that somebody else's DNS points here is not ours, unless the operator says so", async () => {
  const at = async (host: string, hosts: readonly string[] = []) => (await (await aPractice({ hosts })).get(`http://${host}/state`)).status
  expect(await at('rebind.evil.example')).toBe(403)
  expect(await at('127.0.0.1:3000')).toBe(200)
  expect(await at('[::1]:3000')).toBe(200)
  expect(await at('192.168.1.20')).toBe(200)
  expect(await at('optout.example', ['optout.example'])).toBe(200)
})

test('large, malformed and unknown bodies are refused with a sentence, and nothing happens', async () => {
  const practice = await aPractice()
  expect((await practice.post('/run', { text: 'x'.repeat(20_000), pane: 'channel' })).status).toBe(413)
  for (const [path, body] of [
    ['/run', { text: 'x'.repeat(501), pane: 'channel' }],
    ['/run', { text: '', pane: 'channel' }],
    ['/run', { text: 'a', pane: 'elsewhere' }],
    ['/run', { text: 'a', pane: 'channel', extra: 1 }],
    ['/press', { message: '../x', action: 'a' }],
    ['/submit', { form: 'f1', values: { a: 1 } }],
    ['/person', { manages: 'yes' }],
    ['/start-over', { on: '2026-02-30' }],
    ['/suggest', { text: null, pane: 'channel' }],
  ] as const) {
    const response = await practice.post(path, body)
    expect([path, response.status]).toEqual([path, 400])
    expect(await response.json()).toEqual({ error: 'That request makes no sense here. Load the page again.' })
  }
  const broken = await practice.bot.routes.request('/run', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{' })
  expect(broken.status).toBe(400)
  expect(practice.desk.calls).toEqual([])
})

test('what breaks inside is logged and told in a sentence', async () => {
  const practice = await aPractice()
  practice.desk.answer(() => {
    throw new Error('secret detail')
  })
  const response = await practice.post('/run', run)
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('secret')
})

test('the page runs its own script only, and its files are asked for again but not sent again', async () => {
  const practice = await aPractice()
  const page = await practice.get('/')
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self'")
  const html = await page.text()
  expect(html).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=|\{\{/)
  const script = await practice.get('/app.js')
  expect(script.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
  const again = await practice.get('/app.js', { 'If-None-Match': script.headers.get('ETag') ?? '' })
  expect(again.status).toBe(304)
  for (const path of ['/page.html', '/tsconfig.json', '/..%2fschema.ts', '/none.js']) expect((await practice.get(path)).status).toBe(404)
})
