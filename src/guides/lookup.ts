/** Finds the service somebody means: by name, alias, product, domain, pasted link, or in spite of a typo. Never guesses in silence. */

import type { Catalog } from '../core/catalog.ts'
import type { Service } from '../core/service.ts'
import { closeness } from './closeness.ts'
import { fold, indexOf, type LookupIndex, registeredWord, wordsIn } from './lookup-index.ts'

export { fold } from './lookup-index.ts'

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

/** Who `typed` means. Pure; reads only the catalog. */
export function lookUp(catalog: Catalog, typed: string): Lookup {
  // What would ping a channel names no service, though "everyone" is two slips from Evernote.
  const text = typed
    .slice(0, TYPED_CHARS_MAX)
    .replace(/@(?:everyone|here|channel)\b/gi, ' ')
    .trim()
  const folded = fold(text)
  if (folded === '') return { kind: 'unknown' }
  // A slug that moved still leads to its guide.
  const bySlug = catalog.find(text.toLowerCase())
  if (bySlug !== undefined) return { kind: 'found', service: bySlug, how: 'name' }
  const index = indexOf(catalog)
  const byLink = serviceOfLink(index, text)
  if (byLink !== null) return { kind: 'found', service: byLink, how: 'link' }
  return (
    oneOrAsk(index.exact.get(folded), 'name') ??
    oneOrAsk(index.owners.get(folded), 'name') ??
    oneOrAsk(index.words.get(folded), 'name') ??
    oneOrAsk(index.labels.get(folded), 'name') ??
    slip(index, text, folded) ??
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
function serviceOfLink(index: LookupIndex, text: string): Service | null {
  for (const token of text.split(/\s+/)) {
    const host = /^(?:https?:\/\/)?(?:[^/@\s]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[:/?#].*)?$/i
      .exec(token.replace(/^[<("']+|[>)"',.!?]+$/g, ''))?.[1]
      ?.toLowerCase()
    if (host === undefined) continue
    for (let domain = host; domain.includes('.'); domain = domain.slice(domain.indexOf('.') + 1)) {
      const service = index.domains.get(domain)
      if (service !== undefined) return service
    }
    const national = nationalSite(index, host)
    if (national !== null) return national
  }
  return null
}

/** `pinterest.de` where the guide names `pinterest.com`: the same registered word under a country's own ending, and no other guide's. */
function nationalSite(index: LookupIndex, host: string): Service | null {
  if (!/\.[a-z]{2}$/.test(host)) return null
  const [service, other] = index.labels.get(registeredWord(host) ?? '') ?? []
  return other === undefined ? (service ?? null) : null
}

/** Words too common in questions to name a service on their own inside a sentence. */
const PLAIN_WORDS = new Set(
  'how stop from using with what when does that this your mine data photos training train turn off account meet live line match time box ring next medium arc signal poe suno wise pages link open'.split(
    ' ',
  ),
)

/** A known name inside a sentence: the longest runs of words that are one, else an owner, else a word out of a name. */
function phrase(index: LookupIndex, text: string): Lookup | null {
  // An address we don't know is not a mention of whatever stands in its path.
  const words = wordsIn(text.replace(/\S*:\/\/\S*/g, ' '))
  if (words.length < 2) return null
  const named = mentioned(words, index.exact)
  if (named.size > 0) return oneOrAsk(named, 'phrase')
  const owned = mentioned(words, index.owners)
  if (owned.size > 0) return oneOrAsk(owned, 'phrase')
  for (const word of words) {
    if (word.length < 5 || PLAIN_WORDS.has(word)) continue
    const shared = oneOrAsk(index.words.get(word), 'phrase')
    if (shared !== null) return shared
  }
  return null
}

const RUN_WORDS_MAX = 4

/** Everything the words name, longer runs first; a word belongs to one run only. */
function mentioned(words: readonly string[], terms: LookupIndex['exact']): ReadonlySet<Service> {
  const found = new Set<Service>()
  const taken = new Set<number>()
  for (let size = Math.min(RUN_WORDS_MAX, words.length); size >= 1; size--) {
    for (let start = 0; start + size <= words.length; start++) {
      const places = Array.from({ length: size }, (_, offset) => start + offset)
      if (places.some((place) => taken.has(place))) continue
      const key = words.slice(start, start + size).join('')
      if (size === 1 && isPlain(key)) continue
      const services = terms.get(key)
      if (services === undefined) continue
      for (const service of services) found.add(service)
      for (const place of places) taken.add(place)
    }
  }
  return found
}

/** Two letters name nothing inside a sentence, unless no word could be made of them: "fb", "yt". */
const isPlain = (word: string) =>
  PLAIN_WORDS.has(word) || word.length < 2 || (word.length === 2 && !/^[bcdfghjklmnpqrstvwxz]{2}$|^yt$/.test(word))

const NEAREST_MAX = 3

/** A name of several words with a slip in it: "apple inteligence" is not Apple. Only where little else it could be. */
function slip(index: LookupIndex, text: string, folded: string): Lookup | null {
  const words = wordsIn(text)
  if (words.length < 2 || words.length > RUN_WORDS_MAX || words.some((word) => PLAIN_WORDS.has(word))) return null
  const [first, second] = nearest(index, folded)
  if (first === undefined || first.distance > (folded.length >= SLIPS_CHARS_MIN ? 2 : 1)) return null
  return second !== undefined && second.distance === first.distance ? null : { kind: 'found', service: first.service, how: 'typo' }
}

/** Names this long stay recognisable with two slips. */
const SLIPS_CHARS_MIN = 12

function typo(index: LookupIndex, folded: string): Lookup | null {
  const ranked = nearest(index, folded)
  const [first, second] = ranked
  if (first === undefined) return null
  const certain =
    folded.length >= 5 && first.distance <= (folded.length >= 8 ? 2 : 1) && (second === undefined || second.distance > first.distance)
  if (certain) return { kind: 'found', service: first.service, how: 'typo' }
  return { kind: 'near', services: ranked.slice(0, NEAREST_MAX).map(({ service }) => service) }
}

/** Services one of whose terms is a typo away, the nearest first; at the same distance a name before other words for it. */
function nearest(index: LookupIndex, folded: string): readonly { readonly service: Service; readonly distance: number }[] {
  const best = new Map<Service, { service: Service; distance: number; isName: boolean }>()
  for (const { term, service, isName } of index.terms) {
    const distance = closeness(folded, term)
    if (distance === null) continue
    const known = best.get(service)
    if (known === undefined || distance < known.distance || (distance === known.distance && isName))
      best.set(service, { service, distance, isName })
  }
  return [...best.values()].sort(
    (a, b) => a.distance - b.distance || Number(b.isName) - Number(a.isName) || (a.service.name < b.service.name ? -1 : 1),
  )
}

/**
 * Services to offer while somebody types, best first, at most 25: exact, then names that begin so, then words that begin so, then names
 * that contain it and what an owner of that name runs, then near misses. Nothing typed: `first` (what the person follows), then the rest by name.
 */
export function suggestServices(catalog: Catalog, typed: string, first: readonly string[] = []): readonly Service[] {
  const index = indexOf(catalog)
  const folded = fold(typed.slice(0, TYPED_CHARS_MAX))
  const liked = new Set(first)
  const byName = (a: Service, b: Service) => Number(liked.has(b.slug)) - Number(liked.has(a.slug)) || a.name.localeCompare(b.name, 'en')
  if (folded === '') return [...catalog.services].sort(byName).slice(0, SUGGESTIONS_MAX)
  const ranks = rank(index, typed, folded)
  return [...ranks]
    .sort((a, b) => a[1] - b[1] || byName(a[0], b[0]))
    .slice(0, SUGGESTIONS_MAX)
    .map(([service]) => service)
}

/** How well each service fits what is typed so far, 0 the best. */
function rank(index: LookupIndex, typed: string, folded: string): ReadonlyMap<Service, number> {
  const ranks = new Map<Service, number>()
  const offer = (service: Service, place: number) => {
    if (place < (ranks.get(service) ?? Number.POSITIVE_INFINITY)) ranks.set(service, place)
  }
  const byLink = serviceOfLink(index, typed.trim())
  if (byLink !== null) offer(byLink, 0)
  for (const { term, service } of index.terms) {
    if (term === folded) offer(service, 0)
    else if (term.startsWith(folded)) offer(service, 1)
    else if (folded.length >= 3 && term.includes(folded)) offer(service, 3)
  }
  for (const [word, services] of index.words) if (word.startsWith(folded)) for (const service of services) offer(service, 2)
  if (!index.exact.has(folded)) for (const service of index.owners.get(folded) ?? []) offer(service, 2)
  if (ranks.size < NEAREST_MAX && folded.length >= 4)
    for (const { service, distance } of nearest(index, folded)) offer(service, 4 + distance)
  return ranks
}
