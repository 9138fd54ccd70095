import type { Kysely } from 'kysely'
import type { DeliveryClass } from '../core/delivery.ts'
import type { PersonalData } from '../core/ports/personal-data.ts'
import { toItem } from './checklists-store.ts'
import { destinationText } from './destination-text.ts'
import { personRows, toSettings } from './people-store.ts'
import { toReminder } from './reminders-store.ts'
import type { Tables } from './tables.ts'

/** {@link PersonalData} in tables. A table that holds anything about a person has a line in both methods; a test looks through all tables. */
export function createPersonalDataStore(db: Kysely<Tables>): PersonalData {
  return {
    async of(person) {
      const row = await personRows(db, person).selectAll('person').executeTakeFirst()
      const id = row?.id ?? -1
      const destination = destinationText({ kind: 'person', ...person })
      const follows = await db.selectFrom('follow').selectAll().where('person_id', '=', id).orderBy('id').execute()
      const items = await db.selectFrom('checklist_item').selectAll().where('person_id', '=', id).orderBy('id').execute()
      const reminders = await db.selectFrom('reminder').selectAll().where('person_id', '=', id).orderBy('id').execute()
      const deliveries = await db
        .selectFrom('delivery')
        .select(['class', 'state', 'created_at', 'finished_at', 'message_id'])
        .where('destination', '=', destination)
        .orderBy('id')
        .execute()
      const gone = await db.selectFrom('gone_destination').select('since').where('destination', '=', destination).executeTakeFirst()
      const decisions = await db
        .selectFrom('review_decision')
        .select(['at', 'what', 'review_id'])
        .where('decided_by', '=', destination)
        .orderBy('id')
        .execute()
      return {
        settings: row === undefined ? {} : toSettings(row),
        follows: follows.map((follow) => ({ slug: follow.slug, followedAt: follow.followed_at })),
        checklist: items.map(toItem),
        reminders: reminders.map(toReminder),
        messages: deliveries.map((delivery) => ({
          class: delivery.class as DeliveryClass,
          state: delivery.state,
          writtenAt: delivery.created_at,
          endedAt: delivery.finished_at,
          messageId: delivery.message_id,
        })),
        unreachableSince: gone?.since ?? null,
        decisions: decisions.map(({ at, what, review_id: review }) => ({ at, what, review })),
      }
    },

    async forget(person) {
      const destination = destinationText({ kind: 'person', ...person })
      await db.transaction().execute(async (trx) => {
        // Follows, checklist and reminders go with the person they belong to.
        await trx.deleteFrom('person').where('chat_platform', '=', person.chatPlatform).where('user_id', '=', person.userId).execute()
        await trx.deleteFrom('delivery').where('destination', '=', destination).execute()
        await trx.deleteFrom('gone_destination').where('destination', '=', destination).execute()
        // What was decided stays; who decided it goes.
        await trx.updateTable('review_decision').set({ decided_by: null }).where('decided_by', '=', destination).execute()
      })
    },
  }
}
