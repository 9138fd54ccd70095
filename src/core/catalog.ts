/** All guides in memory: loaded and cross-checked once, then only read. */

import type { Service } from './service.ts'

export interface Catalog {
  /** Sorted by slug. */
  readonly services: readonly Service[]
  find(slug: string): Service | undefined
}

/** Holds these services by slug. Throws when two share a slug. */
export function createCatalog(services: readonly Service[]): Catalog {
  const bySlug = new Map(services.map((service) => [service.slug, service]))
  if (bySlug.size !== services.length) throw new Error('two guides share a slug')
  const sorted = [...services].sort((a, b) => (a.slug < b.slug ? -1 : 1))
  return { services: sorted, find: (slug) => bySlug.get(slug) }
}
