import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** People and what they follow, digests, the outbox, and what has been announced. */
export const firstTables: Migration = {
  number: 1,
  name: 'first-tables',
  async up(db, engine) {
    await db.schema
      .createTable('person')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('chat_platform', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('region', 'text')
      .addColumn('account', 'text')
      .addColumn('device', 'text')
      .addColumn('locale', 'text')
      .addColumn('zone', 'text')
      .addUniqueConstraint('person_once', ['chat_platform', 'user_id'])
      .execute()

    await db.schema
      .createTable('follow')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('person_id', 'integer', (column) => column.notNull().references('person.id').onDelete('cascade'))
      .addColumn('slug', 'text', (column) => column.notNull())
      .addColumn('followed_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('follow_once', ['person_id', 'slug'])
      .execute()
    await db.schema.createIndex('follow_by_slug').on('follow').columns(['slug', 'id']).execute()

    await db.schema
      .createTable('digest')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('chat_platform', 'text', (column) => column.notNull())
      .addColumn('installation_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('local_time', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('weekday', 'integer')
      .addColumn('services', 'text')
      .addColumn('min_severity', 'text', (column) => column.notNull())
      .addColumn('only_if_changed', 'integer', (column) => column.notNull())
      .addColumn('region', 'text', (column) => column.notNull())
      .addColumn('locale', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('covered_until', 'text', (column) => column.notNull())
      .addColumn('last_run_on', 'text')
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('saved_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('digest_once', ['chat_platform', 'installation_id', 'channel_id'])
      .execute()
    // The state comes first rather than in a `where` of the index, so that both databases use it for a parameter too.
    await db.schema.createIndex('digest_due').on('digest').columns(['state', 'chat_platform', 'due_at', 'id']).execute()

    await db.schema
      .createTable('delivery')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('class', 'text', (column) => column.notNull())
      .addColumn('chat_platform', 'text', (column) => column.notNull())
      .addColumn('destination', 'text', (column) => column.notNull())
      .addColumn('notice', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('wanted_at', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint')
      .addColumn('attempt', 'integer', (column) => column.notNull())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('unsettled_since', 'bigint')
      .addColumn('resent', 'integer', (column) => column.notNull())
      .addColumn('message_id', 'text')
      .addColumn('code', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('finished_at', 'bigint')
      .execute()
    // Finished rows are in neither of these two, so claiming costs what is open and not what ever was.
    await db.schema
      .createIndex('delivery_due')
      .on('delivery')
      .columns(['chat_platform', 'due_at', 'id'])
      .where(sql.ref('due_at'), 'is not', null)
      .execute()
    await db.schema
      .createIndex('delivery_order')
      .on('delivery')
      .columns(['destination', 'wanted_at', 'id'])
      .where(sql.ref('due_at'), 'is not', null)
      .execute()
    await db.schema.createIndex('delivery_state').on('delivery').columns(['state']).execute()

    await db.schema
      .createTable('gone_destination')
      .addColumn('destination', 'text', (column) => column.notNull().primaryKey())
      .addColumn('chat_platform', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .execute()

    await db.schema
      .createTable('announcement')
      .addColumn('key', 'text', (column) => column.notNull().primaryKey())
      .addColumn('noted_at', 'bigint', (column) => column.notNull())
      .addColumn('baseline', 'integer', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('announcement_noted').on('announcement').columns(['noted_at']).execute()

    await db.schema
      .createTable('service_request')
      .addColumn('folded', 'text', (column) => column.notNull().primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('first_at', 'bigint', (column) => column.notNull())
      .addColumn('last_at', 'bigint', (column) => column.notNull())
      .execute()

    await db.schema
      .createTable('meta')
      .addColumn('key', 'text', (column) => column.notNull().primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
  },
}
