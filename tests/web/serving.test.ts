import { expect, test } from 'vitest'
import { assetPath } from '../../src/web/index.ts'
import { aSite, textAt } from './a-site.ts'

test('every answer carries the security headers', async () => {
  for (const path of ['/', '/healthz', '/nowhere', '/changes.atom', assetPath('site.css')]) {
    const { headers } = await aSite().request(path)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('Strict-Transport-Security')).toContain('max-age=')
  }
})

test('https is only promised when the public address has it', async () => {
  const { headers } = await aSite({ publicUrl: null }).request('/')
  expect(headers.get('Strict-Transport-Security')).toBeNull()
})

test('assets are named by their content and kept for ever; the style sheet finds its fonts', async () => {
  const response = await aSite().request(assetPath('site.css'))
  expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
  const css = await response.text()
  for (const [, path = ''] of css.matchAll(/url\((\/[^)]+)\)/g)) {
    const asset = await aSite().request(path)
    expect([asset.status, asset.headers.get('Content-Type')]).toEqual([200, 'font/woff2'])
  }
  expect((await aSite().request('/assets/site.00000000.css')).status).toBe(404)
  expect((await aSite().request('/assets/..%2f..%2fpackage.json')).status).toBe(404)
})

test('a page asked for again is not sent again', async () => {
  const site = aSite()
  const first = await site.request('/')
  const etag = first.headers.get('ETag') ?? ''
  expect(first.headers.get('Cache-Control')).toBe('no-cache')
  const second = await site.request('/', { headers: { 'If-None-Match': etag } })
  expect(second.status).toBe(304)
  expect(await second.text()).toBe('')
})

test('pages are compressed for those who can read it', async () => {
  const response = await aSite().request('/', { headers: { 'Accept-Encoding': 'gzip' } })
  expect(response.headers.get('Content-Encoding')).toBe('gzip')
  const unpacked = await new Response(response.body?.pipeThrough(new DecompressionStream('gzip'))).text()
  expect(unpacked).toBe(await textAt('/'))
})

test('alive always, ready only once the bot accepts work, and not when asking fails', async () => {
  expect((await aSite({ ready: () => false }).request('/healthz')).status).toBe(200)
  expect((await aSite({ ready: () => false }).request('/readyz')).status).toBe(503)
  expect((await aSite({ ready: () => Promise.reject(new Error('no database')) }).request('/readyz')).status).toBe(503)
  const ready = await aSite().request('/readyz')
  expect([ready.status, ready.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
})

test('metrics are what the registry writes', async () => {
  const metrics = { contentType: 'text/plain; version=0.0.4', metrics: async () => 'up 1\n' }
  const response = await aSite({ metrics }).request('/metrics')
  expect([response.headers.get('Content-Type'), await response.text()]).toEqual(['text/plain; version=0.0.4', 'up 1\n'])
  expect((await aSite().request('/metrics')).status).toBe(404)
})

test('a board of 160 services stays under 60 KB before compression', async () => {
  const { createCatalog } = await import('../../src/core/catalog.ts')
  const { anotherService, aPractice } = await import('../guides/service-factory.ts')
  const many = Array.from({ length: 160 }, (_, index) =>
    anotherService(`service-${index}`, { name: `Some Service ${index}`, products: ['Product'], practices: [aPractice()] }),
  )
  const page = await textAt('/', {}, { catalog: createCatalog(many) })
  expect(Buffer.byteLength(page)).toBeLessThan(60_000)
})
