/** Finds the service somebody means: by name, alias, product, domain, pasted link, or in spite of a typo. Never guesses in silence. */

import type { Catalog } from '../core/catalog.ts'
import type { Service } from '../core/service.ts'
import { closeness } from './closeness.ts'

export type Lookup =
  | { readonly kind: 'found'; readonly service: Service; readonly how: 'name' | 'link' | 'phrase' | 'typo' }
  /** Several services go by this word. */
  | { readonly kind: 'ambiguous'; readonly services: readonly Service[] }
  /** Nothing goes by this, but these (1–3) look like it. */
  | { readonly kind: 'near'; readonly services: readonly Service[] }
  | { readonly kind: 'unknown' }

/** Longer text is cut before it is looked at: no service has such a name. */
const TYPED_CHARS_MAX = 300
const SUGGESTIONS_MAX = 25

interface Index {
  /** Folded term → services that go by it exactly. */
  readonly exact: ReadonlyMap<string, ReadonlySet<Service>>
  /** Folded single words of names and products → services. */
  readonly words: ReadonlyMap<string, ReadonlySet<Service>>
  readonly domains: ReadonlyMap<string, Service>
  readonly terms: readonly { readonly term: string; readonly service: Service }[]
}

const indexes = new WeakMap<Catalog, Index>()

/** Lower case, no accents, letters and digits only: "Linked-In " and "linkedin" are one. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const wordsIn = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

function indexOf(catalog: Catalog): Index {
  let index = indexes.get(catalog)
  if (index === undefined) {
    index = buildIndex(catalog)
    indexes.set(catalog, index)
  }
  return index
}

function buildIndex(catalog: Catalog): Index {
  const exact = new Map<string, Set<Service>>()
  const words = new Map<string, Set<Service>>()
  const domains = new Map<string, Service>()
  const terms: { term: string; service: Service }[] = []
  const add = (map: Map<string, Set<Service>>, key: string, service: Service) => {
    if (key === '') return
    const found = map.get(key)
    if (found === undefined) map.set(key, new Set([service]))
    else found.add(service)
  }
  for (const service of catalog.services) {
    for (const term of new Set([service.slug, service.name, ...service.aliases, ...service.products].map(fold))) {
      add(exact, term, service)
      terms.push({ term, service })
    }
    for (const name of [service.name, ...service.products])
      for (const word of wordsIn(name)) if (word.length >= 3) add(words, word, service)
    for (const domain of service.domains) domains.set(domain, service)
  }
  return { exact, words, domains, terms }
}

/** Who `typed` means. Pure; reads only the catalog. */
export function lookUp(catalog: Catalog, typed: string): Lookup {
  const text = typed.slice(0, TYPED_CHARS_MAX).trim()
  const folded = fold(text)
  if (folded === '') return { kind: 'unknown' }
  const index = indexOf(catalog)
  const byLink = serviceOfLink(index, text)
  if (byLink !== null) return { kind: 'found', service: byLink, how: 'link' }
  return (
    oneOrAsk(index.exact.get(folded), 'name') ??
    oneOrAsk(index.words.get(folded), 'name') ??
    phrase(index, text) ??
    typo(index, folded) ?? { kind: 'unknown' }
  )
}

function oneOrAsk(services: ReadonlySet<Service> | undefined, how: 'name' | 'phrase'): Lookup | null {
  if (services === undefined) return null
  const [first, second] = services
  if (first === undefined) return null
  return second === undefined ? { kind: 'found', service: first, how } : { kind: 'ambiguous', services: [...services] }
}

