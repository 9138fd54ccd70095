import { expect, test } from 'vitest'
import { loadCatalog } from '../../src/guides/load.ts'
import { CORPUS, evaluateLookup } from './lookup-evaluation.ts'

const catalog = await loadCatalog()

test('the corpus speaks of nearly every service, and of none that is not there', () => {
  const spoken = Object.keys(CORPUS.found)
  expect(spoken.filter((slug) => catalog.find(slug) === undefined)).toEqual([])
  // A new guide needs no change here to be added.
  expect(spoken.length / catalog.services.length).toBeGreaterThan(0.9)
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
