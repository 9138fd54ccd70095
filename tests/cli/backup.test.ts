import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backup } from '../../src/cli/backup.ts'
import { migrate } from '../../src/cli/migrate.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { MIGRATIONS } from '../../src/store/migrations/index.ts'
import { openStore } from '../../src/store/open-store.ts'
import { DataDirError } from '../../src/store/store-errors.ts'
import { aDelivery, NOON } from '../contracts/store-samples.ts'
import { inProcess } from './in-process.ts'

let parent: string
let dataDir: string
let file: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'optout-backup-'))
  dataDir = join(parent, 'data')
  file = join(parent, 'optout-backup.db')
})
afterEach(() => rmSync(parent, { recursive: true }))

const run = (argv: readonly string[], command = backup) => inProcess(command, argv, { DATA_DIR: dataDir })

describe('backup', () => {
  test('a copy made while the store is written to is whole, and is the store again when it is put back', async () => {
    const store = await openStore({ dataDir })
    await store.meta.set('colour', 'blue')
    await store.outbox.enqueue(
      Array.from({ length: 3_000 }, (_, n) => aDelivery(`k${n}`)),
      NOON,
    )
    const writing = store.outbox.enqueue([aDelivery('meanwhile')], NOON)
    expect(await run([file])).toMatchObject({ output: `Copied to ${file}.\n` })
    await writing
    await store.close()
    expect(readdirSync(parent).toSorted()).toEqual(['data', 'optout-backup.db'])

    const restored = await openStore({ dataDir: parent, file: 'optout-backup.db' })
    expect(await restored.meta.get('colour')).toBe('blue')
    expect((await restored.outbox.counts()).pending).toBeGreaterThanOrEqual(3_000)
    await restored.close()
  })

  test('nothing that exists is written over', async () => {
    await (await openStore({ dataDir })).close()
    writeFileSync(file, 'precious')
    const { error } = await run([file])
    expect(error).toBeInstanceOf(DataDirError)
    expect(error).toMatchObject({ message: expect.stringContaining('exists already') })
  })

  test('a folder without a store is said to be one, and none is made', async () => {
    const { error } = await run([file])
    expect(error).toBeInstanceOf(DataDirError)
    expect(error).toMatchObject({ message: expect.stringContaining('There is nothing to back up') })
    expect(existsSync(dataDir)).toBe(false)
    expect(existsSync(file)).toBe(false)
  })

  test('a place that cannot be written to leaves nothing behind', async () => {
    await (await openStore({ dataDir })).close()
    const { error } = await run([join(parent, 'nowhere', 'copy.db')])
    expect(error).toBeInstanceOf(DataDirError)
    expect(readdirSync(parent)).toEqual(['data'])
  })

  test('for a database server it names the tool, without the address', async () => {
    const { error } = await inProcess(backup, [file], { DATABASE_URL: 'postgresql://optout:a-password@db.example.org/optout' })
    expect(error).toBeInstanceOf(UsageError)
    expect(error).toMatchObject({ message: expect.stringContaining(`pg_dump --format=custom --file=${file} "$DATABASE_URL"`) })
    expect(String(error)).not.toContain('a-password')
  })

  test('the file has to be named', async () => {
    expect((await run([])).error).toBeInstanceOf(UsageError)
  })
})

describe('migrate', () => {
  test('says which version the tables are at, as often as it is asked', async () => {
    const expected = { output: `The tables are up to date: version ${MIGRATIONS.length}.\n` }
    expect(await run([], migrate)).toMatchObject(expected)
    expect(await run([], migrate)).toMatchObject(expected)
    expect(JSON.parse((await run(['--json'], migrate)).output)).toEqual({ schemaVersion: MIGRATIONS.length })
  })
})
