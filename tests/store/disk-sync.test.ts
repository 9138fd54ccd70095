import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDiskSync } from '../../src/store/disk-sync.ts'
import { createSqliteDriver } from '../../src/store/sqlite-driver.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'optout-sync-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('who asks while a flush runs waits for the next one, shared with all others who do', async () => {
  writeFileSync(join(folder, 'log'), 'bytes')
  const disk = createDiskSync(join(folder, 'log'))
  const first = disk.sync()
  const second = disk.sync()
  expect(second).not.toBe(first)
  expect(disk.sync()).toBe(second)
  await Promise.all([first, second])
  await disk.sync()
  await disk.close()
})

test('a file that cannot be flushed is an error, for everybody who waits', async () => {
  const disk = createDiskSync(join(folder, 'missing'))
  const results = await Promise.allSettled([disk.sync(), disk.sync()])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('whoever wrote waits for the disk, and the connection is free meanwhile', async () => {
  const flushed = Promise.withResolvers<void>()
  let written = true
  const driver = createSqliteDriver({
    database: {
      close: () => {},
      prepare: () => ({ reader: true, all: () => [], run: () => ({ changes: 0, lastInsertRowid: 0 }), iterate: () => [].values() }),
    },
    takeWritten: () => {
      const was = written
      written = false
      return was
    },
    disk: { sync: () => flushed.promise, close: async () => {} },
  })
  await driver.init()
  const happened: string[] = []
  const writer = driver.acquireConnection().then(async (connection) => {
    await driver.releaseConnection(connection)
    happened.push('written')
  })
  const reader = driver.acquireConnection().then(async (connection) => {
    await driver.releaseConnection(connection)
    happened.push('read')
  })
  await reader
  expect(happened).toEqual(['read'])
  flushed.resolve()
  await writer
  expect(happened).toEqual(['read', 'written'])
})
