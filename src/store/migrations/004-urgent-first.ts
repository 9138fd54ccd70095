import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Finding what is due of one class without reading the others, however many digests wait. */
export const urgentFirst: Migration = {
  number: 4,
  name: 'urgent-first',
  async up(db) {
    await db.schema.dropIndex('delivery_due').execute()
    await db.schema
      .createIndex('delivery_due_by_class')
      .on('delivery')
      .columns(['chat_platform', 'class', 'due_at', 'id'])
      .where(sql.ref('due_at'), 'is not', null)
      .execute()
  },
}
