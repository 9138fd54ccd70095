/** Each kind of source against a web of real sockets, with a memory as the store keeps it. */

import { generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PolicySource, PollOutcome } from '../../src/core/ports/policy-source.ts'
import { sourceKind as catalogKind } from '../../src/feeds/catalog/source.ts'
import { sourceKind as newsKind } from '../../src/feeds/news/source.ts'
import { sourceKind as pageKind } from '../../src/feeds/page/source.ts'
import type { SourceKind } from '../../src/feeds/source-kind.ts'
import { catalogDocument } from '../../src/guides/catalog-document.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { type FakeSite, pages, startSite } from '../fakes/web/index.ts'
import { contextOf } from './a-context.ts'

let site: FakeSite
let store: Store
// One for all: its thread takes most of a second to start.
const context = contextOf()
const NOW = Date.UTC(2026, 7, 14, 12)

beforeEach(async () => {
  site = await startSite()
  store = await openStore({ inMemory: true })
})
afterEach(async () => {
  await Promise.all([site.stop(), store.close()])
  expect(site.complaints).toEqual([])
})

afterAll(() => context[Symbol.asyncDispose]())

function make(kind: SourceKind, entry: unknown): PolicySource {
  const read = kind.read(entry, undefined)
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.create(context)
}

const memoryOf = (source: PolicySource) => ({
  latestText: () => store.sources.latestText(source.id),
  unseen: (items: readonly string[]) => store.sources.unseen(source.id, items),
})

/** One look, remembered as the poller does. */
async function look(source: PolicySource, now = NOW): Promise<PollOutcome> {
  const state = await store.sources.of(source.id)
  const outcome = await source.poll({ cursor: state?.cursor ?? null, now, memory: memoryOf(source), signal: AbortSignal.timeout(30_000) })
  if (outcome.kind === 'found' || outcome.kind === 'unchanged') {
    const next = {
      source: source.id,
      cursor: outcome.cursor,
      polledAt: now,
      readAt: now,
      nextAt: now,
      failures: 0,
      failingSince: null,
      code: null,
      toldSince: null,
    }
    await store.sources.record(next, outcome.kind === 'found' ? outcome.keep : {})
  }
  return outcome
}

describe('news', () => {
  const feed = (...titles: string[]) =>
    `<rss version="2.0"><channel><title>News</title>${titles.map((title) => `<item><guid>${title}</guid><title>${title}</title><link>https://n.example/${title}</link><pubDate>Fri, 14 Aug 2026 10:00:00 GMT</pubDate></item>`).join('')}</channel></rss>`
  const titlesOf = (outcome: PollOutcome) => (outcome.kind === 'found' ? outcome.found.news.map(({ title }) => title) : outcome)
  const open = () => make(newsKind, { name: 'noyb', url: site.url('/rss') })

  test('what a feed holds at the first look is old; what comes later is told once, also when it leaves and returns', async () => {
    const source = open()
    const says = (...titles: string[]) => site.on('/rss', pages.says(feed(...titles)))
    says('a', 'b')
    expect(titlesOf(await look(source))).toEqual([])
    says('c', 'a', 'b')
    expect(titlesOf(await look(source))).toEqual(['c'])
    says('d')
    expect(titlesOf(await look(source))).toEqual(['d'])
    says('e', 'a', 'c')
    expect(await look(source)).toMatchObject({
      found: {
        steps: [],
        news: [{ source: source.id, title: 'e', url: 'https://n.example/e', publishedAt: NOW - 7_200_000, summary: '' }],
      },
    })
  })

  test('asks conditionally, after a restart too', async () => {
    site.on('/rss', pages.conditional(feed('a'), { etag: 'W/"1"' }))
    expect(titlesOf(await look(open()))).toEqual([])
    expect(await look(open())).toMatchObject({ kind: 'unchanged' })
    expect(site.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, 'W/"1"'])
  })

  test('a date from the future is no date', async () => {
    const source = open()
    site.on('/rss', pages.says(feed('a')))
    await look(source)
    site.on('/rss', pages.says(feed('b').replaceAll('2026', '2031')))
    expect(await look(source)).toMatchObject({ found: { news: [{ title: 'b', publishedAt: null }] } })
  })

  test('a page where the feed was is told, and nothing is forgotten', async () => {
    const source = open()
    site.on('/rss', pages.says(feed('a')))
    await look(source)
    site.on('/rss', pages.says('<!doctype html><html><body>We moved</body></html>'))
    expect(await look(source)).toEqual({ kind: 'unavailable', code: 'not-a-feed' })
    site.on('/rss', pages.status(404))
    expect(await look(source)).toEqual({ kind: 'gone', code: 'http-404' })
    site.on('/rss', pages.says(feed('a', 'b')))
    expect(titlesOf(await look(source))).toEqual(['b'])
  })
})

