/** The whole catalog as one JSON document, the same from the command line and on the web. */

import type { Catalog } from '../core/catalog.ts'
import type { Service } from '../core/service.ts'

export interface CatalogDocument {
  /** What may be done with it (SPDX). */
  readonly license: 'CC-BY-4.0'
  /** By slug. */
  readonly services: readonly Service[]
}

/** Everything every guide says. */
export function catalogDocument(catalog: Catalog): CatalogDocument {
  return { license: 'CC-BY-4.0', services: catalog.services }
}
