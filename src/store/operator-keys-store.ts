import type { Kysely } from 'kysely'
import type { OperatorKeys } from '../core/ports/operator-keys.ts'
import type { Tables } from './tables.ts'

/** {@link OperatorKeys} in a table. */
export function createOperatorKeysStore(db: Kysely<Tables>): OperatorKeys {
  return {
    async keep({ hash, kind, endsAt }, atMs) {
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('operator_key').where('ends_at', '<=', atMs).execute()
        await trx.insertInto('operator_key').values({ hash, kind, ends_at: endsAt }).execute()
      })
    },
    async redeem(hash, atMs) {
      const { numDeletedRows } = await db
        .deleteFrom('operator_key')
        .where('hash', '=', hash)
        .where('kind', '=', 'link')
        .where('ends_at', '>', atMs)
        .executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
    async holds(hash, atMs) {
      const row = await db
        .selectFrom('operator_key')
        .select('hash')
        .where('hash', '=', hash)
        .where('kind', '=', 'session')
        .where('ends_at', '>', atMs)
        .executeTakeFirst()
      return row !== undefined
    },
    async end(hash) {
      await db.deleteFrom('operator_key').where('hash', '=', hash).execute()
    },
  }
}
