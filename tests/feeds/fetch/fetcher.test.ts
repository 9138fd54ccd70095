/** The fetcher against a web of real sockets, friendly and hostile. */

import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { userAgent } from '../../../src/feeds/fetch/fetcher.ts'
import { bombOf, certificate, type FakeSite, pages, startSite } from '../../fakes/web/index.ts'
import { aFetcher, allowOf } from './a-fetcher.ts'

const MIB = 1024 * 1024
let site: FakeSite
beforeEach(async () => {
  site = await startSite()
})
afterEach(async () => {
  await site.stop()
  expect(site.complaints).toEqual([])
})

const textOf = (fetched: Awaited<ReturnType<ReturnType<typeof aFetcher>['fetch']>>) =>
  fetched.kind === 'ok' ? Buffer.from(fetched.body).toString('utf8') : fetched

describe('an answer', () => {
  test('comes with its body, type and where it was found', async () => {
    site.on('/policy', pages.says('We use your posts.'))
    expect(await aFetcher().fetch({ url: site.url('/policy?v=2') })).toEqual({
      kind: 'ok',
      url: site.url('/policy?v=2'),
      movedTo: null,
      contentType: 'text/plain; charset=utf-8',
      body: Buffer.from('We use your posts.'),
      validators: { etag: null, lastModified: null, url: site.url('/policy?v=2') },
    })
    expect(site.seen[0]?.path).toBe('/policy?v=2')
  })

  test.each(['gzip', 'br', 'deflate', 'raw deflate'] as const)('is unpacked from %s', async (compression) => {
    site.on('/', pages.compressed('We use your posts. '.repeat(5_000), compression))
    expect(textOf(await aFetcher().fetch({ url: site.url('/') }))).toBe('We use your posts. '.repeat(5_000))
  })

  test('may be packed twice, but not more often, and only in ways we know', async () => {
    const twice = gzipSync(gzipSync('words'))
    site.on('/twice', pages.packed(twice, 'gzip, gzip'))
    site.on('/thrice', pages.packed(gzipSync(twice), 'gzip, gzip, gzip'))
    site.on('/zstd', pages.packed(twice, 'zstd'))
    const fetcher = aFetcher()
    expect(textOf(await fetcher.fetch({ url: site.url('/twice') }))).toBe('words')
    expect(await fetcher.fetch({ url: site.url('/thrice') })).toEqual({ kind: 'refused', code: 'encoding-unknown' })
    expect(await fetcher.fetch({ url: site.url('/zstd') })).toEqual({ kind: 'refused', code: 'encoding-unknown' })
  })

  test.each([
    [404, {}, { kind: 'gone', code: 'http-404' }],
    [410, {}, { kind: 'gone', code: 'http-410' }],
    [401, {}, { kind: 'refused', code: 'http-401' }],
    [403, {}, { kind: 'refused', code: 'http-403' }],
    [451, {}, { kind: 'refused', code: 'http-451' }],
    [500, {}, { kind: 'unavailable', code: 'http-500' }],
    [503, {}, { kind: 'unavailable', code: 'http-503' }],
    [408, {}, { kind: 'unavailable', code: 'http-408' }],
    [204, {}, { kind: 'unavailable', code: 'http-204' }],
    [304, {}, { kind: 'unavailable', code: 'http-304' }],
    [429, {}, { kind: 'wait', retryAfterMs: null, code: 'http-429' }],
    [429, { 'Retry-After': '120' }, { kind: 'wait', retryAfterMs: 120_000, code: 'http-429' }],
    [503, { 'Retry-After': '7' }, { kind: 'wait', retryAfterMs: 7_000, code: 'http-503' }],
    [503, { 'Retry-After': 'Fri, 14 Aug 2026 12:01:00 GMT' }, { kind: 'wait', retryAfterMs: 60_000, code: 'http-503' }],
  ])('of status %i %j is a value', async (status, headers, expected) => {
    site.on('/', pages.status(status, headers))
    const clock = { now: () => Date.UTC(2026, 7, 14, 12) }
    expect(await aFetcher({ clock }).fetch({ url: site.url('/') })).toEqual(expected)
  })
})

