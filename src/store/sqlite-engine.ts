/** Kysely over Node's own SQLite: how the file is opened, and what is particular to this database. */

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import type { Engine } from './engine.ts'
import { createSoleLeases } from './sole-leases.ts'

/** How long a statement waits for another process that is writing (`optout backup` beside `optout serve`). */
const BUSY_TIMEOUT_MS = 5_000

/**
 * Pages in the log before it is folded into the database, a pause that everybody waits for: 30 to 150 ms were measured on a slow disk. Four
 * times SQLite's default makes it four times rarer for 16 MB of disk (https://sqlite.org/wal.html#automatic_checkpoint).
 */
const CHECKPOINT_PAGES = 4_000

/** Compiled statements kept for reuse: more than all queries of this project have shapes. */
const STATEMENTS_MAX = 200

/** Opens a SQLite file (or `:memory:`) with every commit on disk before it is acknowledged. Throws SQLite's own errors. */
export function createSqliteEngine(file: string, busyTimeoutMs = BUSY_TIMEOUT_MS): Engine {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  try {
    database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  } catch (error) {
    database.close()
    throw error
  }
  return {
    name: 'sqlite',
    dialect: new SqliteDialect({ database: asKyselyDatabase(database) }),
    idColumn: (column) => column.primaryKey().autoIncrement(),
    locksRows: false,
    // Every transaction here holds the only write lock already.
    lockForMigration: async () => {},
    leases: createSoleLeases,
  }
}

/** The part of better-sqlite3's interface that Kysely calls, on `node:sqlite`. */
function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      // A transaction that starts as a reader and then writes fails at once when another process wrote in between, whatever the
      // timeout (https://sqlite.org/isolation.html); ours always write, so they queue for the write lock from the start.
      const text = sql === 'begin' ? 'begin immediate' : sql
      let statement = statements.get(text)
      if (statement === undefined) {
        if (statements.size >= STATEMENTS_MAX) statements.clear()
        statement = asKyselyStatement(database.prepare(text))
        statements.set(text, statement)
      }
      return statement
    },
  }
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(asInput)),
    run: (parameters) => statement.run(...parameters.map(asInput)),
    iterate: (parameters) => statement.iterate(...parameters.map(asInput)),
  }
}

/**
 * Lets through what SQLite stores and nothing else: `node:sqlite` takes an object in first place for named parameters and then
 * silently writes NULL.
 */
function asInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint' || value instanceof Uint8Array)
    return value
  throw new TypeError(`cannot store a value of type ${typeof value}`)
}
