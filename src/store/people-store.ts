import type { CompiledQuery, Kysely, Transaction } from 'kysely'
import type { People } from '../core/ports/people.ts'
import type { PersonRef, PersonSettings } from '../core/subscription.ts'
import { destinationText } from './destination-text.ts'
import type { Tables } from './tables.ts'

/** {@link People} in tables. A person's row exists only while they have a choice or a follow. */
export function createPeopleStore(db: Kysely<Tables>): People {
  // The two reads behind every answer are put together once: that costs more than running them.
  const settingsQuery = personRows(db, ANYBODY).select(SETTINGS).compile()
  const followingQuery = personRows(db, ANYBODY)
    .innerJoin('follow', 'follow.person_id', 'person.id')
    .select('follow.slug')
    .orderBy('follow.id')
    .compile()

  return {
    async settings(person) {
      const { rows } = await db.executeQuery(about(person, settingsQuery))
      return rows[0] === undefined ? {} : toSettings(rows[0])
    },

    async remember(person, changes) {
      const given = SETTINGS.flatMap((name) => (changes[name] === undefined ? [] : [[name, changes[name]] as const]))
      if (given.length === 0) return
      const columns = Object.fromEntries(given)
      await db
        .insertInto('person')
        .values({ chat_platform: person.chatPlatform, user_id: person.userId, ...columns })
        .onConflict((conflict) => conflict.columns(['chat_platform', 'user_id']).doUpdateSet(columns))
        .execute()
    },

    async following(person) {
      const { rows } = await db.executeQuery(about(person, followingQuery))
      return rows.map((row) => row.slug)
    },

    async follow(person, slug, { atMs, max }) {
      return await db.transaction().execute(async (trx) => {
        const personId = await ensurePerson(trx, person)
        const followed = await trx.selectFrom('follow').select('slug').where('person_id', '=', personId).execute()
        if (followed.some((row) => row.slug === slug)) return 'already'
        if (followed.length >= max) {
          await dropIfEmpty(trx, personId)
          return 'full'
        }
        await trx
          .insertInto('follow')
          .values({ person_id: personId, slug, followed_at: atMs })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        await trx
          .deleteFrom('gone_destination')
          .where('destination', '=', destinationText({ kind: 'person', ...person }))
          .execute()
        return 'added'
      })
    },

    async unfollow(person, slug) {
      return await db.transaction().execute(async (trx) => {
        const personId = await lockPerson(trx, person)
        if (personId === null) return false
        const { numDeletedRows } = await trx
          .deleteFrom('follow')
          .where('person_id', '=', personId)
          .where('slug', '=', slug)
          .executeTakeFirstOrThrow()
        await dropIfEmpty(trx, personId)
        return numDeletedRows > 0n
      })
    },

    async followersOf(slug, { after, limit }) {
      const rows = await db
        .selectFrom('follow')
        .innerJoin('person', 'person.id', 'follow.person_id')
        .select(['follow.id as followId', 'person.chat_platform', 'person.user_id', ...SETTINGS])
        .where('follow.slug', '=', slug)
        .where('follow.id', '>', after)
        .orderBy('follow.id')
        .limit(limit)
        .execute()
      const people = rows.map((row) => ({
        person: { chatPlatform: row.chat_platform as PersonRef['chatPlatform'], userId: row.user_id },
        settings: toSettings(row),
      }))
      return { people, next: rows.length < limit ? null : (rows.at(-1)?.followId ?? null) }
    },
  }
}

/** Columns a person's choices are kept in. */
export const SETTINGS = ['region', 'account', 'device', 'locale', 'zone'] as const
type SettingsRow = Readonly<Record<(typeof SETTINGS)[number], string | null>>

/** What somebody chose; what they never chose is absent rather than null. */
export function toSettings(row: SettingsRow): PersonSettings {
  return Object.fromEntries(SETTINGS.flatMap((name) => (row[name] === null ? [] : [[name, row[name]]])))
}

const ANYBODY: PersonRef = { chatPlatform: 'local', userId: '' }

/** A query compiled for {@link ANYBODY}, for this person. */
function about<Row>(person: PersonRef, query: CompiledQuery<Row>): CompiledQuery<Row> {
  return { ...query, parameters: [person.chatPlatform, person.userId] }
}

/** The row of one person, if there is one. */
export function personRows(db: Kysely<Tables>, person: PersonRef) {
  return db.selectFrom('person').where('person.chat_platform', '=', person.chatPlatform).where('person.user_id', '=', person.userId)
}

/**
 * The id of a person's row, which is made when there is none. Where several processes write at once, nobody else adds to the person or
 * drops them until the transaction ends: that is why the row is also written when it is there.
 */
export async function ensurePerson(trx: Transaction<Tables>, person: PersonRef): Promise<number> {
  const { id } = await trx
    .insertInto('person')
    .values({ chat_platform: person.chatPlatform, user_id: person.userId })
    .onConflict((conflict) => conflict.columns(['chat_platform', 'user_id']).doUpdateSet({ user_id: person.userId }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The id of a person's row if there is one, locked like {@link ensurePerson} does: to be called before {@link dropIfEmpty}. */
export async function lockPerson(trx: Transaction<Tables>, person: PersonRef): Promise<number | null> {
  const row = await trx
    .updateTable('person')
    .set({ user_id: person.userId })
    .where('chat_platform', '=', person.chatPlatform)
    .where('user_id', '=', person.userId)
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Deletes a person's row once nothing is left in it and nothing belongs to it. */
export async function dropIfEmpty(trx: Transaction<Tables>, personId: number): Promise<void> {
  let empty = trx
    .deleteFrom('person')
    .where('id', '=', personId)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('follow').select('follow.id').where('follow.person_id', '=', personId))))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('reminder').select('reminder.id').where('reminder.person_id', '=', personId))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('checklist_item').select('checklist_item.id').where('checklist_item.person_id', '=', personId))),
    )
  for (const name of SETTINGS) empty = empty.where(name, 'is', null)
  await empty.execute()
}
