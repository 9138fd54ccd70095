import type { Kysely } from 'kysely'
import type { Announcements } from '../core/ports/announcements.ts'
import type { Tables } from './tables.ts'

/** Where in `meta` it is kept that a baseline exists. */
export const BASELINE_KEY = 'announcements.baseline-at'
const KEYS_PER_QUERY = 500

/** {@link Announcements} in tables. */
export function createAnnouncementsStore(db: Kysely<Tables>): Announcements {
  return {
    async hasBaseline() {
      return (await db.selectFrom('meta').select('key').where('key', '=', BASELINE_KEY).executeTakeFirst()) !== undefined
    },

    async setBaseline(keys, atMs) {
      await db.transaction().execute(async (trx) => {
        for (const chunk of chunks(keys)) {
          await trx
            .insertInto('announcement')
            .values(chunk.map((key) => ({ key, noted_at: atMs, baseline: 1 })))
            .onConflict((conflict) => conflict.column('key').doNothing())
            .execute()
        }
        await trx
          .insertInto('meta')
          .values({ key: BASELINE_KEY, value: String(atMs) })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .execute()
      })
    },

    async unseen(keys) {
      const seen = new Set<string>()
      for (const chunk of chunks(keys)) {
        for (const row of await db.selectFrom('announcement').select('key').where('key', 'in', chunk).execute()) seen.add(row.key)
      }
      return keys.filter((key) => !seen.has(key))
    },

    async note(keys, atMs) {
      if (keys.length === 0) return
      await db
        .insertInto('announcement')
        .values(keys.map((key) => ({ key, noted_at: atMs, baseline: 0 })))
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute()
    },

    async notedSince(atMs) {
      return await db
        .selectFrom('announcement')
        .select(['key', 'noted_at as atMs'])
        .where('noted_at', '>=', atMs)
        .where('baseline', '=', 0)
        .orderBy('noted_at')
        .orderBy('key')
        .execute()
    },
  }
}

function* chunks(keys: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) yield keys.slice(start, start + KEYS_PER_QUERY)
}
