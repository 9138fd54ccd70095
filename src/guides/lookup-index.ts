/** What services go by, made once a catalog: names, words, domains and owners, folded so that they can be compared. */

import type { Catalog } from '../core/catalog.ts'
import type { Service } from '../core/service.ts'

type Services = ReadonlyMap<string, ReadonlySet<Service>>

export interface LookupIndex {
  /** Folded term → services that go by it exactly. An owner of several services is not a term of one of them, but for its own name. */
  readonly exact: Services
  /** Folded single words of names and products → services. */
  readonly words: Services
  /** Folded owner → its services: "meta", "matchgroup". */
  readonly owners: Services
  readonly domains: ReadonlyMap<string, Service>
  /** The registered word of a domain → services: "fanbox" for fanbox.cc. */
  readonly labels: Services
  readonly terms: readonly { readonly term: string; readonly service: Service; readonly isName: boolean }[]
}

/** Lower case, no accents, letters and digits only: "Linked-In " and "linkedin" are one. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** The words of a text, without case and accents. */
export const wordsIn = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

const indexes = new WeakMap<Catalog, LookupIndex>()

/** The index of a catalog. */
export function indexOf(catalog: Catalog): LookupIndex {
  let index = indexes.get(catalog)
  if (index === undefined) {
    index = buildIndex(catalog)
    indexes.set(catalog, index)
  }
  return index
}

/** Shorter domain words are too often plain words. */
const LABEL_CHARS_MIN = 5

function buildIndex({ services }: Catalog): LookupIndex {
  const owners = collect(services, ({ owner }) => ownerNames(owner))
  return {
    exact: collect(services, (service) => termsOf(service, owners).map(({ term }) => term)),
    words: sharedWords(services),
    owners,
    labels: collect(services, ({ domains }) =>
      domains.flatMap((domain) => registeredWord(domain) ?? []).filter((label) => label.length >= LABEL_CHARS_MIN),
    ),
    domains: new Map(services.flatMap((service) => service.domains.map((domain) => [domain, service] as const))),
    terms: services.flatMap((service) => termsOf(service, owners)),
  }
}

function termsOf(service: Service, owners: Services): LookupIndex['terms'] {
  const names = new Set([service.slug, service.name].map(fold))
  const others = [...service.aliases, ...service.products].map(fold).filter((term) => (owners.get(term)?.size ?? 0) < 2)
  return [...new Set([...names, ...others])].filter((term) => term !== '').map((term) => ({ term, service, isName: names.has(term) }))
}

/** A word inside somebody's name is not also a word for what another calls a product of theirs. */
function sharedWords(services: readonly Service[]): Services {
  const named = collect(services, ({ name }) => longWords([name]))
  const products = collect(services, (service) => longWords(service.products).filter((word) => !named.has(word)))
  return new Map([...products, ...named])
}

const longWords = (names: readonly string[]) => names.flatMap(wordsIn).filter((word) => word.length >= 3)

/** Each key with every service it belongs to. */
function collect(services: readonly Service[], keysOf: (service: Service) => readonly string[]): Services {
  const map = new Map<string, Set<Service>>()
  for (const service of services) {
    for (const key of keysOf(service)) {
      const found = map.get(key)
      if (found === undefined) map.set(key, new Set([service]))
      else found.add(service)
    }
  }
  return map
}

/** What kind of company it is does not belong to its name. */
const COMPANY_WORDS = new Set(
  'a inc llc ltd limited gmbh ggmbh corp corporation co kg se bv nv sa oü pty pbc plc holdings technologies technology foundation platform formerly platforms'.split(
    ' ',
  ),
)
const OWNER_CHARS_MIN = 3

/** "GitHub (Microsoft)" is both; "Stack Exchange, Inc. (Prosus)" is "stackexchange" and "prosus". */
function ownerNames(owner: string): readonly string[] {
  return owner
    .split(/[(),;/&]/)
    .map((part) =>
      wordsIn(part)
        .filter((word) => !COMPANY_WORDS.has(word))
        .join(''),
    )
    .filter((name) => name.length >= OWNER_CHARS_MIN)
}

/** "pinterest" for `pinterest.com`, `www.pinterest.de` and `pinterest.co.uk`: the word a registry gave out. `null` when there is none. */
export function registeredWord(host: string): string | null {
  const parts = host.split('.')
  const last = parts.length - 1
  const twoParts = parts.length > 2 && (parts[last]?.length ?? 0) === 2 && /^(?:co|com|org|net|ac)$/.test(parts[last - 1] ?? '')
  return parts[last - (twoParts ? 2 : 1)] ?? null
}
