/** All guides in memory: loaded and cross-checked once, then only read. */

import type { CalendarDate, Evidence, Service } from './service.ts'

/** A guide that goes by another slug now. Slugs are permanent, so the old one leads to it for ever. */
export interface Moved {
  readonly slug: string
  /** The slug of a guide. */
  readonly moved: string
}

/** A guide that is no more, and why. */
export interface Retired {
  readonly slug: string
  readonly retired: CalendarDate
  readonly note: string
  readonly evidence: readonly Evidence[]
}

/** What is left of a guide under a slug that had one. */
export type SlugRecord = Moved | Retired

export interface Catalog {
  /** Sorted by slug. */
  readonly services: readonly Service[]
  /** The guide under this slug, or the one it moved to. */
  find(slug: string): Service | undefined
  /** What became of a guide that is no more. */
  retired(slug: string): Retired | undefined
}

/** Holds these services by slug, and what is left of others. Throws when two share a slug. */
export function createCatalog(services: readonly Service[], records: readonly SlugRecord[] = []): Catalog {
  const bySlug = new Map(services.map((service) => [service.slug, service]))
  if (new Set([...services, ...records].map(({ slug }) => slug)).size !== services.length + records.length)
    throw new Error('two guides share a slug')
  const moved = new Map(records.flatMap((record) => ('moved' in record ? [[record.slug, record.moved] as const] : [])))
  const retired = new Map(records.flatMap((record) => ('retired' in record ? [[record.slug, record] as const] : [])))
  const sorted = [...services].sort((a, b) => (a.slug < b.slug ? -1 : 1))
  return {
    services: sorted,
    find: (slug) => bySlug.get(moved.get(slug) ?? slug),
    retired: (slug) => retired.get(slug),
  }
}
