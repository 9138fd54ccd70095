import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Small values by name: what a process wants to remember across restarts and nothing else asks about. */
export interface Meta {
  /** `null` when it was never set. */
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
}

/** {@link Meta} in a table. */
export function createMetaStore(db: Kysely<Tables>): Meta {
  return {
    async get(key) {
      return (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null
    },
    async set(key, value) {
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },
  }
}
