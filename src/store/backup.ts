/** A copy of the SQLite store while it is in use. */

import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { explainSqliteError } from './sqlite-errors.ts'
import { DataDirError } from './store-errors.ts'

/** Pages copied between two chances for others to work: a few milliseconds each. */
const PAGES_A_TURN = 500

/**
 * Copies everything that was committed by now to `to`, which must not exist yet; other processes go on reading and writing. The file
 * appears whole or not at all. Throws `DataDirError` or `StoreError`.
 */
export async function backupDirectory(dataDir: string, to: string): Promise<void> {
  const from = join(dataDir, 'optout.db')
  if (!existsSync(from))
    throw new DataDirError(`There is nothing to back up: ${from} does not exist. Set DATA_DIR to the folder Optout uses.`)
  if (existsSync(to)) throw new DataDirError(`${to} exists already. Name another file, or remove that one first.`)
  const unfinished = `${to}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    await copy(from, unfinished)
    renameSync(unfinished, to)
  } catch (error) {
    rmSync(unfinished, { force: true })
    const explained = explainSqliteError(error, unfinished)
    if (explained !== error || !isNodeError(error)) throw explained
    throw new DataDirError(`${to} cannot be written (${error.code ?? 'unknown reason'}). Name a file in a folder that can.`, {
      cause: error,
    })
  }
}

async function copy(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { timeout: 5_000 })
  try {
    await backup(source, to, { rate: PAGES_A_TURN })
  } finally {
    source.close()
  }
  // The copy is one file: what SQLite would keep beside it is folded in before anybody moves it.
  const copied = new DatabaseSync(to)
  try {
    copied.exec('pragma journal_mode = delete')
  } finally {
    copied.close()
  }
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}
