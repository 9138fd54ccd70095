/** Fills a table by the hundred thousand: more rows like one that the store itself wrote. */

import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../src/store/tables.ts'

/** Rows told to the database at once. */
const ROWS_AT_ONCE = 20_000

interface Copies {
  readonly table: keyof Tables
  /** Row to copy. */
  readonly id: number
  readonly count: number
  /** Columns in which the nth copy differs; the same ones each time. */
  readonly differ: (n: number) => Readonly<Record<string, string | number>>
}

/** Copies one row of a SQLite database again and again, each copy with an id of its own. */
export async function copyRows(db: Kysely<Tables>, { table, id, count, differ }: Copies): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db)
  const columns = rows.map(({ name }) => name).filter((name) => name !== 'id')
  const differing = new Set(Object.keys(differ(0)))
  const values = columns.map((name) => (differing.has(name) ? sql`value ->> ${sql.lit(name)}` : sql.ref(`row.${name}`)))
  for (let start = 0; start < count; start += ROWS_AT_ONCE) {
    const copies = Array.from({ length: Math.min(ROWS_AT_ONCE, count - start) }, (_, index) => differ(start + index))
    await sql`
      insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      select ${sql.join(values)} from ${sql.table(table)} as row, json_each(${JSON.stringify(copies)}) where row.id = ${id}
    `.execute(db)
  }
}
