import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely'
import { DELIVERY_CLASSES, type DeliveryClass, type DeliveryOutcome, type NewDelivery } from '../core/delivery.ts'
import type { LeasedDelivery, ListedDelivery, OutboxStore } from '../core/ports/outbox-store.ts'
import type { ChatPlatformName } from '../core/subscription.ts'
import { destinationText, parseDestination } from './destination-text.ts'
import type { Engine } from './engine.ts'
import { createGroupCommit } from './group-commit.ts'
import type { DeliveryTable, Tables } from './tables.ts'

/** Rows written by one statement: stays under PostgreSQL's 65,535 and SQLite's 32,766 parameters. */
const ROWS_PER_INSERT = 500

/**
 * {@link OutboxStore} in tables. A lease is the due instant moved to its end, so that a killed process's work comes back by itself; the
 * attempt number fences off whoever held it before.
 */
export function createOutboxStore(db: Kysely<Tables>, engine: Engine): OutboxStore {
  const together = createGroupCommit(db)

  async function claimOf(
    kind: DeliveryClass,
    chatPlatform: ChatPlatformName,
    { atMs, leaseUntilMs, limit, claimant }: Omit<Parameters<OutboxStore['claim']>[0], 'chatPlatforms'>,
  ): Promise<Selectable<DeliveryTable>[]> {
    return await db
      .updateTable('delivery')
      .set((eb) => ({ due_at: leaseUntilMs, attempt: eb('attempt', '+', 1), claimed_by: claimant ?? null }))
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('delivery as candidate')
          .select('candidate.id')
          .where('candidate.chat_platform', '=', chatPlatform)
          .where('candidate.class', '=', kind)
          .where('candidate.due_at', '<=', atMs)
          .where(isFirstInLine)
          .orderBy('candidate.due_at')
          .orderBy('candidate.id')
          .limit(limit)
          .$if(engine.locksRows, (query) => query.forUpdate().skipLocked()),
      )
      .returningAll()
      .execute()
  }

  /** The earliest instant one of this class can be claimed. */
  async function dueAtOf(kind: DeliveryClass, chatPlatform: ChatPlatformName): Promise<number | null> {
    const row = await db
      .selectFrom('delivery as candidate')
      .select('candidate.due_at')
      .where('candidate.chat_platform', '=', chatPlatform)
      .where('candidate.class', '=', kind)
      .where('candidate.due_at', 'is not', null)
      .where(isFirstInLine)
      .orderBy('candidate.due_at')
      .limit(1)
      .executeTakeFirst()
    return row?.due_at ?? null
  }

  return {
    async enqueue(deliveries, atMs) {
      return await db.transaction().execute((trx) => insertDeliveries(trx, deliveries, atMs))
    },

    async claim({ atMs, leaseUntilMs, limit, chatPlatforms, claimant }) {
      const claimed: Selectable<DeliveryTable>[] = []
      for (const kind of DELIVERY_CLASSES) {
        for (const chatPlatform of chatPlatforms) {
          if (claimed.length >= limit) break
          const found = await claimOf(kind, chatPlatform, { atMs, leaseUntilMs, limit: limit - claimed.length, claimant })
          // What `returning` gives is in no order.
          claimed.push(...found.sort((a, b) => a.wanted_at - b.wanted_at || a.id - b.id))
        }
      }
      const gone = await goneSince(
        db,
        claimed.map((row) => row.destination),
      )
      return claimed.map((row) => toLeased(row, gone.get(row.destination) ?? null))
    },

    async takeOver({ chatPlatform, claimant, atMs, shortenByMs }) {
      const { numUpdatedRows } = await db
        .updateTable('delivery')
        .set((eb) => ({
          claimed_by: null,
          due_at: eb
            .case()
            .when(eb.and([eb('unsettled_since', 'is not', null), eb('due_at', '>', atMs + shortenByMs)]))
            .then(eb('due_at', '-', shortenByMs))
            .else(atMs)
            .end(),
        }))
        .where('chat_platform', '=', chatPlatform)
        .where('due_at', 'is not', null)
        .where('claimed_by', 'is not', null)
        .where('claimed_by', '!=', claimant)
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows)
    },

    attempting: (delivery, { atMs, leaseUntilMs }) =>
      together(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('delivery')
          .set({
            state: 'attempting',
            due_at: leaseUntilMs,
            unsettled_since: delivery.unsettledSince ?? atMs,
          })
          .$if(delivery.resent, (query) => query.set({ notice: JSON.stringify(delivery.notice), resent: 1 }))
          .where('id', '=', delivery.id)
          .where('attempt', '=', delivery.attempt)
          .where('due_at', 'is not', null)
          .executeTakeFirstOrThrow()
        return numUpdatedRows > 0n
      }),

    finish: (delivery, { outcome, atMs, retryAt }) =>
      together(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('delivery')
          .set({ ...finishedColumns(delivery, { outcome, atMs, retryAt }), claimed_by: null })
          .$if(isFailure(outcome), (query) => query.set((eb) => ({ failures: eb('failures', '+', 1) })))
          .where('id', '=', delivery.id)
          .where('attempt', '=', delivery.attempt)
          .where('due_at', 'is not', null)
          .executeTakeFirstOrThrow()
        if (numUpdatedRows === 0n) return false
        if (outcome.kind === 'gone') {
          await trx
            .insertInto('gone_destination')
            .values({
              destination: destinationText(delivery.destination),
              chat_platform: delivery.destination.chatPlatform,
              code: outcome.code,
              since: atMs,
            })
            .onConflict((conflict) => conflict.column('destination').doNothing())
            .execute()
        }
        return true
      }),

    async nextDueAt(chatPlatforms) {
      let earliest: number | null = null
      for (const chatPlatform of chatPlatforms) {
        for (const kind of DELIVERY_CLASSES) {
          const dueAt = await dueAtOf(kind, chatPlatform)
          if (dueAt !== null && (earliest === null || dueAt < earliest)) earliest = dueAt
        }
      }
      return earliest
    },

    async owed(atMs, limit) {
      const rows = await db
        .selectFrom('delivery')
        .select(['id', 'key', 'class', 'destination', 'due_at'])
        .where('due_at', '<=', atMs)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        key: row.key,
        class: row.class as DeliveryClass,
        destination: parseDestination(row.destination),
        dueAt: row.due_at ?? atMs,
      }))
    },

    async list({ which, limit }) {
      const rows = await db
        .selectFrom('delivery')
        .select(['id', 'class', 'destination', 'state', 'code', 'attempt', 'wanted_at', 'due_at'])
        .where('state', 'in', which === 'waiting' ? ['pending', 'attempting'] : ['discarded'])
        .where('notice', '!=', '')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        class: row.class as DeliveryClass,
        destination: parseDestination(row.destination),
        state: row.state as ListedDelivery['state'],
        code: row.code,
        attempts: row.attempt,
        wantedAt: row.wanted_at,
        dueAt: row.due_at,
      }))
    },

    async retry({ id }, atMs) {
      return await db.transaction().execute(async (trx) => {
        const retried = await trx
          .updateTable('delivery')
          .set((eb) => ({
            state: eb
              .case()
              .when('unsettled_since', 'is', null)
              .then('pending' as const)
              .else('attempting' as const)
              .end(),
            due_at: atMs,
            failures: 0,
            finished_at: null,
          }))
          .where('state', '=', 'discarded')
          .where('notice', '!=', '')
          .$if(id !== undefined, (query) => query.where('id', '=', id ?? 0))
          .returning('destination')
          .execute()
        const destinations = [...new Set(retried.map(({ destination }) => destination))]
        for (let start = 0; start < destinations.length; start += ROWS_PER_INSERT) {
          await trx
            .deleteFrom('gone_destination')
            .where('destination', 'in', destinations.slice(start, start + ROWS_PER_INSERT))
            .execute()
        }
        return retried.length
      })
    },

    async drop(id, atMs) {
      const { numUpdatedRows } = await db
        .updateTable('delivery')
        .set({ state: 'discarded', due_at: null, unsettled_since: null, code: 'dropped', notice: '', finished_at: atMs })
        .where('id', '=', id)
        .where('state', '!=', 'delivered')
        .where('notice', '!=', '')
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },

    async clearGone(destination) {
      // Asked whenever somebody talks to us: a look costs no write transaction, and nearly always there is nothing to clear.
      const text = destinationText(destination)
      if ((await goneSince(db, [text])).size === 0) return
      await db.deleteFrom('gone_destination').where('destination', '=', text).execute()
    },

    async toldOf(changeKey, { after, limit }) {
      const rows = await db
        .selectFrom('delivery_about')
        .innerJoin('delivery', 'delivery.id', 'delivery_about.delivery_id')
        .select(['delivery.id', 'delivery.destination', 'delivery.state', 'delivery.message_id', 'delivery.finished_at'])
        .where('delivery_about.change_key', '=', changeKey)
        .where('delivery.id', '>', after)
        .orderBy('delivery.id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        destination: parseDestination(row.destination),
        state: row.state,
        messageId: row.message_id,
        endedAt: row.finished_at,
      }))
    },

    async counts() {
      const rows = await db
        .selectFrom('delivery')
        .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute()
      const of = (state: DeliveryTable['state']) => rows.find((row) => row.state === state)?.count ?? 0
      return { pending: of('pending'), attempting: of('attempting'), delivered: of('delivered'), discarded: of('discarded') }
    },
  }
}

