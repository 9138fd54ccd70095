import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimDirectory } from '../../src/store/claim-directory.ts'
import { MIGRATIONS } from '../../src/store/migrations/index.ts'
import { openStore } from '../../src/store/open-store.ts'
import { DirectoryInUseError } from '../../src/store/store-errors.ts'
import { NOON } from '../contracts/store-samples.ts'
import { startChild } from './child-processes.ts'

/** Starting a process takes its time on a busy machine. */
const patiently = { timeout: 60_000 }

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'optout-kill-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

test('what was acknowledged survives kill -9, again and again', patiently, async () => {
  const acknowledged = new Set<string>()
  for (let life = 0; life < 3; life += 1) {
    const child = startChild('writing-child.ts', dataDir)
    await child.printed(20)
    await child.kill()
    for (const key of child.lines) acknowledged.add(key)
  }
  const store = await openStore({ dataDir })
  const kept = new Set((await store.outbox.owed(NOON, 1_000_000)).map(({ key }) => key))
  await store.close()
  expect([...acknowledged].filter((key) => !kept.has(key))).toEqual([])
  // Each life may have written one more than it could still say.
  expect(kept.size - acknowledged.size).toBeLessThanOrEqual(3)
})

test('a directory that another process serves from is refused until that process is gone, however it went', patiently, async () => {
  const child = startChild('claiming-child.ts', dataDir)
  await child.printed(1)
  expect(() => claimDirectory(dataDir)).toThrow(DirectoryInUseError)
  await child.kill()
  claimDirectory(dataDir).release()
})

test('a store can be read and written beside the process that serves', patiently, async () => {
  const child = startChild('opening-child.ts', dataDir)
  await child.printed(1)
  const store = await openStore({ dataDir })
  await store.meta.set('seen', 'yes')
  expect(await store.meta.get('seen')).toBe('yes')
  await store.close()
  await child.kill()
})

test('processes that open a new store at the same moment all get the same tables', patiently, async () => {
  const children = [1, 2, 3].map(() => startChild('opening-child.ts', dataDir))
  for (const child of children) await child.printed(1)
  expect(children.map(({ lines }) => lines)).toEqual(Array(3).fill([String(MIGRATIONS.length)]))
  for (const child of children) await child.kill()
})
