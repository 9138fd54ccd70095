/** From the feeds file to the findings, through the one door, over real sockets and across a restart. */

import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { causeOf, createFeeds, FeedsFileError, type FeedsOptions, mergeCatalogs, readFeedsFile } from '../../src/feeds/index.ts'
import { catalogDocument } from '../../src/guides/catalog-document.ts'
import { openStore } from '../../src/store/open-store.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { type FakeSite, pages, startSite } from '../fakes/web/index.ts'
import { aService } from '../guides/service-factory.ts'

let site: FakeSite
let directory: string
beforeEach(async () => {
  site = await startSite()
  directory = mkdtempSync(join(tmpdir(), 'optout-feeds-'))
})
afterEach(async () => {
  await site.stop()
  rmSync(directory, { recursive: true })
  expect(site.complaints).toEqual([])
})

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const html = (words: string) =>
  pages.says(`<html><body><main><p>${`${words} `.repeat(20)}</p></main></body></html>`, { 'Content-Type': 'text/html' })
const rss = (...titles: string[]) =>
  pages.says(
    `<rss version="2.0"><channel><title>N</title>${titles.map((title) => `<item><guid>${title}</guid><title>${title}</title></item>`).join('')}</channel></rss>`,
  )

/** One life of a process: looks once at what is due, and says what it heard. */
async function live(now: number): Promise<string[]> {
  const heard: string[] = []
  const store = await openStore({ dataDir: directory })
  const options: FeedsOptions = {
    file: await readFeedsFile(join(directory, 'feeds.yaml')),
    states: store.sources,
    clock: { now: () => now },
    random: () => 0.5,
    log: createRecordingLog(),
    version: '0.1.0',
    contact: 'https://optout.example/',
    dataDir: directory,
    onFound: async ({ name }, { steps, news, guides }) => {
      heard.push(...steps.map(({ before, after }) => `${name}: ${before?.slice(0, 14) ?? 'nothing'} → ${after.slice(0, 14)}`))
      heard.push(...news.map(({ title }) => `${name}: ${title}`))
      if (guides !== undefined)
        heard.push(`${name}: ${mergeCatalogs(createCatalog([]), [guides]).catalog.services.map(({ slug }) => slug)}`)
    },
    onNotice: async ({ name }, notice) =>
      void heard.push(`${name} ${notice.kind}${notice.kind === 'opened' ? `: ${causeOf(notice.code)}` : ''}`),
  }
  const feeds = createFeeds(options)
  await feeds.recall()
  await feeds.pollDue(new AbortController().signal)
  await feeds.stop()
  await store.close()
  return heard.toSorted()
}

test('news, pages and catalogs are heard once each, and nothing is asked too early after a restart', async () => {
  const catalog = JSON.stringify(catalogDocument(createCatalog([aService({ slug: 'pinboard' })])))
  site.on('/catalog.json', pages.says(catalog))
  site.on('/catalog.json.sig', pages.says(sign(null, Buffer.from(catalog), privateKey).toString('base64')))
  site.on('/policy', html('We keep it all.'))
  site.on('/rss', rss('old'))
  writeFileSync(
    join(directory, 'feeds.yaml'),
    `allow: [127.0.0.1]
sources:
  - { kind: news, name: noyb, url: "${site.url('/rss')}", every: 1h }
  - { kind: page, service: Figma, document: Policy, url: "${site.url('/policy')}", select: main, every: 1h }
  - { kind: catalog, name: Friends, url: "${site.url('/catalog.json')}", key: ${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}, every: 1d }
`,
  )
  const NOON = Date.UTC(2026, 7, 14, 12)
  const HOUR = 3_600_000
  expect(await live(NOON)).toEqual(['Figma: Policy: nothing → We keep it all', 'Friends: pinboard'])
  const asked = site.seen.length
  expect(await live(NOON + HOUR / 2)).toEqual(['Friends: pinboard'])
  expect(site.seen).toHaveLength(asked)

  site.on('/policy', html('We train on it.'))
  site.on('/rss', rss('fresh', 'old'))
  expect(await live(NOON + HOUR)).toEqual(['Figma: Policy: We keep it all → We train on it', 'Friends: pinboard', 'noyb: fresh'])

  site.on('/policy', pages.status(404))
  expect(await live(NOON + 3 * HOUR)).toEqual(['Friends: pinboard'])
  expect(await live(NOON + 6 * HOUR)).toEqual([
    'Figma: Policy opened: The page is not there any more. Look for its new address.',
    'Friends: pinboard',
  ])
  site.on('/policy', html('We train on it.'))
  expect(await live(NOON + 20 * HOUR)).toEqual(['Figma: Policy closed', 'Friends: pinboard'])
})

test('two entries that are the same source are refused by line', async () => {
  writeFileSync(
    join(directory, 'feeds.yaml'),
    'sources:\n  - { kind: news, name: a, url: "https://a.example/" }\n  - { kind: news, name: b, url: "https://a.example/" }\n',
  )
  await expect(live(0)).rejects.toThrow(FeedsFileError)
  await expect(live(0)).rejects.toThrow('feeds.yaml:3 This is the same source as in line 2. Remove one of them.')
})

test('the loop looks by itself and ends when told', async () => {
  site.on('/rss', rss('old'))
  writeFileSync(join(directory, 'feeds.yaml'), `allow: [127.0.0.1]\nsources:\n  - { kind: news, name: noyb, url: "${site.url('/rss')}" }\n`)
  const store = await openStore({ inMemory: true })
  const nothing = async () => {}
  const feeds = createFeeds({
    file: await readFeedsFile(join(directory, 'feeds.yaml')),
    states: store.sources,
    clock: { now: Date.now },
    random: Math.random,
    log: createRecordingLog(),
    version: '0.1.0',
    contact: 'https://optout.example/',
    dataDir: directory,
    onFound: nothing,
    onNotice: nothing,
  })
  feeds.start()
  await expect.poll(() => store.sources.of(`news:${site.url('/rss')}`), { timeout: 10_000 }).toMatchObject({ failures: 0 })
  await feeds.stop()
  await store.close()
})
