/** The largest input each kind of source takes does not hold up the bot. */

import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { sourceKind as catalogKind } from '../../src/feeds/catalog/source.ts'
import { sourceKind as newsKind } from '../../src/feeds/news/source.ts'
import { sourceKind as pageKind } from '../../src/feeds/page/source.ts'
import type { SourceKind } from '../../src/feeds/source-kind.ts'
import { catalogDocument } from '../../src/guides/catalog-document.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { pages, startSite } from '../fakes/web/index.ts'
import { contextOf } from './a-context.ts'
import { watchMainThread } from './watch-main-thread.ts'

const STALL_MAX_MS = 50
const MIB = 1024 * 1024

/** One look at a source whose site answers with this, and how long the main thread was busy at a stretch. */
async function busyFor(
  kind: SourceKind,
  entry: (url: (path: string) => string) => unknown,
  files: Readonly<Record<string, [string, string]>>,
) {
  const site = await startSite()
  for (const [path, [type, body]] of Object.entries(files)) site.on(path, pages.says(body, { 'Content-Type': type }))
  await using context = contextOf()
  const read = kind.read(entry(site.url), undefined)
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  const source = read.create(context)
  const memory = { latestText: async () => null, unseen: async (items: readonly string[]) => items }
  const poll = () => source.poll({ cursor: null, now: 0, memory, signal: AbortSignal.timeout(50_000) })
  // The site and the certificate of this test run in the same thread and warm up too.
  await poll()
  const watch = watchMainThread()
  const outcome = await poll()
  const { busyMostMs } = watch()
  await site.stop()
  return { outcome, busyMostMs }
}

test('a page of nearly two megabytes', async () => {
  const paragraph = `<p>${'We use your posts to train models unless you object. '.repeat(4)}</p><ul><li>One</li><li>Two</li></ul>`
  const body = `<html><body><main>${paragraph.repeat(4_000)}</main>${'<!-- padding -->'.repeat(50_000)}</body></html>`
  expect(body.length).toBeGreaterThan(1.7 * MIB)
  const { outcome, busyMostMs } = await busyFor(pageKind, (url) => ({ service: 'S', document: 'D', url: url('/'), select: 'main' }), {
    '/': ['text/html', body],
  })
  expect(outcome).toMatchObject({ kind: 'found' })
  expect(busyMostMs).toBeLessThan(STALL_MAX_MS)
})

test('a feed of nearly four megabytes', async () => {
  const item = (n: number) =>
    `<item><guid>${n}</guid><title>Item ${n}</title><description>${'&lt;p&gt;words &amp;amp; more&lt;/p&gt; '.repeat(40)}</description></item>`
  const body = `<rss version="2.0"><channel><title>N</title>${Array.from({ length: 2_200 }, (_, n) => item(n)).join('')}</channel></rss>`
  expect(body.length).toBeGreaterThan(3.5 * MIB)
  const { outcome, busyMostMs } = await busyFor(newsKind, (url) => ({ name: 'N', url: url('/') }), { '/': ['application/rss+xml', body] })
  expect(outcome).toMatchObject({ kind: 'found' })
  expect(busyMostMs).toBeLessThan(STALL_MAX_MS)
})

test('a catalog of two hundred guides', async () => {
  const { services } = await loadCatalog()
  const many = Array.from({ length: 200 }, (_, n) => services[n % services.length]).flatMap((service, n) =>
    service === undefined ? [] : [{ ...service, slug: `service-${n}` }],
  )
  const body = JSON.stringify(catalogDocument(createCatalog(many)))
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { outcome, busyMostMs } = await busyFor(
    catalogKind,
    (url) => ({ name: 'C', url: url('/catalog.json'), key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') }),
    {
      '/catalog.json': ['application/json', body],
      '/catalog.json.sig': ['text/plain', sign(null, Buffer.from(body), privateKey).toString('base64')],
    },
  )
  if (outcome.kind !== 'found') throw new Error(JSON.stringify(outcome))
  expect(outcome.found.guides).toHaveLength(200)
  expect(busyMostMs).toBeLessThan(STALL_MAX_MS)
})
