import type { ColumnDefinitionBuilder, Dialect, Kysely, Transaction } from 'kysely'
import type { Leases } from '../core/ports/leases.ts'
import type { Tables } from './tables.ts'

/** The few places where one database differs from another; every query is written once against these. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres'
  readonly dialect: Dialect
  /** Makes a column the table's own ever-growing integer id: numbers are never used again, since delivery keys contain them. */
  idColumn(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder
  /** True when several connections write at once, so that reading-to-write must lock rows (`for update`, `skip locked`). */
  readonly locksRows: boolean
  /** Called first in the transaction that migrates: resolves once no other process migrates this database, until the transaction ends. */
  lockForMigration(trx: Transaction<Tables>): Promise<void>
  /** Who does what, when several processes share the database. */
  leases(db: Kysely<Tables>): Leases
}
