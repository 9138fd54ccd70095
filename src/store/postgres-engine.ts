/** Kysely over PostgreSQL: how the server is reached, and what is particular to this database. */

import { type Dialect, PostgresDialect, sql } from 'kysely'
import { Pool, types } from 'pg'
import type { Engine } from './engine.ts'
import { explainConnectingError, readOnly, tooOld } from './postgres-errors.ts'
import { createPostgresLeases } from './postgres-leases.ts'

/** The oldest major version this is tested with, and the oldest its makers still mend for long enough. */
const SERVER_VERSION_MIN = 15

/** Connections one process holds at most: more than it does at once, and ten processes fit into a server's usual hundred. */
const CONNECTIONS_MAX = 10
/** How long to wait for a connection, from the server or from the pool. */
const CONNECT_TIMEOUT_MS = 5_000
/** No query of ours takes long: one that does is stuck, and whoever waits for it should hear so. */
const STATEMENT_TIMEOUT_MS = 15_000
/** Waiting for a row that another process holds; ends before the statement's own time does, and says why. */
const LOCK_TIMEOUT_MS = 10_000
/** A server that vanished without a word never ends a statement: then we do. */
const ANSWER_TIMEOUT_MS = 20_000
/** Moving large tables to a new shape may take its time, and so may waiting for another process that does it. */
const MIGRATION_TIMEOUT_MS = 10 * 60_000

/** Any number that other programs on the same database would not think of. */
const MIGRATION_LOCK = 7_365_841

/** `bigint`, which holds instants and counts here: all far below 2^53, so a number loses nothing. */
const INT8 = types.builtins.INT8

/** Connects to the server at a `postgresql://` address. Throws `StoreError` when it cannot be used. */
export async function connectPostgres(databaseUrl: string): Promise<Engine> {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'optout',
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
  })
  // A connection that breaks while nobody uses it is replaced; unheard, this event would end the process. https://node-postgres.com/apis/pool#error
  pool.on('error', () => {})
  // The same for one that breaks between two queries of a transaction, as when this process was frozen: the next query says so, and is dealt with.
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  try {
    await checkServer(pool)
  } catch (error) {
    await pool.end()
    throw explainConnectingError(error)
  }
  return postgresEngineOn(new PostgresDialect({ pool }))
}

async function checkServer(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string; read_only: string }>(
    "select current_setting('server_version_num') as version, current_setting('transaction_read_only') as read_only",
  )
  const [server] = rows
  if (server === undefined || Number(server.version) < SERVER_VERSION_MIN * 10_000)
    throw tooOld(Number(server?.version ?? 0), SERVER_VERSION_MIN)
  if (server.read_only === 'on') throw readOnly()
}

/** What holds for PostgreSQL however it is reached; bigints must arrive as numbers. */
export function postgresEngineOn(dialect: Dialect): Engine {
  return {
    name: 'postgres',
    dialect,
    idColumn: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
    locksRows: true,
    async lockForMigration(trx) {
      await sql`select set_config('statement_timeout', ${String(MIGRATION_TIMEOUT_MS)}, true), set_config('lock_timeout', ${String(MIGRATION_TIMEOUT_MS)}, true)`.execute(
        trx,
      )
      await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx)
    },
    leases: createPostgresLeases,
  }
}
