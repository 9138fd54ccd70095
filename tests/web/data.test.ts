import { generateKeyPairSync } from 'node:crypto'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import { isSignedBy, parsePublicKey } from '../../src/feeds/catalog/signature.ts'
import { catalogSigner } from '../../src/web/sign-catalog.ts'
import { aSite, NOW, textAt } from './a-site.ts'

test('the Atom feed parses, newest first, and each entry leads to a guide', async () => {
  const response = await aSite().request('/changes.atom')
  expect(response.headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8')
  const feed = parseAtomFeed(await response.text())
  expect(feed.links?.[0]).toMatchObject({ rel: 'self', href: 'https://optout.example/changes.atom' })
  expect(feed.entries?.map(({ title, published, updated }) => [title?.value, published?.slice(0, 10), updated?.slice(0, 10)])).toEqual([
    ['Upcoming: on by default', '2026-11-01', '2026-11-01'],
    ['Example: on by default', '2025-09-18', '2025-11-03'],
  ])
  expect(feed.entries?.[0]?.links?.[0]?.href).toBe('https://optout.example/s/upcoming')
  expect(feed.entries?.[1]?.content?.value).toContain(
    '<blockquote>“We use your posts to train our AI models. You can turn this off.”</blockquote>',
  )
})

test('an entry keeps its id from its announcement on, at every address', async () => {
  const idsOf = async (overrides: Parameters<typeof textAt>[2]) =>
    parseAtomFeed(await textAt('/changes.atom', {}, overrides)).entries?.map(({ id }) => id)
  const today = await idsOf({})
  const later = await idsOf({ clock: { now: () => NOW + 90 * 86_400_000 }, publicUrl: 'https://elsewhere.example' })
  expect(today?.every((id) => /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id ?? ''))).toBe(true)
  expect(new Set(later)).toEqual(new Set(today))
})

test('the JSON feed parses and says the same', async () => {
  const response = await aSite().request('/changes.json')
  expect(response.headers.get('Content-Type')).toBe('application/feed+json; charset=utf-8')
  const feed = parseJsonFeed(await response.text())
  expect(feed.items?.map(({ title }) => title)).toEqual(['Upcoming: on by default', 'Example: on by default'])
  expect(feed.feed_url).toBe('https://optout.example/changes.json')
})

test('a feed of one region tells only what holds there', async () => {
  const titles = async (region: string) => parseJsonFeed(await textAt(`/changes.json?region=${region}`)).items?.map(({ title }) => title)
  expect(await titles('DE')).toContain('Example: on by default')
  expect(await titles('JP')).toEqual(['Upcoming: on by default'])
  expect(await titles('JP')).not.toContain('Example: on by default')
})

test('feeds refuse a region they cannot read, rather than tell somebody the wrong things for years', async () => {
  for (const path of ['/changes.atom', '/changes.json', '/calendar.ics']) {
    const response = await aSite().request(`${path}?region=Bavria`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Bavria')
  }
})

test('without a public address, feeds name the one they were asked at', async () => {
  const feed = parseJsonFeed(await textAt('http://127.0.0.1:3000/changes.json', {}, { publicUrl: null }))
  expect(feed.home_page_url).toBe('http://127.0.0.1:3000/changes')
})

test('the calendar has whole days with lasting ids, each line within its length', async () => {
  const response = await aSite().request('/calendar.ics')
  expect(response.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8')
  const text = await response.text()
  const unfolded = text.replace(/\r\n[ \t]/g, '').split('\r\n')
  expect(unfolded[0]).toBe('BEGIN:VCALENDAR')
  expect(unfolded.filter((line) => line.startsWith('DTSTART'))).toEqual(['DTSTART;VALUE=DATE:20270117'])
  expect(unfolded.find((line) => line.startsWith('SUMMARY'))).toBe('SUMMARY:Upcoming: on by default')
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const uid = unfolded.find((line) => line.startsWith('UID:'))
  expect(uid).toMatch(/^UID:[\da-f-]{36}@optout$/)
  const moved = await textAt('/calendar.ics', {}, { clock: { now: () => NOW + 5 * 86_400_000 } })
  expect(moved).toContain(uid?.slice(0, 40))
})

test('the catalog is one document with an ETag, open to every site', async () => {
  const site = aSite()
  const response = await site.request('/catalog.json')
  const document = (await response.json()) as { license: string; services: { slug: string }[] }
  expect(document.license).toBe('CC-BY-4.0')
  expect(document.services.map(({ slug }) => slug)).toEqual(['example', 'hostile', 'quiet', 'upcoming'])
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
  const again = await site.request('/catalog.json', { headers: { 'If-None-Match': response.headers.get('ETag') ?? '' } })
  expect(again.status).toBe(304)
})

test('with a key, the catalog is signed in the way other instances check', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signCatalog = catalogSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()) ?? undefined
  const site = aSite({ signCatalog })
  const body = new Uint8Array(await (await site.request('/catalog.json')).arrayBuffer())
  const signature = await (await site.request('/catalog.json.sig')).text()
  const line = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const key = parsePublicKey(line)
  if (key === null) throw new Error('no key')
  expect(line).toMatch(/^MCowBQYDK2VwAyEA/)
  expect(isSignedBy(key, body, signature)).toBe(true)
  expect(isSignedBy(key, body.subarray(1), signature)).toBe(false)
})

test('without a key there is no signature, and only an Ed25519 key is one', async () => {
  expect((await aSite().request('/catalog.json.sig')).status).toBe(404)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  expect(catalogSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).toBeNull()
  expect(catalogSigner('nonsense')).toBeNull()
})
