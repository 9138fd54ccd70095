/** docs/catalog.md says what the catalog holds. A guide more or less needs no change there; figures that no longer tell the truth do. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogFigures } from '../../src/guides/figures.ts'
import { loadCatalog } from '../../src/guides/load.ts'

const text = readFileSync(join(import.meta.dirname, '../../docs/catalog.md'), 'utf8')

test('its counts are the catalog’s, give or take a tenth; run `node scripts/write-catalog-figures.ts` when this fails', async () => {
  const [, region = '', on = ''] = /--figures --region (\S+) --on (\d{4}-\d{2}-\d{2})`/.exec(text) ?? []
  const figures = catalogFigures(await loadCatalog(), { region, account: 'personal', device: 'web', on })
  const written = new Map(
    [...text.matchAll(/^\| ([^|]+) \| ([^|]+ \d[^|]*) \|$/gm)].map(([, what = '', cells = '']) => [what, cells.split(' · ')]),
  )
  expect([...written.keys()]).toEqual(figures.map(({ what }) => what))
  for (const { what, counts } of figures) {
    for (const cell of written.get(what) ?? []) {
      const [, name = '', count = ''] = /^(.+) (\d+)$/.exec(cell) ?? []
      const now = counts[name] ?? -1
      expect(Math.abs(now - Number(count)), `${what}: ${name} is ${now} now`).toBeLessThanOrEqual(Math.max(3, now / 10))
    }
  }
})

test('every answer is counted once', async () => {
  const catalog = await loadCatalog()
  const figures = catalogFigures(catalog, { region: 'DE', account: 'business', device: 'web', on: '2026-01-01' })
  for (const what of ['Answers', 'Confidence', 'Age', 'Services by category']) {
    const counts = figures.find((each) => each.what === what)?.counts ?? {}
    expect(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      what,
    ).toBe(catalog.services.length)
  }
})
