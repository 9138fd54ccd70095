/** What a PostgreSQL server, or the way to it, says no with, as errors an operator can act on. None of them repeats `DATABASE_URL`, which holds a password. */

import { DatabaseError } from 'pg'
import { StoreError } from './store-errors.ts'

/** The error to show instead, or the error itself when the server did not raise it. */
export function explainPostgresError(error: unknown): unknown {
  return error instanceof DatabaseError ? (fromServer(error) ?? error) : error
}

/** The same for an error that came while connecting, when whatever the server did not say is about the way to it. */
export function explainConnectingError(error: unknown): unknown {
  return error instanceof DatabaseError || error instanceof StoreError ? explainPostgresError(error) : unreachable(error)
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function fromServer(error: DatabaseError): StoreError | null {
  const cause = { cause: error }
  switch (error.code) {
    case '28P01': // invalid_password
    case '28000': // invalid_authorization_specification
      return new StoreError('refused', 'The database server refuses the user or the password in DATABASE_URL. Correct them there.', cause)
    case '3D000': // invalid_catalog_name
      return new StoreError(
        'no-database',
        'The database server does not have the database that DATABASE_URL names. Create it (createdb), or correct the name.',
        cause,
      )
    case '42501': // insufficient_privilege
    case '3F000': // invalid_schema_name: there is no schema in which the user may create
      return new StoreError(
        'refused',
        'The user in DATABASE_URL may not create tables in that database. Make them its owner, or grant them CREATE on its schema.',
        cause,
      )
    case '25006': // read_only_sql_transaction
      return readOnly(cause)
    case '53300': // too_many_connections
      return new StoreError(
        'busy',
        'The database server of DATABASE_URL has no connection left. Close some, or raise its max_connections: each Optout uses up to ten.',
        cause,
      )
    case '57P03': // cannot_connect_now
      return new StoreError('unreachable', 'The database server of DATABASE_URL is still starting. Start again in a moment.', cause)
    default:
      return null
  }
}

/** Whoever connects to a standby learns it here rather than at the first write. */
export function readOnly(options?: ErrorOptions): StoreError {
  return new StoreError(
    'read-only',
    'The database of DATABASE_URL can only be read. Name the primary server there, not a standby, and a user who may write.',
    options,
  )
}

/** `found` is the server's `server_version_num`, such as 150020; `needed` a major version. */
export function tooOld(found: number, needed: number): StoreError {
  return new StoreError(
    'too-old',
    `The database server of DATABASE_URL is PostgreSQL ${Math.floor(found / 10_000)}. Optout needs ${needed} or newer.`,
  )
}

function unreachable(error: unknown): StoreError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  return new StoreError(
    'unreachable',
    `The database server of DATABASE_URL cannot be reached${code}. Check that it runs, and the host, the port, the password and the TLS setting there.`,
    { cause: error },
  )
}
