/** No link, redirect or answer of a name server leads the fetcher into a private network, and none of the public internet is out of reach. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPublicAddress } from '../../../src/feeds/fetch/addresses.ts'
import { ALLOW_NOTHING, parseAllow } from '../../../src/feeds/fetch/allow.ts'
import { connect } from '../../../src/feeds/fetch/connect.ts'
import { guardUrl } from '../../../src/feeds/fetch/guard-url.ts'
import { pages, startSite } from '../../fakes/web/index.ts'
import { aFetcher, allowOf } from './a-fetcher.ts'
import { PRIVATE_ADDRESSES, REFUSED_LINKS } from './ssrf-vectors.ts'

/** A resolver that must not be asked. */
const nobodyAsks = () => Promise.reject(new Error('looked up a name that should have been refused'))

test('there are at least 250 ways in this table', () => {
  expect(new Set(REFUSED_LINKS).size).toBe(REFUSED_LINKS.length)
  expect(REFUSED_LINKS.length).toBeGreaterThanOrEqual(250)
})

test.each(REFUSED_LINKS)('%s is refused without looking anything up', async (url) => {
  expect(guardUrl(url, ALLOW_NOTHING)).toEqual({ refused: expect.stringMatching(/^(url-|address-private)/) })
  const fetched = await aFetcher({ allow: ALLOW_NOTHING, resolve: nobodyAsks }).fetch({ url })
  expect(fetched).toMatchObject({ kind: 'refused' })
})

test.each(PRIVATE_ADDRESSES)('a name that answers %s is refused, also when a public address stands beside it', async (address) => {
  for (const answer of [[address], ['93.184.216.34', address], [address, '2606:2800:220:1::1']]) {
    const fetched = await aFetcher({ allow: ALLOW_NOTHING, resolve: async () => answer }).fetch({ url: 'https://harmless.example/' })
    expect(fetched).toEqual({ kind: 'refused', code: 'address-private' })
  }
})

test.each(REFUSED_LINKS.filter((url) => URL.canParse(url)))('a redirect to %s is refused', async (url) => {
  const site = await startSite()
  site.on('/', pages.raw(`HTTP/1.1 302 Found\r\nLocation: ${new URL(url).href}\r\n\r\n`))
  // Only this site may be reached, under a name of its own.
  const fetcher = aFetcher({
    allow: allowOf('site.example'),
    resolve: async (host) => (host === 'site.example' ? ['127.0.0.1'] : nobodyAsks()),
  })
  expect(await fetcher.fetch({ url: site.url('/', 'site.example') })).toMatchObject({
    kind: 'refused',
    code: expect.stringMatching(/^(url-|address-private)/),
  })
  expect(site.seen).toHaveLength(1)
  await site.stop()
})

test('a redirect to a name that answers with a private address is refused', async () => {
  const site = await startSite()
  site.on('/', pages.redirects(`https://inside.example/`))
  const fetcher = aFetcher({
    allow: allowOf('site.example'),
    resolve: async (host) => [host === 'site.example' ? '127.0.0.1' : '10.0.0.7'],
  })
  expect(await fetcher.fetch({ url: site.url('/', 'site.example') })).toEqual({ kind: 'refused', code: 'address-private' })
  await site.stop()
})

test('a name that answers differently the second time is connected to where it was checked', async () => {
  const site = await startSite()
  const asked: string[] = []
  // Nobody answers there; had the name been asked again for connecting, this machine would have been reached.
  const answers = [['198.51.100.9'], ['127.0.0.1']]
  const target = guardUrl(site.url('/', 'rebinding.example'), allowOf('rebinding.example'))
  if ('refused' in target) throw new Error(target.refused)
  const connected = await connect(target, {
    allow: allowOf('198.51.100.0/24'),
    resolve: async (host) => {
      asked.push(host)
      return answers.shift() ?? ['127.0.0.1']
    },
    signal: AbortSignal.timeout(500),
  })
  expect(connected).toMatchObject({ fault: 'unavailable' })
  expect(asked).toEqual(['rebinding.example'])
  expect(site.connectionsMost).toBe(0)
  await site.stop()
})

test('a resolver that answers with something else than addresses, or nothing, leads nowhere', async () => {
  for (const answer of [[], ['localhost'], [''], ['127.0.0.1/8'], ['0x7f000001'], ['fe80::1%lo']]) {
    const fetched = await aFetcher({ allow: ALLOW_NOTHING, resolve: async () => answer }).fetch({ url: 'https://odd.example/' })
    expect(fetched.kind, JSON.stringify(answer)).not.toBe('ok')
    expect(fetched.kind === 'refused' || fetched.kind === 'unavailable').toBe(true)
  }
})

/** Written out anew, so that a slip in the blocks of the guard is not repeated here. */
function isSpecial([a = 0, b = 0, c = 0, d = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true
  if (a === 100) return b >= 64 && b < 128
  if (a === 168) return b === 63 && c === 129 && d === 16
  if (a === 169) return b === 254
  if (a === 172) return b >= 16 && b < 32
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99)
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100)
  return a === 203 && b === 0 && c === 113
}

const byte = fc.integer({ min: 0, max: 255 })
const publicV4 = fc
  .tuple(byte, byte, byte, byte)
  .filter((bytes) => !isSpecial(bytes))
  .map((bytes) => bytes.join('.'))
/** What registries have given out: 2400::/12, 2600::/12, 2800::/12, 2a00::/12, 2c00::/12. */
const publicV6 = fc
  .tuple(
    fc.constantFrom(0x2400, 0x2600, 0x2800, 0x2a00, 0x2c00),
    fc.integer({ min: 0, max: 15 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 7, maxLength: 7 }),
  )
  .filter(([, , rest]) => rest[4] !== 0x5efe)
  .map(([prefix, low, rest]) => [prefix + low, ...rest].map((group) => group.toString(16)).join(':'))

test('of 1,000 public addresses none is refused, as a link or as the answer of a name', () => {
  fc.assert(
    fc.property(fc.oneof(publicV4, publicV6), (address) => {
      expect(isPublicAddress(address)).toBe(true)
      const url = `https://${address.includes(':') ? `[${address}]` : address}/policy`
      expect(guardUrl(url, ALLOW_NOTHING)).toMatchObject({ port: 443, tls: true })
    }),
    { numRuns: 1_000 },
  )
})

test('ordinary links pass, plain http only where the operator allows it', () => {
  for (const url of [
    'https://example.org/',
    'https://EXAMPLE.org:443/a?b#c',
    'https://bücher.example/',
    'https://example.org./x',
    'https://8.8.8.8/',
  ])
    expect(guardUrl(url, ALLOW_NOTHING), url).toMatchObject({ port: 443 })
  const allow = allowOf('wiki.corp', 'intranet', '10.1.0.0/16', 'fd00::/8')
  for (const url of ['http://wiki.corp/', 'http://WIKI.corp:8080/', 'https://intranet/', 'http://10.1.2.3:9000/', 'http://[fd00::1]/'])
    expect(guardUrl(url, allow), url).toHaveProperty('url')
  for (const url of ['http://other.corp/', 'http://10.2.0.1/', 'http://example.org/', 'http://a.wiki.corp/', 'https://u:p@wiki.corp/'])
    expect(guardUrl(url, allow), url).toHaveProperty('refused')
})

test('what is no host or network is told', () => {
  for (const wrong of ['10.0.0.0/33', 'http://wiki.corp', 'wiki.corp:8080', '*.corp', '1.2.3', '', 'a b', 'fd00::/129', '10.0.0.0/8/8'])
    expect(parseAllow(['wiki.corp', wrong])).toEqual({ wrong })
})
