/** SQLite's result codes as errors an operator can act on. */

import { DataDirError, StoreError } from './store-errors.ts'

/** Primary result codes (https://sqlite.org/rescode.html): an extended code keeps its primary one in the low eight bits. */
const BUSY = 5
const READONLY = 8
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/** SQLite's primary result code of an error thrown by `node:sqlite`, or `null` for any other error. */
function sqliteCodeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
}

/** True when another connection holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return sqliteCodeOf(error) === BUSY
}

/** The error to show instead, or the error itself when SQLite did not raise it. */
export function explainSqliteError(error: unknown, path: string): unknown {
  switch (sqliteCodeOf(error)) {
    case NOTADB:
    case CORRUPT:
      return new StoreError(
        'damaged',
        `${path} is damaged, or is not a database. Put back a backup, or move the file away to start with an empty one.`,
        { cause: error },
      )
    case BUSY:
      return new StoreError('busy', `${path} is held by another program. Close that program and start again.`, { cause: error })
    case READONLY:
    case CANTOPEN:
      return new DataDirError(
        `${path} cannot be opened for writing. Give the user who runs Optout write access to it and to its folder, or set DATA_DIR to another folder.`,
        { cause: error },
      )
    case FULL:
      return new DataDirError(`The disk that holds ${path} is full. Make room, or set DATA_DIR to a folder on another disk.`, {
        cause: error,
      })
    default:
      return error
  }
}
