import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { claimDirectory } from '../../src/store/claim-directory.ts'
import { MIGRATIONS } from '../../src/store/migrations/index.ts'
import { openStore } from '../../src/store/open-store.ts'
import { DataDirError, DirectoryInUseError, StoreError } from '../../src/store/store-errors.ts'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'optout-open-'))
})
afterEach(() => rmSync(parent, { recursive: true }))

const fileIn = (dataDir: string) => join(dataDir, 'optout.db')

async function failure(opening: Promise<unknown>): Promise<Error> {
  try {
    await opening
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('it opened')
}

describe('opening', () => {
  test('creates the folder, for its owner alone, and the file', async () => {
    const dataDir = join(parent, 'data')
    const store = await openStore({ dataDir })
    expect(store.schemaVersion).toBe(MIGRATIONS.length)
    await store.close()
    expect(statSync(dataDir).mode & 0o077).toBe(0)
    expect(existsSync(fileIn(dataDir))).toBe(true)
  })

  test('a second time finds what was kept', async () => {
    const first = await openStore({ dataDir: parent })
    await first.meta.set('colour', 'blue')
    await first.close()
    const second = await openStore({ dataDir: parent })
    expect(await second.meta.get('colour')).toBe('blue')
    expect(second.schemaVersion).toBe(MIGRATIONS.length)
    await second.close()
  })

  test('another file in the same folder is another store', async () => {
    const practice = await openStore({ dataDir: parent, file: 'practice.db' })
    await practice.meta.set('colour', 'blue')
    const main = await openStore({ dataDir: parent })
    expect(await main.meta.get('colour')).toBeNull()
    await Promise.all([practice.close(), main.close()])
  })

  test('leaves the file with every commit written through', async () => {
    const store = await openStore({ dataDir: parent })
    await store.close()
    const database = new DatabaseSync(fileIn(parent))
    expect(database.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    expect(database.prepare('pragma integrity_check').get()).toMatchObject({ integrity_check: 'ok' })
    database.close()
  })
})

describe('what cannot be opened', () => {
  test('a folder whose parent is missing is not made up', async () => {
    const error = await failure(openStore({ dataDir: join(parent, 'mount', 'data') }))
    expect(error).toBeInstanceOf(DataDirError)
    expect(error.message).toBe(
      `The folder ${parent}/mount does not exist, so ${parent}/mount/data cannot be created in it. Create or mount it, or set DATA_DIR to another folder.`,
    )
  })

  test('a file where the folder should be', async () => {
    writeFileSync(join(parent, 'data'), '')
    const error = await failure(openStore({ dataDir: join(parent, 'data') }))
    expect(error).toBeInstanceOf(DataDirError)
    expect(error.message).toContain('is a file and not a folder. Set DATA_DIR to a folder.')
    expect(await failure(openStore({ dataDir: join(parent, 'data', 'inner') }))).toBeInstanceOf(DataDirError)
  })

  test('a folder where the file should be', async () => {
    mkdirSync(fileIn(parent))
    const error = await failure(openStore({ dataDir: parent }))
    expect(error).toBeInstanceOf(DataDirError)
    expect(error.message).toContain('cannot be opened for writing')
  })

  test('a file that is no database', async () => {
    writeFileSync(fileIn(parent), 'these are not the pages you are looking for '.repeat(200))
    const error = await failure(openStore({ dataDir: parent }))
    expect(error).toBeInstanceOf(StoreError)
    expect(error).toMatchObject({ code: 'damaged', message: expect.stringContaining('Put back a backup, or move the file away') })
  })

  test('a database whose pages were overwritten', async () => {
    const store = await openStore({ dataDir: parent })
    await store.close()
    const bytes = Buffer.alloc(statSync(fileIn(parent)).size, 0xff)
    bytes.write('SQLite format 3\0', 'latin1')
    writeFileSync(fileIn(parent), bytes)
    expect(await failure(openStore({ dataDir: parent }))).toMatchObject({ code: 'damaged' })
  })

  test('a database from a newer release', async () => {
    const store = await openStore({ dataDir: parent })
    await store.close()
    const database = new DatabaseSync(fileIn(parent))
    database.exec(`insert into migration (number, name) values (99, 'from-the-future')`)
    database.close()
    const error = await failure(openStore({ dataDir: parent }))
    expect(error).toBeInstanceOf(StoreError)
    expect(error).toMatchObject({
      code: 'too-new',
      message: expect.stringContaining(`used by a newer Optout (its tables are version 99, this one knows ${MIGRATIONS.length})`),
    })
  })

  test('a database that another program holds for itself', async () => {
    const store = await openStore({ dataDir: parent })
    await store.close()
    const holder = new DatabaseSync(fileIn(parent))
    holder.exec('pragma locking_mode = exclusive; begin exclusive')
    expect(await failure(openStore({ dataDir: parent, busyTimeoutMs: 10 }))).toMatchObject({ code: 'busy' })
    holder.close()
  })
})

describe('claiming a folder to serve from', () => {
  test('is for one at a time', () => {
    const dataDir = join(parent, 'data')
    const claim = claimDirectory(dataDir)
    expect(() => claimDirectory(dataDir)).toThrow(DirectoryInUseError)
    expect(() => claimDirectory(dataDir)).toThrow(
      `Another Optout is already running on ${dataDir}. Stop it first, or give this one a folder of its own with DATA_DIR.`,
    )
    claim.release()
    claim.release()
    claimDirectory(dataDir).release()
  })

  test('does not keep a store from being opened', async () => {
    const claim = claimDirectory(parent)
    const store = await openStore({ dataDir: parent })
    await store.close()
    claim.release()
  })

  test('names a folder that cannot be used', () => {
    expect(() => claimDirectory(join(parent, 'a', 'b'))).toThrow(DataDirError)
  })
})
