import { type Kysely, sql } from 'kysely'
import type { Leases } from '../core/ports/leases.ts'
import type { Tables } from './tables.ts'

/** The server's own clock, also within a transaction: processes whose clocks differ must agree about when a lease ends. */
const SERVER_NOW_MS = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`

/** {@link Leases} in a table, one row each. A row stays after its lease has ended, since its term must only ever grow. */
export function createPostgresLeases(db: Kysely<Tables>): Leases {
  return {
    shared: true,

    async hold(name, holder, forMs) {
      const until = sql<number>`${SERVER_NOW_MS} + ${forMs}::bigint`
      const ours = await db
        .insertInto('lease')
        .values({ name, holder, term: 1, ends_at: until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet((eb) => ({
              holder,
              ends_at: until,
              term: eb
                .case()
                .when('lease.holder', '=', holder)
                .then(eb.ref('lease.term'))
                .else(eb('lease.term', '+', 1))
                .end(),
            }))
            .where((eb) => eb.or([eb('lease.holder', '=', holder), eb('lease.ends_at', '<=', SERVER_NOW_MS)])),
        )
        .returning('term')
        .executeTakeFirst()
      if (ours !== undefined) return { kind: 'ours', term: ours.term, forMs }
      const theirs = await db
        .selectFrom('lease')
        .select(sql<number>`ends_at - ${SERVER_NOW_MS}`.as('freeInMs'))
        .where('name', '=', name)
        .executeTakeFirst()
      return { kind: 'theirs', freeInMs: Math.max(0, theirs?.freeInMs ?? 0) }
    },

    async release(name, holder) {
      await db.updateTable('lease').set({ ends_at: 0 }).where('name', '=', name).where('holder', '=', holder).execute()
    },
  }
}