/** Writes deliveries whose key is new, and what they are about, inside the caller's transaction; returns how many were. */
export async function insertDeliveries(trx: Kysely<Tables>, deliveries: readonly NewDelivery[], atMs: number): Promise<number> {
  let written = 0
  for (let start = 0; start < deliveries.length; start += ROWS_PER_INSERT) {
    const batch = deliveries.slice(start, start + ROWS_PER_INSERT)
    const rows = await trx
      .insertInto('delivery')
      .values(batch.map((delivery) => toRow(delivery, atMs)))
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning(['id', 'key'])
      .execute()
    written += rows.length
    await insertSubjects(trx, batch, new Map(rows.map(({ id, key }) => [key, id])))
  }
  return written
}

async function insertSubjects(trx: Kysely<Tables>, deliveries: readonly NewDelivery[], ids: ReadonlyMap<string, number>): Promise<void> {
  const subjects = deliveries.flatMap(({ key, about = [] }) => {
    const id = ids.get(key)
    return id === undefined ? [] : [...new Set(about)].map((change) => ({ change_key: change, delivery_id: id }))
  })
  for (let start = 0; start < subjects.length; start += ROWS_PER_INSERT)
    await trx
      .insertInto('delivery_about')
      .values(subjects.slice(start, start + ROWS_PER_INSERT))
      .execute()
}

