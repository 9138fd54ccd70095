import type { Migration } from '../migrate.ts'

/** What people asked to be reminded of, their checklists, and installations that were removed and wait to be forgotten. */
export const remindersAndChecklist: Migration = {
  number: 2,
  name: 'reminders-and-checklist',
  async up(db, engine) {
    await db.schema
      .createTable('reminder')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('person_id', 'integer', (column) => column.notNull().references('person.id').onDelete('cascade'))
      .addColumn('chat_platform', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('slug', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('asked_at', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('sent', 'integer', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('reminder_of_person').on('reminder').columns(['person_id', 'id']).execute()
    await db.schema.createIndex('reminder_due').on('reminder').columns(['chat_platform', 'due_at', 'id']).execute()

    await db.schema
      .createTable('checklist_item')
      .addColumn('id', 'integer', engine.idColumn)
      .addColumn('person_id', 'integer', (column) => column.notNull().references('person.id').onDelete('cascade'))
      .addColumn('slug', 'text', (column) => column.notNull())
      .addColumn('practice', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('marked_on', 'text', (column) => column.notNull())
      .addColumn('ask_again', 'integer', (column) => column.notNull())
      .addUniqueConstraint('checklist_item_once', ['person_id', 'slug', 'practice'])
      .execute()

    await db.schema
      .createTable('removed_installation')
      .addColumn('chat_platform', 'text', (column) => column.notNull())
      .addColumn('installation_id', 'text', (column) => column.notNull())
      .addColumn('removed_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('removed_installation_once', ['chat_platform', 'installation_id'])
      .execute()

    // Finding what one person or channel was sent, to delete it or to say that it did not arrive, must not read everybody's.
    await db.schema.createIndex('delivery_of_destination').on('delivery').columns(['destination', 'id']).execute()
  },
}
