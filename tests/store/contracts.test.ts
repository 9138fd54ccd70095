import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { openOn, openStore, type Store } from '../../src/store/open-store.ts'
import { postgresEngineOn } from '../../src/store/postgres-engine.ts'
import { storeContract } from '../contracts/store.ts'
import { createTestSchema, type TestSchema, WITHOUT_SERVER } from './postgres-server.ts'

const opened: { store: Store; directory: string | null }[] = []

afterEach(async () => {
  for (const { store, directory } of opened.splice(0)) {
    await store.close()
    if (directory !== null) rmSync(directory, { recursive: true })
  }
})

storeContract('a store in a SQLite file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'optout-store-'))
  const store = await openStore({ dataDir: directory })
  opened.push({ store, directory })
  return store
})

storeContract('a store in memory', async () => {
  const store = await openStore({ inMemory: true })
  opened.push({ store, directory: null })
  return store
})

/** PostgreSQL without a server: the same SQL and the same answers on any machine, though only one connection at a time. */
describe('PostgreSQL inside the process', () => {
  let pglite: PGlite
  let store: Store

  // It takes seconds and hundreds of megabytes to start, so there is one.
  beforeAll(async () => {
    pglite = await PGlite.create()
    store = await openOn(postgresEngineOn(new PGliteDialect({ pglite })))
  }, 180_000)

  storeContract('a store in PGlite', async () => {
    const { rows } = await pglite.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration'",
    )
    await pglite.exec(`truncate ${rows.map(({ name }) => name).join(', ')}`)
    return store
  })

  afterAll(() => store.close())
})

describe.skipIf(WITHOUT_SERVER !== '')('a PostgreSQL server', () => {
  let schema: TestSchema | undefined
  let store: Store | undefined

  storeContract(`a store in PostgreSQL${WITHOUT_SERVER}`, async () => {
    schema ??= await createTestSchema()
    store ??= await openStore({ databaseUrl: schema.url })
    await schema.empty()
    return store
  })

  afterAll(async () => {
    await store?.close()
    await schema?.drop()
  })
})