describe('page watch', () => {
  const policy = (words: string) =>
    pages.says(`<html><body><main><h1>Policy</h1><p>${`${words} `.repeat(20)}</p></main><p>${Math.random()}</p></body></html>`, {
      'Content-Type': 'text/html',
    })
  const textOf = (words: string) => `# Policy\n\n${`${words} `.repeat(20).trim()}`
  const entry = () => ({ service: 'Figma', document: 'Privacy Policy', url: site.url('/privacy'), select: 'main' })

  test('yields a step when the text changed, and only then', async () => {
    const source = make(pageKind, entry())
    site.on('/privacy', policy('We keep your files.'))
    const step = { service: 'Figma', document: 'Privacy Policy', collection: source.id, at: NOW, technical: false }
    const first = await look(source)
    expect(first).toMatchObject({
      kind: 'found',
      found: { news: [], steps: [{ ...step, before: null, after: textOf('We keep your files.') }] },
    })
    expect(await look(source)).toMatchObject({ kind: 'unchanged' })
    site.on('/privacy', policy('We train on your files.'))
    const second = await look(source)
    expect(second).toMatchObject({
      found: { steps: [{ ...step, before: textOf('We keep your files.'), after: textOf('We train on your files.') }] },
    })
    site.on('/privacy', policy('We keep your files.'))
    const third = await look(source)
    const ids = [first, second, third].flatMap((outcome) => (outcome.kind === 'found' ? outcome.found.steps.map(({ id }) => id) : []))
    expect(new Set(ids).size).toBe(3)
    expect((await store.sources.texts(source.id)).map(({ version }) => version)).toEqual([3, 2, 1])
  })

  test('a look that was not remembered finds the same step under the same name', async () => {
    const source = make(pageKind, entry())
    site.on('/privacy', policy('We keep your files.'))
    const unremembered = await source.poll({ cursor: null, now: NOW, memory: memoryOf(source), signal: AbortSignal.timeout(9_000) })
    const again = await look(source)
    if (unremembered.kind !== 'found' || again.kind !== 'found') throw new Error('nothing found')
    expect(again.found.steps.map(({ id }) => id)).toEqual(unremembered.found.steps.map(({ id }) => id))
  })

  test('a change of selectors is our own doing: read anew in spite of "unchanged", and marked as technical', async () => {
    const html = `<html><body><main><p>${'We keep your files. '.repeat(20)}</p></main><aside>${'More. '.repeat(50)}</aside></body></html>`
    site.on('/privacy', (response, request, socket) => {
      response.setHeader('Content-Type', 'text/html')
      pages.conditional(html, { etag: '"1"' })(response, request, socket)
    })
    await look(make(pageKind, entry()))
    expect(await look(make(pageKind, entry()))).toMatchObject({ kind: 'unchanged' })
    const wider = make(pageKind, { ...entry(), select: ['main', 'aside'] })
    expect(await look(wider)).toMatchObject({ kind: 'found', found: { steps: [{ technical: true }] } })
    expect(await look(wider)).toMatchObject({ kind: 'unchanged' })
  })

  test('a page that was rebuilt, or came without its words, changes nothing', async () => {
    const source = make(pageKind, entry())
    site.on('/privacy', policy('We keep your files.'))
    await look(source)
    site.on('/privacy', pages.says('<html><body><div id="app">Loading</div></body></html>', { 'Content-Type': 'text/html' }))
    expect(await look(source)).toEqual({ kind: 'refused', code: 'select-missed' })
    site.on('/privacy', pages.says('<html><body><main>Loading</main></body></html>', { 'Content-Type': 'text/html' }))
    expect(await look(source)).toEqual({ kind: 'unavailable', code: 'page-empty' })
    site.on('/privacy', policy('We keep your files.'))
    expect(await look(source)).toMatchObject({ kind: 'unchanged' })
  })
})

describe('another instance’s catalog', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const open = () => make(catalogKind, { name: 'Example', url: site.url('/catalog.json'), key })
  const serve = (body: string, signature = sign(null, Buffer.from(body), privateKey).toString('base64')) => {
    site.on('/catalog.json', pages.conditional(body, { etag: `"${body.length}"` }))
    site.on('/catalog.json.sig', pages.says(`${signature}\n`))
  }

  test('is taken over whole, and stands after a restart', async () => {
    const catalog = await loadCatalog()
    serve(JSON.stringify(catalogDocument(catalog)))
    const outcome = await look(open())
    if (outcome.kind !== 'found') throw new Error(JSON.stringify(outcome))
    expect(outcome.found.guides?.map(({ slug }) => slug)).toEqual(catalog.services.map(({ slug }) => slug))
    expect(JSON.stringify(outcome.found.guides)).toBe(JSON.stringify(catalog.services))
    expect(await look(open())).toMatchObject({ kind: 'unchanged' })
    const again = open()
    expect((await again.recall?.(memoryOf(again)))?.guides).toHaveLength(catalog.services.length)
  })

  test('is refused when the signature is another’s, of another text, missing or nonsense', async () => {
    const body = JSON.stringify({ license: 'CC-BY-4.0', services: [] })
    const stranger = generateKeyPairSync('ed25519').privateKey
    for (const signature of [
      sign(null, Buffer.from(body), stranger).toString('base64'),
      sign(null, Buffer.from(`${body} `), privateKey).toString('base64'),
      '',
      'AAAA',
      '<html>',
    ]) {
      serve(body, signature)
      expect(await look(open()), signature).toEqual({ kind: 'unavailable', code: 'signature-wrong' })
    }
    site.on('/catalog.json.sig', pages.status(404))
    expect(await look(open())).toEqual({ kind: 'refused', code: 'signature-missing' })
    const source = open()
    expect(await source.recall?.(memoryOf(source))).toBeNull()
  })

  test('guides that do not follow the schema are left out; what is no catalog is refused', async () => {
    const { services } = await loadCatalog()
    const [first, second] = structuredClone(services)
    serve(JSON.stringify({ license: 'CC-BY-4.0', services: [{ ...first, slug: '../evil' }, second, second, 7, { slug: 'x' }] }))
    expect(await look(open())).toMatchObject({ kind: 'found', found: { guides: [{ slug: second?.slug }] } })
    for (const body of ['{}', '[]', 'null', 'nonsense', '{"license":"all mine","services":[]}', `${'['.repeat(50_000)}`]) {
      serve(body)
      expect(await look(open()), body.slice(0, 40)).toEqual({ kind: 'refused', code: 'not-a-catalog' })
    }
  })
})
