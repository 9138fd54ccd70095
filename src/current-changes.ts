/** Every change there is to tell now: those the guides know, and those operators announced. Kept in memory, looked up anew when asked to. */

import type { Catalog } from './core/catalog.ts'
import type { Change } from './core/change.ts'
import type { Reviews } from './core/ports/reviews.ts'
import { serviceChanges } from './guides/changes.ts'
import { allChanges, announcedChange } from './notices/announced-change.ts'

export interface CurrentChanges {
  /** The same list as long as nothing differs. */
  all(): readonly Change[]
  /** Looks what was announced by `atMs`: by this process or another. */
  refresh(atMs: number): Promise<void>
}

export function createCurrentChanges(catalog: Catalog, reviews: Pick<Reviews, 'announced'>): CurrentChanges {
  const known = catalog.services.flatMap(serviceChanges)
  let changes: readonly Change[] = known
  let seen = ''
  return {
    all: () => changes,
    async refresh(atMs) {
      const approved = (await reviews.announced(atMs)).filter(({ state }) => state === 'approved')
      const version = approved.map(({ id, revision }) => `${id}.${revision}`).join(' ')
      if (version === seen) return
      seen = version
      changes = allChanges(
        known,
        approved.flatMap((review) => announcedChange(review, catalog) ?? []),
      )
    },
  }
}
