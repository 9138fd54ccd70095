import type { Migration } from '../migrate.ts'

/** What is remembered of the sources of policies and news: how the last look went, the texts of watched pages, the items of feeds. */
export const sources: Migration = {
  number: 8,
  name: 'sources',
  async up(db) {
    await db.schema
      .createTable('source_state')
      .addColumn('source', 'text', (column) => column.notNull().primaryKey())
      .addColumn('cursor', 'text')
      .addColumn('polled_at', 'bigint', (column) => column.notNull())
      .addColumn('read_at', 'bigint')
      .addColumn('next_at', 'bigint', (column) => column.notNull())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('failing_since', 'bigint')
      .addColumn('code', 'text')
      .addColumn('told_since', 'bigint')
      .execute()

    await db.schema
      .createTable('source_text')
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('recorded_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('source_text_once', ['source', 'version'])
      .execute()

    await db.schema
      .createTable('source_item')
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('item', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('source_item_once', ['source', 'item'])
      .execute()
    await db.schema.createIndex('source_item_by_age').on('source_item').columns(['source', 'seen_at']).execute()
  },
}
