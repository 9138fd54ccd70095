/** One catalog from our own guides and those of other instances. */

import { type Catalog, createCatalog } from '../../core/catalog.ts'
import type { Service } from '../../core/service.ts'

export interface Merged {
  readonly catalog: Catalog
  /** Slugs of guides that gave way, for the log. */
  readonly gaveWay: readonly string[]
}

/**
 * Our own files always win, then other instances in the order of the feeds file. A guide gives way as a whole when its slug, its name, or
 * one of its aliases, products or domains is taken: two guides that answer to one name would make answers a matter of chance.
 */
export function mergeCatalogs(own: Catalog, others: readonly (readonly Service[])[]): Merged {
  const taken = new Set(own.services.flatMap(namesOf))
  const services: Service[] = [...own.services]
  const gaveWay: string[] = []
  for (const service of others.flat()) {
    const names = namesOf(service)
    if (names.some((name) => taken.has(name))) gaveWay.push(service.slug)
    else {
      services.push(service)
      for (const name of names) taken.add(name)
    }
  }
  return { catalog: createCatalog(services), gaveWay }
}

function namesOf({ slug, name, aliases, products, domains }: Service): string[] {
  return [`slug ${slug}`, ...[slug, name, ...aliases, ...products, ...domains].map(folded)]
}

/** As people type it: case, spaces and signs do not tell two services apart. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '')
}
