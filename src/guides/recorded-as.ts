/** Which guide covers a document that a collection of policies names in its own way. */

import type { Catalog } from '../core/catalog.ts'
import type { PolicyDocument } from '../core/detection.ts'
import type { RecordedAs, Service } from '../core/service.ts'
import { fold, lookUp } from './lookup.ts'

interface Recorded {
  readonly as: RecordedAs
  readonly service: Service
}

const indexes = new WeakMap<Catalog, ReadonlyMap<string, readonly Recorded[]>>()

function indexOf(catalog: Catalog): ReadonlyMap<string, readonly Recorded[]> {
  const known = indexes.get(catalog)
  if (known !== undefined) return known
  const recorded = catalog.services.flatMap((service) => service.recordedAs.map((as) => ({ as, service })))
  const index = Map.groupBy(recorded, ({ as }) => as.service.toLowerCase())
  indexes.set(catalog, index)
  return index
}

/**
 * The guide that says it is recorded under this name; where no guide does, the one that goes by exactly this name, alias, product or
 * domain. A near miss is none: a change told under the wrong name is worse than one under none.
 */
export function guideRecordedAs(catalog: Catalog, { service: name, document }: PolicyDocument): Service | null {
  const recorded = indexOf(catalog).get(name.toLowerCase())
  if (recorded !== undefined) {
    const named = recorded.find(({ as }) => as.documents?.includes(document))
    return (named ?? recorded.find(({ as }) => as.documents === undefined))?.service ?? null
  }
  const found = lookUp(catalog, name)
  return found.kind === 'found' && goesBy(found.service, name) ? found.service : null
}

function goesBy({ slug, name, aliases, products, domains }: Service, asked: string): boolean {
  const folded = fold(asked)
  return domains.includes(asked.toLowerCase()) || [slug, name, ...aliases, ...products].some((each) => fold(each) === folded)
}
