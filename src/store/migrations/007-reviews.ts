import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Stories that feeds saw, what operators decided about them, who was told, and what was corrected. */
export const reviews: Migration = {
  number: 7,
  name: 'reviews',
  async up(db, engine) {
    await db.schema
      .createTable('review')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('story', 'text', (column) => column.notNull().unique())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('slug', 'text')
      .addColumn('score', 'real', (column) => column.notNull())
      .addColumn('held', 'text')
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addColumn('seen', 'text', (column) => column.notNull())
      .addColumn('draft', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('goes_at', 'bigint')
      .addColumn('decided_at', 'bigint')
      .execute()
    await db.schema.createIndex('review_state').on('review').columns(['state', 'goes_at']).execute()
    await db.schema.createIndex('review_slug').on('review').columns(['slug', 'seen_at']).execute()
    await db.schema
      .createTable('review_decision')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('review_id', 'integer', (column) => column.notNull().references('review.id').onDelete('cascade'))
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('why', 'text')
      .addColumn('decided_by', 'text')
      .execute()
    await db.schema.createIndex('review_decision_of').on('review_decision').columns(['review_id', 'id']).execute()
    await db.schema
      .createTable('delivery_about')
      .addColumn('change_key', 'text', (column) => column.notNull())
      .addColumn('delivery_id', 'integer', (column) => column.notNull().references('delivery.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('delivery_about_once', ['change_key', 'delivery_id'])
      .execute()
    await db.schema.createIndex('delivery_about_delivery').on('delivery_about').columns(['delivery_id']).execute()
    await db.schema
      .createTable('correction')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('review_id', 'integer', (column) => column.notNull().references('review.id').onDelete('cascade'))
      .addColumn('words', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('written', 'integer', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('review_decision_by')
      .on('review_decision')
      .columns(['decided_by'])
      .where(sql.ref('decided_by'), 'is not', null)
      .execute()
  },
}
