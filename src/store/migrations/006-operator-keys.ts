import type { Migration } from '../migrate.ts'

/** One-time links to the operators' pages, and the browsers that came in by one. */
export const operatorKeys: Migration = {
  number: 6,
  name: 'operator-keys',
  async up(db) {
    await db.schema
      .createTable('operator_key')
      .addColumn('hash', 'text', (column) => column.notNull().primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('ends_at', 'bigint', (column) => column.notNull())
      .execute()
  },
}
