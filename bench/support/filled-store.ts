/** A store with a second way in, by SQL, for filling it faster than anybody could use it. */

import { join } from 'node:path'
import { Kysely } from 'kysely'
import { openOn, type Store } from '../../src/store/open-store.ts'
import { createSqliteEngine } from '../../src/store/sqlite-engine.ts'
import type { Tables } from '../../src/store/tables.ts'

export interface FilledStore {
  readonly store: Store
  /** The same connection as the store's. */
  readonly db: Kysely<Tables>
}

/** Opens one in memory, or in the data directory of a bot that is not running. Closing the store closes both. */
export async function openFilledStore(place: { readonly dataDir: string } | 'in-memory'): Promise<FilledStore> {
  const engine = createSqliteEngine(place === 'in-memory' ? ':memory:' : join(place.dataDir, 'optout.db'))
  return { store: await openOn(engine), db: new Kysely<Tables>({ dialect: engine.dialect }) }
}