/** The service whose domain a pasted link or bare domain belongs to; the longest matching domain wins. */
function serviceOfLink(index: Index, text: string): Service | null {
  for (const token of text.split(/\s+/)) {
    const host = /^(?:https?:\/\/)?(?:[^/@\s]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[:/?#].*)?$/i
      .exec(token.replace(/^[<("']+|[>)"',.!?]+$/g, ''))?.[1]
      ?.toLowerCase()
    if (host === undefined) continue
    for (let domain = host; domain.includes('.'); domain = domain.slice(domain.indexOf('.') + 1)) {
      const service = index.domains.get(domain)
      if (service !== undefined) return service
    }
  }
  return null
}

/** Words too common in questions to name a service on their own inside a sentence. */
const PLAIN_WORDS = new Set(
  'how stop from using with what when does that this your mine data photos training train turn off account meet live line match time box ring next medium arc signal poe suno wise pages link open'.split(
    ' ',
  ),
)

/** A known name inside a sentence: the longest run of words that is one. */
function phrase(index: Index, text: string): Lookup | null {
  // An address we don't know is not a mention of whatever stands in its path.
  const words = wordsIn(text.replace(/\S*:\/\/\S*/g, ' '))
  if (words.length < 2) return null
  for (let size = Math.min(4, words.length); size >= 1; size--) {
    const found = new Set<Service>()
    for (let start = 0; start + size <= words.length; start++) {
      const run = words.slice(start, start + size)
      const key = run.join('')
      if (size === 1 && (key.length < 3 || PLAIN_WORDS.has(key))) continue
      for (const service of index.exact.get(key) ?? []) found.add(service)
    }
    if (found.size > 0) return oneOrAsk(found, 'phrase')
  }
  for (const word of words) {
    if (word.length < 5 || PLAIN_WORDS.has(word)) continue
    const shared = oneOrAsk(index.words.get(word), 'phrase')
    if (shared !== null) return shared
  }
  return null
}

const NEAREST_MAX = 3

function typo(index: Index, folded: string): Lookup | null {
  const best = new Map<Service, number>()
  for (const { term, service } of index.terms) {
    const distance = closeness(folded, term)
    if (distance !== null && distance < (best.get(service) ?? Number.POSITIVE_INFINITY)) best.set(service, distance)
  }
  const ranked = [...best].sort((a, b) => a[1] - b[1] || (a[0].name < b[0].name ? -1 : 1))
  const [first, second] = ranked
  if (first === undefined) return null
  const certain = folded.length >= 5 && first[1] <= (folded.length >= 8 ? 2 : 1) && (second === undefined || second[1] > first[1])
  if (certain) return { kind: 'found', service: first[0], how: 'typo' }
  return { kind: 'near', services: ranked.slice(0, NEAREST_MAX).map(([service]) => service) }
}

/**
 * Services to offer while somebody types, best first, at most 25: exact, then names that begin so, then words that begin so, then names
 * that contain it, then near misses. Nothing typed: `first` (what the person follows), then the rest by name.
 */
export function suggestServices(catalog: Catalog, typed: string, first: readonly string[] = []): readonly Service[] {
  const index = indexOf(catalog)
  const folded = fold(typed.slice(0, TYPED_CHARS_MAX))
  const liked = new Set(first)
  const byName = (a: Service, b: Service) => Number(liked.has(b.slug)) - Number(liked.has(a.slug)) || a.name.localeCompare(b.name, 'en')
  if (folded === '') return [...catalog.services].sort(byName).slice(0, SUGGESTIONS_MAX)
  const ranks = new Map<Service, number>()
  const offer = (service: Service, rank: number) => {
    if (rank < (ranks.get(service) ?? Number.POSITIVE_INFINITY)) ranks.set(service, rank)
  }
  const byLink = serviceOfLink(index, typed.trim())
  if (byLink !== null) offer(byLink, 0)
  for (const { term, service } of index.terms) {
    if (term === folded) offer(service, 0)
    else if (term.startsWith(folded)) offer(service, 1)
    else if (folded.length >= 3 && term.includes(folded)) offer(service, 3)
  }
  for (const [word, services] of index.words) if (word.startsWith(folded)) for (const service of services) offer(service, 2)
  if (ranks.size < NEAREST_MAX && folded.length >= 4) {
    for (const { term, service } of index.terms) {
      const distance = closeness(folded, term)
      if (distance !== null) offer(service, 4 + distance)
    }
  }
  return [...ranks]
    .sort((a, b) => a[1] - b[1] || byName(a[0], b[0]))
    .slice(0, SUGGESTIONS_MAX)
    .map(([service]) => service)
}
