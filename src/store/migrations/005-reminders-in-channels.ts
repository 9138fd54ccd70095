import type { Migration } from '../migrate.ts'

/** People whom direct messages do not reach can be reminded in a channel. */
export const remindersInChannels: Migration = {
  number: 5,
  name: 'reminders-in-channels',
  async up(db) {
    await db.schema.alterTable('reminder').addColumn('channel', 'text').execute()
  },
}
