import type { Kysely, Selectable } from 'kysely'
import type { ChecklistItem } from '../core/checklist.ts'
import type { Checklists } from '../core/ports/checklists.ts'
import { ensurePerson, personRows } from './people-store.ts'
import type { ChecklistItemTable, Tables } from './tables.ts'

/** {@link Checklists} in tables. */
export function createChecklistsStore(db: Kysely<Tables>): Checklists {
  // Asked with every guide, so it is put together once: that costs more than running it.
  const ofQuery = personRows(db, { chatPlatform: 'local', userId: '' })
    .innerJoin('checklist_item', 'checklist_item.person_id', 'person.id')
    .selectAll('checklist_item')
    .orderBy('checklist_item.id')
    .compile()

  return {
    async of(person) {
      const query: typeof ofQuery = { ...ofQuery, parameters: [person.chatPlatform, person.userId] }
      return (await db.executeQuery(query)).rows.map(toItem)
    },

    async add(person, items) {
      if (items.length === 0) return 0
      return await db.transaction().execute(async (trx) => {
        const personId = await ensurePerson(trx, person)
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('checklist_item')
          .values(items.map((item) => toRow(personId, item)))
          .onConflict((conflict) => conflict.columns(['person_id', 'slug', 'practice']).doNothing())
          .executeTakeFirstOrThrow()
        return Number(numInsertedOrUpdatedRows ?? 0n)
      })
    },

    async mark(person, item) {
      await db.transaction().execute(async (trx) => {
        const personId = await ensurePerson(trx, person)
        const { state, marked_on, ask_again, ...key } = toRow(personId, item)
        await trx
          .insertInto('checklist_item')
          .values({ ...key, state, marked_on, ask_again })
          .onConflict((conflict) => conflict.columns(['person_id', 'slug', 'practice']).doUpdateSet({ state, marked_on, ask_again }))
          .execute()
      })
    },

    async neverAskAgain(person, slug) {
      await db
        .updateTable('checklist_item')
        .set({ ask_again: 0 })
        .where('slug', '=', slug)
        .where('person_id', 'in', personRows(db, person).select('person.id'))
        .execute()
    },
  }
}

function toRow(personId: number, { slug, practice, state, markedOn, askAgain }: ChecklistItem) {
  return { person_id: personId, slug, practice, state, marked_on: markedOn, ask_again: askAgain ? 1 : 0 }
}

/** A row as the core sees it. */
export function toItem(row: Selectable<ChecklistItemTable>): ChecklistItem {
  return { slug: row.slug, practice: row.practice, state: row.state, markedOn: row.marked_on, askAgain: row.ask_again === 1 }
}
