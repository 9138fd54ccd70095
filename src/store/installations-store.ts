import { type Kysely, sql, type Transaction } from 'kysely'
import type { InstallationRef, Installations } from '../core/ports/installations.ts'
import type { ChatPlatformName } from '../core/subscription.ts'
import { parseDestination } from './destination-text.ts'
import type { Tables } from './tables.ts'

/** {@link Installations} in tables. */
export function createInstallationsStore(db: Kysely<Tables>): Installations {
  return {
    async removed({ chatPlatform, installationId }, atMs) {
      await db
        .insertInto('removed_installation')
        .values({ chat_platform: chatPlatform, installation_id: installationId, removed_at: atMs })
        .onConflict((conflict) => conflict.columns(['chat_platform', 'installation_id']).doNothing())
        .execute()
    },

    async kept(chatPlatform) {
      const rows = await db
        .selectFrom('digest')
        .select('installation_id')
        .distinct()
        .where('chat_platform', '=', chatPlatform)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('removed_installation as removed')
                .select('removed.removed_at')
                .whereRef('removed.chat_platform', '=', 'digest.chat_platform')
                .whereRef('removed.installation_id', '=', 'digest.installation_id'),
            ),
          ),
        )
        .orderBy('installation_id')
        .execute()
      return rows.map((row) => row.installation_id)
    },

    async present(installation) {
      // Asked for every guild whenever Discord connects: a look costs no write, and nearly always there is nothing to do.
      if ((await markOf(db, installation).executeTakeFirst()) === undefined) return
      await db.transaction().execute(async (trx) => {
        await unmark(trx, installation)
        for (const destination of await channelsOf(trx, 'gone_destination', installation))
          await trx.deleteFrom('gone_destination').where('destination', '=', destination).execute()
      })
    },

    async purge(removedBeforeMs) {
      const due = await db.selectFrom('removed_installation').selectAll().where('removed_at', '<', removedBeforeMs).execute()
      let purged = 0
      for (const row of due) {
        const installation = { chatPlatform: row.chat_platform as ChatPlatformName, installationId: row.installation_id }
        await db.transaction().execute(async (trx) => {
          // Somebody may have invited us again since we looked.
          if ((await markOf(trx, installation).executeTakeFirst()) === undefined) return
          await trx
            .deleteFrom('digest')
            .where('chat_platform', '=', installation.chatPlatform)
            .where('installation_id', '=', installation.installationId)
            .execute()
          // A person's reminder is theirs: it comes by direct message instead.
          for (const channel of await channelsOf(trx, 'reminder', installation))
            await trx.updateTable('reminder').set({ channel: null }).where('channel', '=', channel).execute()
          for (const table of ['delivery', 'gone_destination'] as const)
            for (const destination of await channelsOf(trx, table, installation))
              await trx.deleteFrom(table).where('destination', '=', destination).execute()
          await unmark(trx, installation)
          purged += 1
        })
      }
      return purged
    },
  }
}

function markOf(db: Kysely<Tables>, { chatPlatform, installationId }: InstallationRef) {
  return db
    .selectFrom('removed_installation')
    .select('removed_at')
    .where('chat_platform', '=', chatPlatform)
    .where('installation_id', '=', installationId)
}

async function unmark(trx: Transaction<Tables>, { chatPlatform, installationId }: InstallationRef): Promise<void> {
  await trx
    .deleteFrom('removed_installation')
    .where('chat_platform', '=', chatPlatform)
    .where('installation_id', '=', installationId)
    .execute()
}

/** Where each table names a destination. */
const COLUMN = { delivery: 'destination', gone_destination: 'destination', reminder: 'channel' } as const

/** The destinations of an installation's channels in a table. The pattern only narrows down; the parts of the text decide. */
async function channelsOf(
  trx: Transaction<Tables>,
  table: keyof typeof COLUMN,
  { chatPlatform, installationId }: InstallationRef,
): Promise<readonly string[]> {
  const start = JSON.stringify([chatPlatform, 'channel', installationId]).slice(0, -1)
  const pattern = `${start.replace(/[\\%_]/g, '\\$&')},%`
  const column = sql.ref(COLUMN[table])
  const { rows } = await sql<{ text: string }>`
    select distinct ${column} as text from ${sql.table(table)} where ${column} like ${pattern} escape ${'\\'}`.execute(trx)
  return rows
    .map((row) => row.text)
    .filter((text) => {
      const destination = parseDestination(text)
      return destination.kind === 'channel' && destination.installationId === installationId
    })
}
