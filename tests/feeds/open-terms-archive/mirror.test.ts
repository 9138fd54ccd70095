/** A mirror is fetched once, then only what is new, and survives being killed at any moment. */

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { syncMirror } from '../../../src/feeds/open-terms-archive/mirror.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { git, recordVersions } from '../support/versions-repository.ts'

const CHILD = join(import.meta.dirname, 'fetch-child.ts')

function aCollection(versions: number) {
  const folder = temporaryFolder()
  const source = join(folder, 'demo-versions.git')
  const record = (from: number, count: number) =>
    recordVersions(
      source,
      Array.from({ length: count }, (_, index) => ({
        at: new Date(Date.UTC(2025, 0, 1 + from + index)).toISOString(),
        text: `version ${from + index}\n`,
      })),
    )
  record(0, versions)
  return {
    source,
    url: `file://${source}`,
    mirror: join(folder, 'data', 'mirror.git'),
    record,
    head: () => git(source, ['rev-parse', 'main']).trim(),
  }
}

const count = (dir: string) => Number(git(dir, ['rev-list', '--count', 'HEAD']))

test('fetches all of a history in slices, and afterwards what is new', async () => {
  const { url, mirror, record, head } = aCollection(95)
  const slices: number[] = []
  expect(await syncMirror({ url, folder: mirror, sliceCommits: 40, onSlice: (commits) => slices.push(commits) })).toEqual({
    kind: 'current',
    head: head(),
  })
  expect([slices, count(mirror)]).toEqual([[40, 80, 120], 95])
  record(95, 3)
  expect(await syncMirror({ url, folder: mirror })).toEqual({ kind: 'current', head: head() })
  expect(count(mirror)).toBe(98)
})

test('killed in the middle, the next fetch goes on from there', { timeout: 120_000 }, async () => {
  const { url, mirror, head } = aCollection(200)
  let slicesBefore = 0
  for (let kill = 0; kill < 3; kill += 1) {
    const child = spawn(process.execPath, [CHILD, url, mirror], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
    await new Promise<void>((resolve) => {
      child.stdout.once('data', () => {
        slicesBefore += 1
        // Its helpers are killed with it, as when the machine stops.
        process.kill(-(child.pid ?? 0), 'SIGKILL')
      })
      child.once('close', () => resolve())
    })
  }
  expect(slicesBefore).toBe(3)
  expect(existsSync(join(mirror, 'shallow'))).toBe(true)
  // What else a kill can leave: git's own locks, half a pack, and our lock in the name of a process that is gone.
  writeFileSync(join(mirror, 'HEAD.lock'), '')
  writeFileSync(join(mirror, 'shallow.lock'), '')
  mkdirSync(join(mirror, 'refs/heads'), { recursive: true })
  writeFileSync(join(mirror, 'refs/heads/main.lock'), '')
  writeFileSync(join(mirror, 'objects/pack/tmp_pack_abc123'), 'half')
  writeFileSync(`${mirror}.lock`, '999999999')
  let slices = 0
  expect(await syncMirror({ url, folder: mirror, sliceCommits: 20, onSlice: () => (slices += 1) })).toEqual({
    kind: 'current',
    head: head(),
  })
  expect(slices).toBeLessThan(10)
  expect(count(mirror)).toBe(200)
  expect(existsSync(join(mirror, 'objects/pack/tmp_pack_abc123'))).toBe(false)
  expect(git(mirror, ['fsck', '--no-progress'])).toBe('')
})

test('a history that was rewritten is fetched as it is now', async () => {
  const { url, source, mirror, head } = aCollection(5)
  await syncMirror({ url, folder: mirror })
  git(source, ['update-ref', '-d', 'refs/heads/main'])
  recordVersions(source, [{ at: '2025-02-01', service: 'Other', text: 'new beginning' }])
  expect(await syncMirror({ url, folder: mirror })).toEqual({ kind: 'current', head: head() })
})

test('out of reach: what was fetched is still there, and without it there is a reason', async () => {
  const { url, source, mirror, head } = aCollection(5)
  const before = head()
  expect(await syncMirror({ url: `${url}-not`, folder: `${mirror}-not` })).toMatchObject({
    kind: 'failed',
    failure: { code: 'unreachable' },
  })
  await syncMirror({ url, folder: mirror })
  renameSync(source, `${source}-moved`)
  expect(await syncMirror({ url, folder: mirror })).toMatchObject({ kind: 'stale', head: before, failure: { code: 'unreachable' } })
})

test('no git, an empty repository, a second fetch, a slow one and being told to stop are told apart', async () => {
  const { url, source, mirror } = aCollection(2)
  const failure = async (options: Partial<Parameters<typeof syncMirror>[0]>) => {
    const outcome = await syncMirror({ url, folder: mirror, ...options })
    return outcome.kind === 'failed' ? outcome.failure.code : outcome.kind
  }
  expect(await failure({ program: 'no-such-git' })).toBe('git-missing')
  const empty = `${source}-empty`
  git('.', ['init', '--quiet', '--bare', empty])
  expect(await failure({ url: `file://${empty}` })).toBe('not-a-repository')
  expect(await failure({ signal: AbortSignal.abort() })).toBe('stopped')
  expect(await failure({ timeoutMs: 0 })).toBe('timed-out')
  writeFileSync(`${mirror}.lock`, String(process.ppid))
  expect(await failure({})).toBe('in-use')
})

test('an option in place of an address is an address that cannot be reached', async () => {
  const { mirror } = aCollection(1)
  expect(await syncMirror({ url: '--upload-pack=touch /tmp/never', folder: mirror })).toMatchObject({
    kind: 'failed',
    failure: { code: 'unreachable' },
  })
})
