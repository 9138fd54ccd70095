/** Brings a database to today's tables, step by step, each step once. */

import type { Kysely } from 'kysely'
import type { Engine } from './engine.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { StoreError } from './store-errors.ts'
import type { Tables } from './tables.ts'

/** One numbered step. `up` runs inside a transaction that also records the number. */
export interface Migration {
  readonly number: number
  readonly name: string
  up(db: Pick<Kysely<unknown>, 'schema'>, engine: Engine): Promise<void>
}

/**
 * Runs the steps that this database has not had, all in one transaction, so that it is never left half-way and two processes that
 * start at once do it once. Returns the number of the last step. Throws {@link StoreError} `too-new` for a database from a newer release.
 */
export async function migrate(db: Kysely<Tables>, engine: Engine, migrations: readonly Migration[] = MIGRATIONS): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    await engine.lockForMigration(trx)
    await trx.schema
      .createTable('migration')
      .ifNotExists()
      .addColumn('number', 'integer', (column) => column.notNull().primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .execute()
    const last = await trx
      .selectFrom('migration')
      .select(({ fn }) => fn.max('number').as('number'))
      .executeTakeFirst()
    const had = last?.number ?? 0
    const newest = migrations.at(-1)?.number ?? 0
    if (had > newest) {
      throw new StoreError(
        'too-new',
        `The database was last used by a newer Optout (its tables are version ${had}, this one knows ${newest}). Start the newer release again, or put back a backup from before it.`,
      )
    }
    for (const migration of migrations) {
      if (migration.number <= had) continue
      await migration.up(trx, engine)
      await trx.insertInto('migration').values({ number: migration.number, name: migration.name }).execute()
    }
    return newest
  })
}
