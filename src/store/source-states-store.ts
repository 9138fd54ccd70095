import type { Kysely, Selectable, Transaction } from 'kysely'
import { ITEMS_KEPT, type SourceState, type SourceStates, TEXTS_KEPT } from '../core/ports/source-states.ts'
import type { SourceStateTable, SourceTextTable, Tables } from './tables.ts'

const ITEMS_PER_QUERY = 500

/** {@link SourceStates} in tables. */
export function createSourceStatesStore(db: Kysely<Tables>): SourceStates {
  const textsOf = (source: string) => db.selectFrom('source_text').selectAll().where('source', '=', source).orderBy('version', 'desc')
  return {
    async all() {
      return (await db.selectFrom('source_state').selectAll().orderBy('source').execute()).map(toState)
    },

    async of(source) {
      const row = await db.selectFrom('source_state').selectAll().where('source', '=', source).executeTakeFirst()
      return row === undefined ? null : toState(row)
    },

    async record(state, { text, textsKept = TEXTS_KEPT, items = [] }) {
      const { source, ...columns } = toRow(state)
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('source_state')
          .values({ source, ...columns })
          .onConflict((conflict) => conflict.column('source').doUpdateSet(columns))
          .execute()
        if (text !== undefined) await keepText(trx, { source, text, textsKept, atMs: state.polledAt })
        if (items.length > 0) await keepItems(trx, source, items, state.polledAt)
      })
    },

    async latestText(source) {
      const row = await textsOf(source).limit(1).executeTakeFirst()
      return row === undefined ? null : toText(row)
    },

    async texts(source) {
      return (await textsOf(source).execute()).map(toText)
    },

    async unseen(source, items) {
      const seen = new Set<string>()
      for (const chunk of chunks(items)) {
        const rows = await db.selectFrom('source_item').select('item').where('source', '=', source).where('item', 'in', chunk).execute()
        for (const { item } of rows) seen.add(item)
      }
      return items.filter((item) => !seen.has(item))
    },
  }
}

async function keepText(
  trx: Transaction<Tables>,
  { source, text, textsKept, atMs }: { source: string; text: string; textsKept: number; atMs: number },
): Promise<void> {
  const last = await trx
    .selectFrom('source_text')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('source', '=', source)
    .executeTakeFirst()
  const version = (last?.version ?? 0) + 1
  await trx.insertInto('source_text').values({ source, version, text, recorded_at: atMs }).execute()
  await trx
    .deleteFrom('source_text')
    .where('source', '=', source)
    .where('version', '<=', version - textsKept)
    .execute()
}

async function keepItems(trx: Transaction<Tables>, source: string, items: readonly string[], atMs: number): Promise<void> {
  for (const chunk of chunks([...new Set(items)])) {
    await trx
      .insertInto('source_item')
      .values(chunk.map((item) => ({ source, item, seen_at: atMs })))
      .onConflict((conflict) => conflict.columns(['source', 'item']).doUpdateSet({ seen_at: atMs }))
      .execute()
  }
  // Whatever the last kept one was last seen with stays, so what is in the feed now is never forgotten, however much it is.
  const oldest = await trx
    .selectFrom('source_item')
    .select('seen_at')
    .where('source', '=', source)
    .orderBy('seen_at', 'desc')
    .offset(ITEMS_KEPT - 1)
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined) return
  await trx.deleteFrom('source_item').where('source', '=', source).where('seen_at', '<', oldest.seen_at).execute()
}

function* chunks(items: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < items.length; start += ITEMS_PER_QUERY) yield items.slice(start, start + ITEMS_PER_QUERY)
}

function toRow(state: SourceState): Selectable<SourceStateTable> {
  return {
    source: state.source,
    cursor: state.cursor,
    polled_at: state.polledAt,
    read_at: state.readAt,
    next_at: state.nextAt,
    failures: state.failures,
    failing_since: state.failingSince,
    code: state.code,
    told_since: state.toldSince,
  }
}

function toState(row: Selectable<SourceStateTable>): SourceState {
  return {
    source: row.source,
    cursor: row.cursor,
    polledAt: row.polled_at,
    readAt: row.read_at,
    nextAt: row.next_at,
    failures: row.failures,
    failingSince: row.failing_since,
    code: row.code,
    toldSince: row.told_since,
  }
}

const toText = ({ version, text, recorded_at }: Selectable<SourceTextTable>) => ({ version, text, recordedAt: recorded_at })
