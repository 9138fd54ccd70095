import type { Kysely } from 'kysely'
import type { ChatPlatformName } from '../core/subscription.ts'
import { BASELINE_KEY } from './announcements-store.ts'
import type { Tables } from './tables.ts'

/** Deletes everything of one chat platform and every announcement with its baseline, in one transaction. */
export async function wipeChatPlatform(db: Kysely<Tables>, name: ChatPlatformName): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('person').where('chat_platform', '=', name).execute()
    await trx.deleteFrom('digest').where('chat_platform', '=', name).execute()
    await trx.deleteFrom('delivery').where('chat_platform', '=', name).execute()
    await trx.deleteFrom('gone_destination').where('chat_platform', '=', name).execute()
    await trx.deleteFrom('removed_installation').where('chat_platform', '=', name).execute()
    await trx.deleteFrom('review').execute()
    await trx.deleteFrom('announcement').execute()
    await trx.deleteFrom('meta').where('key', '=', BASELINE_KEY).execute()
  })
}
