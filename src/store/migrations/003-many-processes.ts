import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Leases, and who claimed a delivery: what several processes on one database need. */
export const manyProcesses: Migration = {
  number: 3,
  name: 'many-processes',
  async up(db) {
    await db.schema
      .createTable('lease')
      .addColumn('name', 'text', (column) => column.notNull().primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('term', 'integer', (column) => column.notNull())
      .addColumn('ends_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.alterTable('delivery').addColumn('claimed_by', 'text').execute()
    // Only what is being sent this moment is in it.
    await db.schema
      .createIndex('delivery_claimed')
      .on('delivery')
      .columns(['chat_platform'])
      .where(sql.ref('claimed_by'), 'is not', null)
      .execute()
  },
}