/** No earlier delivery of the same destination is still open, whether waiting, leased or being retried. */
function isFirstInLine(eb: ExpressionBuilder<Tables & { candidate: DeliveryTable }, 'candidate'>) {
  return eb.not(
    eb.exists(
      eb
        .selectFrom('delivery as earlier')
        .select('earlier.id')
        .whereRef('earlier.destination', '=', 'candidate.destination')
        .where('earlier.due_at', 'is not', null)
        .where(sql<boolean>`(earlier.wanted_at, earlier.id) < (candidate.wanted_at, candidate.id)`),
    ),
  )
}

async function goneSince(db: Kysely<Tables>, destinations: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (destinations.length === 0) return new Map()
  const rows = await db.selectFrom('gone_destination').select(['destination', 'since']).where('destination', 'in', destinations).execute()
  return new Map(rows.map((row) => [row.destination, row.since]))
}

function isFailure(outcome: DeliveryOutcome): boolean {
  return outcome.kind === 'unavailable' || outcome.kind === 'ambiguous'
}

function finishedColumns(
  { unsettledSince, resent }: LeasedDelivery,
  { outcome, atMs, retryAt }: { readonly outcome: DeliveryOutcome; readonly atMs: number; readonly retryAt: number | null },
) {
  const code = 'code' in outcome ? outcome.code : null
  if (outcome.kind === 'delivered') {
    return {
      state: 'delivered',
      due_at: null,
      unsettled_since: null,
      message_id: outcome.messageId,
      notice: '',
      code: null,
      finished_at: atMs,
    } as const
  }
  // One that was tried too often keeps the start of its attempt: an operator who wants it tried again wants no double.
  if (retryAt === null && outcome.kind === 'ambiguous') return { state: 'discarded', due_at: null, code, finished_at: atMs } as const
  if (retryAt === null) return { state: 'discarded', due_at: null, unsettled_since: null, code, finished_at: atMs } as const
  // An unknown end keeps the start of its attempt. Every other outcome says that nothing was sent now; of an earlier attempt whose end is
  // still open it says nothing.
  if (outcome.kind === 'ambiguous' || (unsettledSince !== null && !resent)) return { state: 'attempting', due_at: retryAt, code } as const
  return { state: 'pending', due_at: retryAt, unsettled_since: null, code } as const
}

function toRow(delivery: NewDelivery, atMs: number) {
  return {
    key: delivery.key,
    class: delivery.class,
    chat_platform: delivery.destination.chatPlatform,
    destination: destinationText(delivery.destination),
    notice: JSON.stringify(delivery.notice),
    state: 'pending',
    wanted_at: delivery.dueAt,
    due_at: delivery.dueAt,
    attempt: 0,
    failures: 0,
    resent: 0,
    created_at: atMs,
  } as const
}

function toLeased(row: Selectable<DeliveryTable>, gone: number | null): LeasedDelivery {
  return {
    id: row.id,
    key: row.key,
    class: row.class as DeliveryClass,
    destination: parseDestination(row.destination),
    notice: JSON.parse(row.notice),
    dueAt: row.wanted_at,
    attempt: row.attempt,
    unsettledSince: row.unsettled_since,
    failures: row.failures,
    resent: row.resent === 1,
    goneSince: gone,
  }
}