describe('asking again', () => {
  test.each([
    [{ etag: 'W/"weak-1"' }],
    [{ etag: '"a, b"' }],
    [{ lastModified: 'Sun, 06 Nov 1994 08:49:37 GMT' }],
    // Not a date as HTTP writes it; it is given back as it came.
    [{ lastModified: '2026-08-14 08:49' }],
  ])('sends back %j to the letter, and hears that nothing changed', async (given) => {
    site.on('/feed', pages.conditional('news', given))
    const fetcher = aFetcher()
    const first = await fetcher.fetch({ url: site.url('/feed') })
    if (first.kind !== 'ok') throw new Error(first.kind)
    expect(first.validators).toEqual({ etag: null, lastModified: null, url: site.url('/feed'), ...given })
    expect(await fetcher.fetch({ url: site.url('/feed'), validators: first.validators })).toEqual({
      kind: 'unchanged',
      validators: first.validators,
    })
  })

  test('is conditional only at the address that gave the validators', async () => {
    site.on('/old', pages.redirects('/new', 301))
    site.on('/new', pages.conditional('news', { etag: '"1"' }))
    const fetcher = aFetcher()
    const first = await fetcher.fetch({ url: site.url('/old') })
    if (first.kind !== 'ok') throw new Error(first.kind)
    expect(first).toMatchObject({ url: site.url('/new'), movedTo: site.url('/new') })
    expect(await fetcher.fetch({ url: site.url('/old'), validators: first.validators })).toMatchObject({ kind: 'unchanged' })
    expect(site.seen.map(({ path, headers }) => `${path} ${headers['if-none-match'] ?? '-'}`)).toEqual([
      '/old -',
      '/new -',
      '/old -',
      '/new "1"',
    ])
  })
})

describe('redirects', () => {
  test('are followed up to five times; only those that are all for good say where it moved', async () => {
    for (const n of [1, 2, 3, 4]) site.on(`/${n}`, pages.redirects(`/${n + 1}`, 308))
    site.on('/5', pages.redirects(site.url('/end'), 307))
    site.on('/end', pages.says('here'))
    site.on('/0', pages.redirects('/1', 301))
    const fetcher = aFetcher()
    expect(await fetcher.fetch({ url: site.url('/1') })).toMatchObject({ kind: 'ok', url: site.url('/end'), movedTo: null })
    expect(await fetcher.fetch({ url: site.url('/0') })).toEqual({ kind: 'refused', code: 'redirects' })
  })

  test('that go in circles or nowhere end', async () => {
    site.on('/a', pages.redirects('/b'))
    site.on('/b', pages.redirects('/a'))
    site.on('/nowhere', pages.status(302))
    site.on('/wrong', pages.redirects('http://'))
    const fetcher = aFetcher()
    expect(await fetcher.fetch({ url: site.url('/a') })).toEqual({ kind: 'refused', code: 'redirects' })
    expect(await fetcher.fetch({ url: site.url('/nowhere') })).toEqual({ kind: 'refused', code: 'redirect-invalid' })
    expect(await fetcher.fetch({ url: site.url('/wrong') })).toEqual({ kind: 'refused', code: 'redirect-invalid' })
  })
})

