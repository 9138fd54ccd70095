/** Asks the lookup everything of the corpus and says what it got right. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Catalog } from '../../src/core/catalog.ts'
import { type Lookup, lookUp } from '../../src/guides/lookup.ts'

const Words = z.array(z.coerce.string())
const Corpus = z.strictObject({ found: z.record(z.string(), Words), asks: z.record(z.string(), Words), nothing: Words })

/** What people type, and what they mean. */
export const CORPUS = Corpus.parse(parse(readFileSync(join(import.meta.dirname, 'lookup-corpus.yaml'), 'utf8'), { schema: 'core' }))

export interface Miss {
  readonly typed: string
  readonly expected: string
  readonly got: string
}

/** `asked`: queries with a service in them; `right`: those with the right one first, or that ask back among the right ones. */
export function evaluateLookup(catalog: Catalog) {
  const found = Object.entries(CORPUS.found).flatMap(([slug, queries]) => queries.map((typed) => judge(catalog, typed, [slug])))
  const asks = Object.entries(CORPUS.asks).map(([typed, slugs]) => judge(catalog, typed, slugs))
  const junk = CORPUS.nothing.map((typed) => judge(catalog, typed, []))
  const meant = [...found, ...asks]
  return {
    asked: meant.length,
    right: meant.filter(({ right }) => right).length,
    junkAnswered: junk.filter(({ right }) => !right).length,
    misses: [...meant, ...junk].filter(({ right }) => !right) as readonly Miss[],
  }
}

function judge(catalog: Catalog, typed: string, expected: readonly string[]): Miss & { readonly right: boolean } {
  const answer = lookUp(catalog, typed)
  return { typed, expected: expected.join(' ') || 'nothing', got: describe(answer), right: isRight(answer, expected) }
}

function isRight(answer: Lookup, expected: readonly string[]): boolean {
  if (expected.length === 0) return answer.kind === 'unknown'
  if (answer.kind === 'unknown') return false
  if (expected.length === 1)
    return (answer.kind === 'found' ? answer.service : answer.kind === 'near' ? answer.services[0] : undefined)?.slug === expected[0]
  return answer.kind === 'ambiguous' && expected.every((slug) => answer.services.some((service) => service.slug === slug))
}

const describe = (answer: Lookup) =>
  answer.kind === 'found'
    ? answer.service.slug
    : answer.kind === 'unknown'
      ? 'nothing'
      : `${answer.kind}: ${answer.services.map(({ slug }) => slug).join(' ')}`
