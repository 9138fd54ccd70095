import { expect, test } from 'vitest'
import { PACK_NAMES } from '../../src/core/checklist.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { PACKS } from '../../src/guides/packs.ts'

test.each(PACK_NAMES)('the pack %s names services that exist, each once, and few enough to look through', async (name) => {
  const catalog = await loadCatalog()
  const slugs = PACKS[name]
  expect(slugs.filter((slug) => catalog.find(slug) === undefined)).toEqual([])
  expect(new Set(slugs).size).toBe(slugs.length)
  expect(slugs.length).toBeGreaterThanOrEqual(5)
  expect(slugs.length).toBeLessThanOrEqual(15)
})

test('the usual ten are ten', () => {
  expect(PACKS.popular).toHaveLength(10)
})
