/** A story to practise on: a change that guides know, with the words that prove it, as if a feed saw it now. Nothing in it is made up. */

import type { Catalog } from './core/catalog.ts'
import type { SeenStory } from './core/review.ts'
import { serviceChanges } from './guides/changes.ts'
import { quoteOf } from './notices/change-words.ts'

/** The newest change for the worse that has its proof; another one each time, until all have been had. */
export function sampleStory(catalog: Catalog, now: number, nth: number): SeenStory {
  const changes = catalog.services
    .flatMap(serviceChanges)
    .filter((change) => change.direction === 'worse' && quoteOf(change) !== null)
    .sort((a, b) => (a.effectiveOn > b.effectiveOn ? -1 : a.effectiveOn < b.effectiveOn ? 1 : a.key < b.key ? -1 : 1))
  const services = [...new Map(changes.map((change) => [change.service.slug, change])).values()]
  const change = services[nth % services.length]
  if (change === undefined) throw new Error('no guide has a change with a quote')
  const evidence = change.service.evidence.find(({ id, quote }) => change.rule.evidence.includes(id) && quote !== undefined)
  return {
    story: `practice/${now}/${nth}`,
    version: 1,
    collection: 'practice',
    commit: change.key,
    service: change.service.name,
    document: evidence?.title ?? change.service.name,
    seenAt: now,
    slug: change.service.slug,
    url: evidence?.url ?? null,
    kinds: change.kinds,
    direction: change.direction,
    effectiveOn: change.effectiveOn,
    score: 0.95,
    held: null,
    passages: [{ after: quoteOf(change) ?? '' }],
  }
}
