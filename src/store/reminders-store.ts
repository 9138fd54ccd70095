import type { Kysely, Selectable } from 'kysely'
import type { Reminders } from '../core/ports/reminders.ts'
import type { Reminder } from '../core/reminder.ts'
import type { ChannelRef, PersonRef } from '../core/subscription.ts'
import { destinationText, parseDestination } from './destination-text.ts'
import type { Engine } from './engine.ts'
import { insertDeliveries } from './outbox-store.ts'
import { dropIfEmpty, ensurePerson, lockPerson, personRows, SETTINGS, toSettings } from './people-store.ts'
import type { ReminderTable, Tables } from './tables.ts'

const MISSED_MAX = 3

/** {@link Reminders} in tables. */
export function createRemindersStore(db: Kysely<Tables>, engine: Engine): Reminders {
  // Asked with every answer, so it is put together once: that costs more than running it.
  const goneQuery = db.selectFrom('gone_destination').select('since').where('destination', '=', '').compile()

  return {
    async of(person) {
      const rows = await remindersOf(db, person).selectAll('reminder').orderBy('reminder.due_at').orderBy('reminder.id').execute()
      return rows.map(toReminder)
    },

    async add(person, { kind, slug, zone, askedAt, dueAt, channel = null }, max) {
      return await db.transaction().execute(async (trx) => {
        const personId = await ensurePerson(trx, person)
        const { count } = await trx
          .selectFrom('reminder')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('person_id', '=', personId)
          .where('kind', '=', kind)
          .executeTakeFirstOrThrow()
        if (Number(count) >= max) {
          await dropIfEmpty(trx, personId)
          return null
        }
        const row = await trx
          .insertInto('reminder')
          .values({
            person_id: personId,
            chat_platform: person.chatPlatform,
            kind,
            slug,
            zone,
            asked_at: askedAt,
            due_at: dueAt,
            sent: 0,
            channel: channel === null ? null : channelText(channel),
          })
          .returningAll()
          .executeTakeFirstOrThrow()
        const destination = channel === null ? directTo(person) : channelText(channel)
        await trx.deleteFrom('gone_destination').where('destination', '=', destination).execute()
        return toReminder(row)
      })
    },

    async find(person, id) {
      const row = await remindersOf(db, person).selectAll('reminder').where('reminder.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toReminder(row)
    },

    async move(person, id, dueAt) {
      const { numUpdatedRows } = await db
        .updateTable('reminder')
        .set({ due_at: dueAt, sent: 0 })
        .where('id', '=', id)
        .where('person_id', 'in', personRows(db, person).select('person.id'))
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },

    async remove(person, id) {
      return await db.transaction().execute(async (trx) => {
        const personId = await lockPerson(trx, person)
        if (personId === null) return false
        const { numDeletedRows } = await trx
          .deleteFrom('reminder')
          .where('id', '=', id)
          .where('person_id', '=', personId)
          .executeTakeFirstOrThrow()
        await dropIfEmpty(trx, personId)
        return numDeletedRows > 0n
      })
    },

    async due({ atMs, limit, chatPlatforms }) {
      const found = []
      // One query each, so that the index gives the rows in order and nothing that is not due is touched.
      for (const chatPlatform of chatPlatforms) {
        const rows = await db
          .selectFrom('reminder')
          .innerJoin('person', 'person.id', 'reminder.person_id')
          .selectAll('reminder')
          .select(['person.user_id', ...SETTINGS.map((name) => `person.${name} as person_${name}` as const)])
          .where('reminder.chat_platform', '=', chatPlatform)
          .where('reminder.due_at', '<=', atMs)
          .orderBy('reminder.due_at')
          .orderBy('reminder.id')
          .limit(limit)
          .execute()
        for (const row of rows) {
          const { person_region: region, person_account: account, person_device: device, person_locale: locale, person_zone: zone } = row
          found.push({
            ...toReminder(row),
            person: { chatPlatform, userId: row.user_id },
            settings: toSettings({ region, account, device, locale, zone }),
          })
        }
      }
      return found.sort((a, b) => a.dueAt - b.dueAt || a.id - b.id).slice(0, limit)
    },

    async nextDueAt(chatPlatforms) {
      let earliest: number | null = null
      for (const chatPlatform of chatPlatforms) {
        const row = await db
          .selectFrom('reminder')
          .select('due_at')
          .where('chat_platform', '=', chatPlatform)
          .orderBy('due_at')
          .orderBy('id')
          .limit(1)
          .executeTakeFirst()
        if (row !== undefined && (earliest === null || row.due_at < earliest)) earliest = row.due_at
      }
      return earliest
    },

    async recordSent(reminder, delivery, { nextDueAt, atMs }) {
      return await db.transaction().execute(async (trx) => {
        const personId = await lockPerson(trx, reminder.person)
        const row = await trx
          .selectFrom('reminder')
          .select('id')
          .where('id', '=', reminder.id)
          .where('due_at', '=', reminder.dueAt)
          .where('sent', '=', reminder.sent)
          .$if(engine.locksRows, (query) => query.forUpdate())
          .executeTakeFirst()
        if (row === undefined || personId === null) return false
        await insertDeliveries(trx, [delivery], atMs)
        if (nextDueAt === null) {
          await trx.deleteFrom('reminder').where('id', '=', row.id).execute()
          await dropIfEmpty(trx, personId)
        } else {
          await trx
            .updateTable('reminder')
            .set({ due_at: nextDueAt, sent: reminder.sent + 1 })
            .where('id', '=', row.id)
            .execute()
        }
        return true
      })
    },

    async takeMissed(person) {
      const destination = directTo(person)
      const query: typeof goneQuery = { ...goneQuery, parameters: [destination] }
      const [gone] = (await db.executeQuery(query)).rows
      if (gone === undefined) return []
      return await db.transaction().execute(async (trx) => {
        const { numDeletedRows } = await trx.deleteFrom('gone_destination').where('destination', '=', destination).executeTakeFirstOrThrow()
        if (numDeletedRows === 0n) return []
        const rows = await trx
          .selectFrom('delivery')
          .select('notice')
          .where('destination', '=', destination)
          .where('state', '=', 'discarded')
          .where('finished_at', '>=', gone.since)
          .orderBy('id', 'desc')
          .limit(MISSED_MAX)
          .execute()
        return rows.map((row) => JSON.parse(row.notice))
      })
    },
  }
}

const channelText = (channel: ChannelRef) => destinationText({ kind: 'channel', ...channel })

function channelOf(text: string): ChannelRef | null {
  const destination = parseDestination(text)
  if (destination.kind !== 'channel') return null
  const { kind: _, ...channel } = destination
  return channel
}

const directTo = (person: PersonRef) => destinationText({ kind: 'person', ...person })

function remindersOf(db: Kysely<Tables>, person: PersonRef) {
  return db
    .selectFrom('reminder')
    .innerJoin('person', 'person.id', 'reminder.person_id')
    .where('person.chat_platform', '=', person.chatPlatform)
    .where('person.user_id', '=', person.userId)
}

/** A row as the core sees it. */
export function toReminder(row: Selectable<ReminderTable>): Reminder {
  return {
    id: row.id,
    kind: row.kind,
    slug: row.slug,
    zone: row.zone,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    sent: row.sent,
    channel: row.channel === null ? null : channelOf(row.channel),
  }
}
