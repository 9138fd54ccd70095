/** Kysely over Node's own SQLite: how the file is opened, and what is particular to this database. */

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import { createDiskSync } from './disk-sync.ts'
import type { Engine } from './engine.ts'
import { createSoleLeases } from './sole-leases.ts'
import { createSqliteDriver } from './sqlite-driver.ts'

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
  let hasLog: boolean
  try {
    hasLog = database.prepare('pragma journal_mode = wal').get()?.journal_mode === 'wal'
    // With a log, `full` differs from `normal` by one flush of the log after each commit, for which the whole thread stands still: 4 to
    // 100 ms were measured. That flush is ours, then, outside the thread. https://sqlite.org/pragma.html#pragma_synchronous
    database.exec(`pragma synchronous = ${hasLog ? 'normal' : 'full'}; pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  } catch (error) {
    database.close()
    throw error
  }
  const kyselyDatabase = asKyselyDatabase(database)
  const dialect = new SqliteDialect({ database: kyselyDatabase })
  return {
    name: 'sqlite',
    dialect: {
      createDriver: () =>
        createSqliteDriver({
          database: kyselyDatabase,
          takeWritten: kyselyDatabase.takeWritten,
          disk: hasLog ? createDiskSync(`${file}-wal`) : null,
        }),
      createAdapter: () => new OneAfterTheOther(),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db) => dialect.createIntrospector(db),
    },
    idColumn: (column) => column.primaryKey().autoIncrement(),
    locksRows: false,
    // Every transaction here holds the only write lock already.
    lockForMigration: async () => {},
    leases: createSoleLeases,
  }
}

/** Kysely would give the only connection to the next one no sooner than the last one's writing is on the disk; our driver sees to the turns. */
class OneAfterTheOther extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** Statements after which there may be something new in the log. */
const WRITES = /^\s*(?!select|begin|rollback|pragma)/i

/** The part of better-sqlite3's interface that Kysely calls, on `node:sqlite`. */
function asKyselyDatabase(database: DatabaseSync): SqliteDatabase & { takeWritten(): boolean } {
  let written = false
  const statements = new Map<string, SqliteStatement>()
  return {
    close() {
      if (database.isOpen) database.close()
    },
    takeWritten() {
      const was = written
      written = false
      return was
    },
    prepare(sql) {
      // A transaction that starts as a reader and then writes fails at once when another process wrote in between, whatever the
      // timeout (https://sqlite.org/isolation.html); ours always write, so they queue for the write lock from the start.
      const text = sql === 'begin' ? 'begin immediate' : sql
      let statement = statements.get(text)
      if (statement === undefined) {
        if (statements.size >= STATEMENTS_MAX) statements.clear()
        const runs = asKyselyStatement(database.prepare(text))
        statement = WRITES.test(text) ? noting(runs, () => (written = true)) : runs
        statements.set(text, statement)
      }
      return statement
    },
  }
}

function noting(statement: SqliteStatement, note: () => void): SqliteStatement {
  return {
    ...statement,
    all(parameters) {
      note()
      return statement.all(parameters)
    },
    run(parameters) {
      note()
      return statement.run(parameters)
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
