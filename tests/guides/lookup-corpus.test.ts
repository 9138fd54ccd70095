import { expect, test } from 'vitest'
import { loadCatalog } from '../../src/guides/load.ts'
import { CORPUS, evaluateLookup } from './lookup-evaluation.ts'

const catalog = await loadCatalog()

test('the corpus speaks of every service, and of none that is not there', () => {
  expect(Object.keys(CORPUS.found).toSorted()).toEqual(catalog.services.map(({ slug }) => slug))
  expect(
    Object.values(CORPUS.asks)
      .flat()
      .filter((slug) => catalog.find(slug) === undefined),
  ).toEqual([])
})

test('what people type leads to what they mean, and junk to nothing', () => {
  const { asked, right, junkAnswered, misses } = evaluateLookup(catalog)
  expect(asked).toBeGreaterThanOrEqual(500)
  expect(right / asked, JSON.stringify(misses)).toBeGreaterThanOrEqual(0.97)
  expect(junkAnswered, JSON.stringify(misses)).toBe(0)
})
