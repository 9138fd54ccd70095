/** Kysely's driver for our one SQLite connection: whoever wrote waits for the disk, and nobody else does. */

import { type DatabaseConnection, type Driver, type SqliteDatabase, SqliteDriver } from 'kysely'
import type { DiskSync } from './disk-sync.ts'

interface SqliteDriverOptions {
  readonly database: SqliteDatabase
  /** True when something was written since it was last asked. */
  readonly takeWritten: () => boolean
  /** Where commits have to be brought onto the disk; `null` where the database does it, or there is none. */
  readonly disk: DiskSync | null
}

/**
 * Gives the connection to one after the other, and resolves what wrote something only when it is on the disk. The connection is free for
 * the next one by then: a flush takes milliseconds, and a person's answer must not wait for one of a digest.
 */
export function createSqliteDriver({ database, takeWritten, disk }: SqliteDriverOptions): Driver {
  const driver = new SqliteDriver({ database })
  const waiting: (() => void)[] = []
  let taken = false

  return {
    init: (options) => driver.init(options),
    async acquireConnection() {
      if (taken) await new Promise<void>((resolve) => waiting.push(resolve))
      taken = true
      return await driver.acquireConnection()
    },
    beginTransaction: (connection) => driver.beginTransaction(connection),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    async releaseConnection(_connection: DatabaseConnection) {
      const written = takeWritten()
      const next = waiting.shift()
      // Handed over rather than freed, so that nobody comes in between.
      if (next === undefined) taken = false
      else next()
      if (written) await disk?.sync()
    },
    async destroy() {
      await disk?.close()
      await driver.destroy()
    },
  }
}
