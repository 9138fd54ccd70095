import type { Kysely, Selectable, Transaction } from 'kysely'
import type { NewDecision, Reviews } from '../core/ports/reviews.ts'
import type { Correction, Decision, Draft, Review, ReviewState, SeenStory } from '../core/review.ts'
import { destinationText } from './destination-text.ts'
import type { ReviewTable, Tables } from './tables.ts'

/** {@link Reviews} in tables. The revision fences off whoever decides on something that has changed since they looked. */
export function createReviewsStore(db: Kysely<Tables>): Reviews {
  return {
    async put(seen, draft, atMs) {
      const inserted = await insert(db, seen, draft)
      if (inserted !== null) return { review: inserted, was: 'new' }
      for (;;) {
        const known = toReview(await db.selectFrom('review').selectAll().where('story', '=', seen.story).executeTakeFirstOrThrow())
        if (known.seen.version >= seen.version) return { review: known, was: 'same' }
        const updated = await update(db, known, { seen, draft, atMs })
        // Somebody decided meanwhile: what that means for the new version has to be asked again.
        if (updated !== null) return { review: updated, was: 'updated' }
      }
    },

    async find(id) {
      const row = await db.selectFrom('review').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toReview(row)
    },

    async waiting(limit) {
      const rows = await db
        .selectFrom('review')
        .selectAll()
        .where('state', 'in', ['waiting', 'later'])
        .orderBy(({ eb }) => eb.case().when('state', '=', 'later').then(2).when('held', 'is not', null).then(1).else(0).end())
        .orderBy('score', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toReview)
    },

    async countWaiting() {
      const row = await db
        .selectFrom('review')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', 'in', ['waiting', 'later'])
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },

    async earlier(slug, { except, limit }) {
      const rows = await db
        .selectFrom('review')
        .selectAll()
        .where('slug', '=', slug)
        .where('id', '!=', except)
        .orderBy('seen_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toReview)
    },

    async reach(slug) {
      const [channels, people] = await Promise.all([
        db
          .selectFrom('digest')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('state', '=', 'active')
          .where(({ or, eb }) => or([eb('services', 'is', null), eb('services', 'like', `%${JSON.stringify(slug)}%`)]))
          .executeTakeFirstOrThrow(),
        db
          .selectFrom('follow')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('slug', '=', slug)
          .executeTakeFirstOrThrow(),
      ])
      return { channels: Number(channels.count), people: Number(people.count) }
    },

    async decide({ id, revision }, decision) {
      return await db.transaction().execute(async (trx) => {
        const row = await trx
          .updateTable('review')
          .set({
            state: decision.state,
            revision: revision + 1,
            goes_at: decision.goesAt,
            decided_at: decision.state === 'waiting' ? null : decision.atMs,
            ...(decision.draft === undefined ? {} : { draft: JSON.stringify(decision.draft) }),
          })
          .where('id', '=', id)
          .where('revision', '=', revision)
          .returningAll()
          .executeTakeFirst()
        if (row === undefined) return null
        await log(trx, id, decision)
        return toReview(row)
      })
    },

    async decisions(id) {
      const rows = await db.selectFrom('review_decision').selectAll().where('review_id', '=', id).orderBy('id').execute()
      return rows.map(({ at, what, why }) => ({ at, what: what as Decision['what'], why }))
    },

    async announced(atMs) {
      const rows = await db
        .selectFrom('review')
        .selectAll()
        .where('state', 'in', ['approved', 'withdrawn'])
        .where('goes_at', '<=', atMs)
        .orderBy('goes_at')
        .orderBy('id')
        .execute()
      return rows.map(toReview)
    },

    async correct(id, words, atMs) {
      await db
        .insertInto('correction')
        .values({ review_id: id, words: JSON.stringify(words), at: atMs, written: 0 })
        .execute()
    },

    unwritten: () => corrections(db, { unwritten: true }),
    corrections: (limit) => corrections(db, { limit }),

    async written(correctionId) {
      await db.updateTable('correction').set({ written: 1 }).where('id', '=', correctionId).execute()
    },

    async nextGoesAt(atMs) {
      const row = await db
        .selectFrom('review')
        .select('goes_at')
        .where('state', '=', 'approved')
        .where('goes_at', '>', atMs)
        .orderBy('goes_at')
        .limit(1)
        .executeTakeFirst()
      return row?.goes_at ?? null
    },
  }
}

async function insert(db: Kysely<Tables>, seen: SeenStory, draft: Draft): Promise<Review | null> {
  const row = await db
    .insertInto('review')
    .values({
      ...seenColumns(seen),
      story: seen.story,
      draft: JSON.stringify(draft),
      state: 'waiting',
      revision: 1,
      goes_at: null,
      decided_at: null,
    })
    .onConflict((conflict) => conflict.column('story').doNothing())
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : toReview(row)
}

/** `null` when it is not this revision any more. */
async function update(
  db: Kysely<Tables>,
  known: Review,
  { seen, draft, atMs }: { readonly seen: SeenStory; readonly draft: Draft; readonly atMs: number },
): Promise<Review | null> {
  const state = stateAfter(known, seen)
  const isOpen = state === 'waiting' || state === 'later'
  return await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('review')
      .set({
        ...seenColumns(seen),
        state,
        revision: known.revision + 1,
        ...(isOpen ? { draft: JSON.stringify(draft), decided_at: null } : {}),
      })
      .where('id', '=', known.id)
      .where('revision', '=', known.revision)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) return null
    if (state !== known.state) await log(trx, known.id, { what: state, why: 'new-version', by: null, atMs })
    return toReview(row)
  })
}

/** What a new version does to a decision: a dismissal stands unless doubt was the reason for it, and an approval stands. */
function stateAfter({ state, seen: known }: Review, seen: SeenStory): ReviewState {
  return state === 'dismissed' && known.held !== null && seen.held === null ? 'waiting' : state
}

async function corrections(
  db: Kysely<Tables>,
  { unwritten = false, limit }: { readonly unwritten?: boolean; readonly limit?: number },
): Promise<readonly Correction[]> {
  const rows = await db
    .selectFrom('correction')
    .innerJoin('review', 'review.id', 'correction.review_id')
    .selectAll('review')
    .select(['correction.id as correction_id', 'correction.words', 'correction.at'])
    .$if(unwritten, (query) => query.where('correction.written', '=', 0))
    .orderBy('correction.id', unwritten ? 'asc' : 'desc')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute()
  return rows.map((row) => ({ id: row.correction_id, review: toReview(row), words: JSON.parse(row.words), at: row.at }))
}

async function log(
  db: Kysely<Tables> | Transaction<Tables>,
  id: number,
  { what, why, by, atMs }: Pick<NewDecision, 'what' | 'why' | 'by' | 'atMs'>,
): Promise<void> {
  const decidedBy = by === null ? null : destinationText({ kind: 'person', ...by })
  await db.insertInto('review_decision').values({ review_id: id, at: atMs, what, why, decided_by: decidedBy }).execute()
}

const seenColumns = (seen: SeenStory) => ({
  version: seen.version,
  slug: seen.slug,
  score: seen.score,
  held: seen.held,
  seen_at: seen.seenAt,
  seen: JSON.stringify(seen),
})

function toReview(row: Selectable<ReviewTable>): Review {
  return {
    id: row.id,
    seen: JSON.parse(row.seen),
    draft: JSON.parse(row.draft),
    state: row.state as ReviewState,
    revision: row.revision,
    goesAt: row.goes_at,
    decidedAt: row.decided_at,
  }
}
