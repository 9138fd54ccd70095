/** Opens the place where everything is kept, and says in a sentence why not. */

import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Kysely } from 'kysely'
import type { Announcements } from '../core/ports/announcements.ts'
import type { Checklists } from '../core/ports/checklists.ts'
import type { Digests } from '../core/ports/digests.ts'
import type { Installations } from '../core/ports/installations.ts'
import type { Leases } from '../core/ports/leases.ts'
import type { OperatorKeys } from '../core/ports/operator-keys.ts'
import type { OutboxStore } from '../core/ports/outbox-store.ts'
import type { People } from '../core/ports/people.ts'
import type { PersonalData } from '../core/ports/personal-data.ts'
import type { Reminders } from '../core/ports/reminders.ts'
import type { ChatPlatformName } from '../core/subscription.ts'
import { createAnnouncementsStore } from './announcements-store.ts'
import { createChecklistsStore } from './checklists-store.ts'
import { createDigestsStore } from './digests-store.ts'
import type { Engine } from './engine.ts'
import { createInstallationsStore } from './installations-store.ts'
import { createMetaStore, type Meta } from './meta-store.ts'
import { migrate } from './migrate.ts'
import { createOperatorKeysStore } from './operator-keys-store.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createPeopleStore } from './people-store.ts'
import { createPersonalDataStore } from './personal-data-store.ts'
import { createRemindersStore } from './reminders-store.ts'
import { createRequestsStore, type RequestsTally } from './requests-store.ts'
import { createSqliteEngine } from './sqlite-engine.ts'
import { explainSqliteError } from './sqlite-errors.ts'
import { DataDirError } from './store-errors.ts'
import type { Tables } from './tables.ts'
import { wipeChatPlatform } from './wipe.ts'

/** Everything that is kept, behind the core's ports. */
export interface Store {
  readonly people: People
  readonly digests: Digests
  readonly outbox: OutboxStore
  readonly announcements: Announcements
  readonly requests: RequestsTally
  readonly reminders: Reminders
  readonly checklists: Checklists
  readonly personalData: PersonalData
  readonly installations: Installations
  readonly operatorKeys: OperatorKeys
  readonly meta: Meta
  readonly leases: Leases
  /** Number of the last migration. */
  readonly schemaVersion: number
  /** Forgets everything about one chat platform, and what has been announced: the practice chat's "start over". */
  wipeChatPlatform(name: ChatPlatformName): Promise<void>
  /** Waits for what is under way and closes. Nothing may be called after it. */
  close(): Promise<void>
}

/** `databaseUrl`: a `postgresql://` address. `busyTimeoutMs`: how long to wait for another process that writes; five seconds unless told. */
export type StoreLocation =
  | { readonly databaseUrl: string }
  | { readonly dataDir: string; readonly file?: string; readonly busyTimeoutMs?: number }
  | { readonly inMemory: true }

/**
 * Opens the database, creating it and the last folder of `dataDir` when they are not there, and brings its tables up to date. Throws
 * `DataDirError` or `StoreError`. Several processes may have it open; serving from a directory is for one (`claimDirectory`). One process opens a file once:
 * SQLite waits for a lock by stopping the thread, so two stores of one thread could wait for each other until the time-out.
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  if ('databaseUrl' in location) return await openPostgres(location.databaseUrl)
  if ('inMemory' in location) return await openOn(createSqliteEngine(':memory:'))
  const { dataDir, file = 'optout.db', busyTimeoutMs } = location
  ensureDirectory(dataDir)
  const path = join(dataDir, file)
  try {
    return await openOn(createSqliteEngine(path, busyTimeoutMs))
  } catch (error) {
    throw explainSqliteError(error, path)
  }
}

/** Its library is loaded only where it is used. */
async function openPostgres(databaseUrl: string): Promise<Store> {
  const [{ connectPostgres }, { explainPostgresError }] = await Promise.all([
    import('./postgres-engine.ts'),
    import('./postgres-errors.ts'),
  ])
  const engine = await connectPostgres(databaseUrl)
  try {
    return await openOn(engine)
  } catch (error) {
    throw explainPostgresError(error)
  }
}

/** The store on any engine, its tables brought up to date. Closing it closes the engine. */
export async function openOn(engine: Engine): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  let schemaVersion: number
  try {
    schemaVersion = await migrate(db, engine)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    people: createPeopleStore(db),
    digests: createDigestsStore(db, engine),
    outbox: createOutboxStore(db, engine),
    announcements: createAnnouncementsStore(db),
    requests: createRequestsStore(db),
    reminders: createRemindersStore(db, engine),
    checklists: createChecklistsStore(db),
    personalData: createPersonalDataStore(db),
    installations: createInstallationsStore(db),
    operatorKeys: createOperatorKeysStore(db),
    meta: createMetaStore(db),
    leases: engine.leases(db),
    schemaVersion,
    wipeChatPlatform: (name) => wipeChatPlatform(db, name),
    close: () => db.destroy(),
  }
}

/**
 * Makes sure that files can be written in `dataDir`. Only its last folder is created: when the one around it is missing, a disk is
 * probably not mounted, and quietly starting empty would look like lost data.
 */
export function ensureDirectory(dataDir: string): void {
  const path = resolve(dataDir)
  try {
    mkdirSync(path, { mode: 0o700 })
    return
  } catch (error) {
    if (!isNodeError(error) || error.code !== 'EEXIST') throw notCreated(path, error)
  }
  if (!statSync(path).isDirectory())
    throw new DataDirError(`DATA_DIR is ${path}, which is a file and not a folder. Set DATA_DIR to a folder.`)
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new DataDirError(
      `The folder ${path} cannot be written to. Give the user who runs Optout write access to it, or set DATA_DIR to another folder.`,
      { cause: error },
    )
  }
}

function notCreated(path: string, cause: unknown): DataDirError {
  const code = isNodeError(cause) ? cause.code : undefined
  if (code === 'ENOENT')
    return new DataDirError(
      `The folder ${dirname(path)} does not exist, so ${path} cannot be created in it. Create or mount it, or set DATA_DIR to another folder.`,
      { cause },
    )
  if (code === 'ENOTDIR') return new DataDirError(`A part of ${path} is a file and not a folder. Set DATA_DIR to a folder.`, { cause })
  return new DataDirError(
    `The folder ${path} cannot be created (${code ?? 'unknown reason'}). Create it and give the user who runs Optout write access, or set DATA_DIR to another folder.`,
    { cause },
  )
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}
