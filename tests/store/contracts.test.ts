import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { storeContract } from '../contracts/store.ts'

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
