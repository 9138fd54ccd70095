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
  close(): Promise<void>
}

/** Opens one in memory, or in the data directory of a bot that is not running. */
export async function openFilledStore(place: { readonly dataDir: string } | 'in-memory'): Promise<FilledStore> {
  const engine = createSqliteEngine(place === 'in-memory' ? ':memory:' : join(place.dataDir, 'optout.db'))
  const store = await openOn(engine)
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  return {
    store,
    db,
    async close() {
      await db.destroy()
      await store.close()
    },
  }
}