describe('limits', () => {
  const limits = { sentBytesMax: MIB, bytesMax: 2 * MIB, totalMs: 1_500, idleMs: 300 }
  const small = () => aFetcher({ limits })

  test.each(['gzip', 'br', 'deflate'] as const)('hold against a bomb of %s', async (compression) => {
    site.on('/', pages.packed(bombOf(compression, 60 * MIB), compression))
    const before = process.memoryUsage().rss
    expect(await small().fetch({ url: site.url('/') })).toEqual({ kind: 'refused', code: 'body-too-large' })
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * MIB)
  })

  test('hold against a bomb in a bomb', async () => {
    site.on('/', pages.packed(gzipSync(bombOf('gzip', 150 * MIB)), 'gzip, gzip'))
    expect(await small().fetch({ url: site.url('/') })).toEqual({ kind: 'refused', code: 'body-too-large' })
  })

  test('hold against a body without end, and one that says it is too long', async () => {
    site.on('/endless', pages.endless())
    site.on('/long', pages.says('x', { 'Content-Length': 3 * MIB }))
    expect(await small().fetch({ url: site.url('/endless') })).toEqual({ kind: 'refused', code: 'body-too-large' })
    expect(await small().fetch({ url: site.url('/long') })).toEqual({ kind: 'refused', code: 'body-too-large' })
  })

  test('one request may ask for less', async () => {
    site.on('/', pages.says('x'.repeat(1_000)))
    expect(await small().fetch({ url: site.url('/'), bytesMax: 999 })).toEqual({ kind: 'refused', code: 'body-too-large' })
    expect(await small().fetch({ url: site.url('/'), bytesMax: 1_000 })).toMatchObject({ kind: 'ok' })
  })

  test('on silence, stalling and dripping', async () => {
    site.on('/silent', pages.silent())
    site.on('/stalls', pages.stalls())
    site.on('/drips', pages.drips(50))
    expect(await small().fetch({ url: site.url('/silent') })).toEqual({ kind: 'unavailable', code: 'idle' })
    expect(await small().fetch({ url: site.url('/stalls') })).toEqual({ kind: 'unavailable', code: 'idle' })
    expect(await small().fetch({ url: site.url('/drips') })).toEqual({ kind: 'unavailable', code: 'too-slow' })
  })

  test('on time also while the name is looked up', async () => {
    const fetcher = aFetcher({ limits, resolve: () => new Promise(() => {}), allow: allowOf('slow.example') })
    expect(await fetcher.fetch({ url: 'http://slow.example/' })).toEqual({ kind: 'unavailable', code: 'too-slow' })
  })
})

