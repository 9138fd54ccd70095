/** Slugs are permanent: one that moved leads to its guide for ever, one that was retired says so. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { checkContent } from '../../src/guides/check.ts'
import { ContentError } from '../../src/guides/content-error.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { lookUp } from '../../src/guides/lookup.ts'
import { aDesk, anAsker, words } from '../commands/a-world.ts'
import { aSite } from '../web/a-site.ts'
import { aGuideText, aService, TODAY } from './service-factory.ts'

const RETIRED = `slug: gone
retired: 2026-03-01
note: It closed, and its site with it.
evidence:
  - id: notice
    url: https://gone.example/closing
    title: Closing notice
    publisher: Gone
    kind: statement
    dated: 2026-02-01
    edition: { jurisdictions: [world], language: en }
    quote: We close on 1 March 2026.
    supports: that it closed
`

let dir: string
const write = (name: string, text: string) => writeFileSync(join(dir, `${name}.yaml`), text)
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'optout-records-'))
  write('example', aGuideText())
  write('former', 'slug: former\nmoved: example\n')
  write('gone', RETIRED)
})
afterEach(() => rmSync(dir, { recursive: true }))

const rules = () => checkContent(dir, { today: TODAY }).map(({ file, line, rule }) => `${file.split('/').at(-1)}:${line} ${rule}`)

test('a slug that moved leads to its guide: by slug and by what people type', async () => {
  const catalog = await loadCatalog(dir)
  expect(catalog.services.map(({ slug }) => slug)).toEqual(['example'])
  expect(catalog.find('former')?.slug).toBe('example')
  expect(lookUp(catalog, 'Former')).toMatchObject({ kind: 'found', service: { slug: 'example' } })
  expect(catalog.find('gone')).toBeUndefined()
  expect(catalog.retired('gone')?.note).toBe('It closed, and its site with it.')
})

test('on the web the old address leads to the new one for good, with what was asked; a retired one says what became of it', async () => {
  const site = aSite({ catalog: await loadCatalog(dir) })
  const moved = await site.request('/s/former?region=FR')
  expect([moved.status, moved.headers.get('Location')]).toEqual([301, '/s/example?region=FR'])
  const gone = await site.request('/s/gone')
  expect(gone.status).toBe(410)
  const page = await gone.text()
  for (const said of ['was retired on 1 March 2026. It closed, and its site with it.', '“We close on 1 March 2026.”'])
    expect(page).toContain(said)
})

test('in a chat both are answered, and a checklist keeps what it had', async () => {
  const { desk, store, world } = await aDesk({ catalog: await loadCatalog(dir) })
  const asker = anAsker({ zone: 'Europe/Berlin' })
  expect(words(await desk.runText('former', asker))).toContain('Example: AI training is on by default')
  expect(words(await desk.runText('gone', asker))).toContain('We have no guide for gone since 1 March 2026')
  await store.checklists.add(asker.person, [
    { slug: 'former', practice: 'training', state: 'todo', markedOn: '2026-11-22', askAgain: true },
  ])
  expect(words(await desk.runText('checklist', asker))).toContain('Example, a switch')
  await store.people.follow(asker.person, 'former', { atMs: world.clock.now(), max: 9 })
  expect(words(await desk.runText('following', asker))).toContain('Example')
})

test('well-formed records pass the checks', () => {
  expect(rules()).toEqual([])
})

test.each([
  ['leads nowhere', 'old', 'slug: old\nmoved: nowhere\n', 'old.yaml:2 moved-to-guide'],
  ['leads to a record', 'old', 'slug: old\nmoved: former\n', 'old.yaml:2 moved-to-guide'],
  ['has another name than its file', 'old', 'slug: older\nmoved: example\n', 'old.yaml:1 slug-matches-file'],
  ['has a key nobody knows', 'old', 'slug: old\nmoved: example\nwhy: because\n', 'old.yaml:3 schema'],
  ['gives no proof', 'old', 'slug: old\nretired: 2026-01-01\nnote: Closed.\n', 'old.yaml:1 schema'],
])('a record that %s is told', (_, name, text, expected) => {
  write(name, text)
  expect(rules()).toContain(expected)
})

test('a retired slug is never a name of another guide', () => {
  write('example', aGuideText({ aliases: ['Gone'] }))
  expect(rules()).toEqual(['gone.yaml:1 slug-not-reused'])
})

test('a broken record stops the load like a broken guide, and two of one slug cannot stand together', async () => {
  write('old', 'slug: old\nmoved: 12\n')
  await expect(loadCatalog(dir)).rejects.toThrow(ContentError)
  expect(() => createCatalog([aService()], [{ slug: 'example', moved: 'example' }])).toThrow('two guides share a slug')
})
