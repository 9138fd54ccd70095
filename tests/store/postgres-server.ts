/** A real PostgreSQL server for tests, when `TEST_DATABASE_URL` names one: each caller gets a schema of its own. */

import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** The reason to put into the name of what is skipped without a server; the address itself is nobody's business. */
export const WITHOUT_SERVER = process.env.TEST_DATABASE_URL === undefined ? ' (skipped: TEST_DATABASE_URL names no PostgreSQL server)' : ''

export interface TestSchema {
  /** An address that leads into the new schema, for `DATABASE_URL`. */
  readonly url: string
  /** Runs SQL in it. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>
  /** Empties every table, and keeps what migrations were run. */
  empty(): Promise<void>
  drop(): Promise<void>
}

/** Makes an empty schema on the server. @throws when there is no server. */
export async function createTestSchema(): Promise<TestSchema> {
  const server = process.env.TEST_DATABASE_URL
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set')
  const name = `optout_test_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${name}`)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`create schema ${name}`)
  const query = async (sql: string) => (await client.query(sql)).rows
  return {
    url: url.href,
    query,
    async empty() {
      const tables = await query(`select tablename from pg_tables where schemaname = '${name}' and tablename <> 'migration'`)
      await query(`truncate ${tables.map(({ tablename }) => tablename).join(', ')}`)
    },
    async drop() {
      await query(`drop schema ${name} cascade`)
      await client.end()
    },
  }
}