describe('what is broken', () => {
  test.each([
    ['cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this', 'truncated'],
    ['cut off in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', 'truncated'],
    ['not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'protocol'],
    ['nothing', '', 'protocol'],
    ['heads without end', `HTTP/1.1 200 OK\r\n${'X-Pad: yes\r\n'.repeat(20_000)}\r\n`, 'protocol'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 'protocol'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n', 'protocol'],
  ])('%s is told, not thrown', async (_what, wire, code) => {
    site.on('/', pages.raw(wire))
    expect(await aFetcher().fetch({ url: site.url('/') })).toEqual({ kind: 'unavailable', code })
  })

  test('a length that is too short keeps what it says', async () => {
    site.on('/', pages.raw('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwordsandmore'))
    expect(textOf(await aFetcher().fetch({ url: site.url('/') }))).toBe('word')
  })

  test('a packed body that is damaged or cut short', async () => {
    const packed = gzipSync('We use your posts. '.repeat(500))
    site.on('/damaged', pages.packed(Buffer.concat([packed.subarray(0, 20), Buffer.alloc(30, 7), packed.subarray(50)]), 'gzip'))
    site.on('/short', pages.packed(packed.subarray(0, packed.length - 12), 'gzip'))
    site.on('/plain', pages.packed(Buffer.from('not packed at all'), 'br'))
    const fetcher = aFetcher()
    for (const path of ['/damaged', '/short', '/plain'])
      expect(await fetcher.fetch({ url: site.url(path) }), path).toEqual({ kind: 'refused', code: 'encoding-broken' })
  })

  test('a connection that is reset, one that nobody accepts, a name nobody knows, and TLS that is none', async () => {
    site.on('/', pages.resets())
    const closed = await startSite()
    await closed.stop()
    const unknown = aFetcher({ resolve: () => Promise.reject(new Error('ENOTFOUND')), allow: allowOf('nowhere.example') })
    expect(await aFetcher().fetch({ url: site.url('/') })).toEqual({ kind: 'unavailable', code: 'protocol' })
    expect(await aFetcher().fetch({ url: closed.url('/') })).toMatchObject({ kind: 'unavailable' })
    expect(await unknown.fetch({ url: 'http://nowhere.example/' })).toEqual({ kind: 'unavailable', code: 'dns' })
    expect(await aFetcher().fetch({ url: `https://127.0.0.1:${site.port}/` })).toEqual({ kind: 'unavailable', code: 'tls' })
  })
})

describe('by TLS', () => {
  let secure: FakeSite
  beforeEach(async () => {
    secure = await startSite({ tls: true })
    secure.on('/', pages.compressed('words', 'br'))
  })
  afterEach(() => secure.stop())
  const fetcherFor = (name: string, given = {}) => aFetcher({ allow: allowOf(name), resolve: async () => ['127.0.0.1'], ...given })

  test('a site is read under the name its certificate is for', async () => {
    const fetched = await fetcherFor('site.example', { ca: certificate() }).fetch({ url: secure.url('/', 'site.example') })
    expect(textOf(fetched)).toBe('words')
    expect(secure.seen[0]?.headers.host).toBe(`site.example:${secure.port}`)
  })

  test('a certificate nobody vouches for, or for another name, is refused before anything is asked', async () => {
    const unknown = await fetcherFor('site.example').fetch({ url: secure.url('/', 'site.example') })
    const other = await fetcherFor('other.example', { ca: certificate() }).fetch({ url: secure.url('/', 'other.example') })
    expect([unknown, other]).toEqual([
      { kind: 'unavailable', code: 'tls' },
      { kind: 'unavailable', code: 'tls' },
    ])
    expect(secure.seen).toEqual([])
  })
})

describe('manners', () => {
  test('one connection a host at a time, several hosts side by side', async () => {
    const other = await startSite()
    for (const each of [site, other]) each.on('/', pages.says('here'))
    const fetcher = aFetcher()
    await Promise.all([site, other].flatMap((each) => Array.from({ length: 6 }, () => fetcher.fetch({ url: each.url('/') }))))
    expect(site.seen).toHaveLength(6)
    expect([site.connectionsMost, other.connectionsMost]).toEqual([1, 1])
    await other.stop()
  })

  test('robots.txt is asked for once, and kept to, also behind redirects', async () => {
    let asked = 0
    site.on('/robots.txt', (response) => {
      asked++
      response.end('User-agent: *\nDisallow: /\n\nUser-agent: optout\nDisallow: /private\nAllow: /private/policy$\n')
    })
    for (const path of ['/', '/private/policy', '/private/else']) site.on(path, pages.says('here'))
    site.on('/leads', pages.redirects('/private/else'))
    const fetcher = aFetcher()
    expect(await fetcher.fetch({ url: site.url('/') })).toMatchObject({ kind: 'ok' })
    expect(await fetcher.fetch({ url: site.url('/private/policy') })).toMatchObject({ kind: 'ok' })
    expect(await fetcher.fetch({ url: site.url('/private/else') })).toEqual({ kind: 'refused', code: 'robots' })
    expect(await fetcher.fetch({ url: site.url('/leads') })).toEqual({ kind: 'refused', code: 'robots' })
    expect(asked).toBe(1)
  })

  test('a robots.txt that cannot be had stops us for a while; one that is not there does not', async () => {
    site.on('/', pages.says('here'))
    let now = 0
    const fetcher = aFetcher({ clock: { now: () => now } })
    site.on('/robots.txt', pages.status(500))
    expect(await fetcher.fetch({ url: site.url('/') })).toEqual({ kind: 'unavailable', code: 'robots-unreachable' })
    site.on('/robots.txt', pages.status(403))
    expect(await fetcher.fetch({ url: site.url('/') })).toEqual({ kind: 'unavailable', code: 'robots-unreachable' })
    now += 11 * 60_000
    expect(await fetcher.fetch({ url: site.url('/') })).toMatchObject({ kind: 'ok' })
    site.on('/robots.txt', pages.says('User-agent: *\nDisallow: /'))
    now += 23 * 3_600_000
    expect(await fetcher.fetch({ url: site.url('/') })).toMatchObject({ kind: 'ok' })
    now += 2 * 3_600_000
    expect(await fetcher.fetch({ url: site.url('/') })).toEqual({ kind: 'refused', code: 'robots' })
  })

  test('a contact cannot break out of the header', () => {
    expect(userAgent('1.0.0', 'https://x.example/\r\nX-Evil: 1')).toBe('Optout/1.0.0 (+https://x.example/X-Evil:1)')
  })

  test('giving up ends it at once, before and during', async () => {
    site.on('/', pages.silent())
    const before = AbortSignal.abort()
    expect(await aFetcher().fetch({ url: site.url('/'), signal: before })).toEqual({ kind: 'unavailable', code: 'stopped' })
    const stop = new AbortController()
    const asking = aFetcher().fetch({ url: site.url('/'), signal: stop.signal })
    setTimeout(() => stop.abort(), 100)
    expect(await asking).toEqual({ kind: 'unavailable', code: 'stopped' })
  })
})
