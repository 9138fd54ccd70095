/** Keeps a second bot from serving out of the same data directory. */

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ensureDirectory } from './open-store.ts'
import { explainSqliteError, isBusy } from './sqlite-errors.ts'
import { DirectoryInUseError } from './store-errors.ts'

/** A held claim. */
export interface DirectoryClaim {
  /** Lets go. Safe to call twice. */
  release(): void
}

/**
 * Claims a data directory for this process until it lets go or ends, however it ends: the claim is a lock of the operating system on
 * `serve.lock` (through SQLite, which has one on every system), so a killed process leaves nothing to clean up.
 * Throws `DirectoryInUseError` when another process holds it, `DataDirError` when the directory cannot be used.
 */
export function claimDirectory(dataDir: string): DirectoryClaim {
  ensureDirectory(dataDir)
  const path = join(dataDir, 'serve.lock')
  let lock: DatabaseSync
  try {
    lock = new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw explainSqliteError(error, path)
  }
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw explainSqliteError(error, path)
    throw new DirectoryInUseError(
      `Another Optout is already running on ${dataDir}. Stop it first, or give this one a folder of its own with DATA_DIR.`,
      { cause: error },
    )
  }
  return { release: () => lock.isOpen && lock.close() }
}
