/**
 * A local copy of a collection's versions repository: bare, fetched in slices of history so that a killed fetch goes on where it was, and
 * afterwards only what is new.
 */

import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runGit } from './git.ts'
import type { GitFailure } from './git-error.ts'

export type MirrorOutcome =
  /** Complete and up to date. */
  | { readonly kind: 'current'; readonly head: string }
  /** Complete as of an earlier fetch; this one failed. */
  | { readonly kind: 'stale'; readonly head: string; readonly failure: GitFailure }
  | { readonly kind: 'failed'; readonly failure: GitFailure }

export interface MirrorOptions {
  /** Anything `git fetch` takes: an https or ssh address, or a folder. */
  readonly url: string
  /** Where the mirror is, or is to be. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
  /** For one slice; the first fetch of a large collection takes several. */
  readonly timeoutMs?: number
  /** Commits a slice; what a kill can lose at most. */
  readonly sliceCommits?: number
  /** Told after each slice how many commits are there. */
  readonly onSlice?: (commits: number) => void
  readonly program?: string | undefined
}

const SLICE_TIMEOUT_MS = 10 * 60_000
const LOCAL_TIMEOUT_MS = 60_000
const SLICE_COMMITS = 8_000
const LOCK_WAITS = 5
const LOCK_WAIT_MS = 1_000
/** More slices than this and something is wrong: 8 million commits are not a collection. */
const SLICES_MAX = 1_000

/**
 * Brings the mirror up to date, making it when it is not there. The newest part of the history comes first, older slices follow; a mirror
 * counts as complete when the oldest has arrived, and is not read before.
 */
export async function syncMirror(options: MirrorOptions): Promise<MirrorOutcome> {
  const { folder } = options
  mkdirSync(dirname(folder), { recursive: true })
  const lock = takeLock(`${folder}.lock`)
  if (lock === null) return { kind: 'failed', failure: { code: 'in-use', detail: 'Another process is fetching into this mirror.' } }
  try {
    const failure = (await prepare(options)) ?? (await fetchAll(options))
    const head = await headOf(options)
    if (failure === null && head !== null) return { kind: 'current', head }
    if (failure === null) return { kind: 'failed', failure: { code: 'not-a-repository', detail: 'There is no history in it.' } }
    return head === null || isPartial(folder) ? { kind: 'failed', failure } : { kind: 'stale', head, failure }
  } finally {
    lock.release()
  }
}

async function prepare({ folder, url, program, signal }: MirrorOptions): Promise<GitFailure | null> {
  removeLeftovers(folder)
  const local = { timeoutMs: LOCAL_TIMEOUT_MS, refusedMeans: 'damaged', program, signal } as const
  const made = await runGit(['init', '--quiet', '--bare', folder], local)
  if (!made.ok) return made.failure
  const named = await runGit(['-C', folder, 'config', 'remote.origin.url', url], local)
  return named.ok ? null : named.failure
}

async function fetchAll(options: MirrorOptions): Promise<GitFailure | null> {
  const { folder, url, program, signal, timeoutMs = SLICE_TIMEOUT_MS, sliceCommits = SLICE_COMMITS, onSlice } = options
  const remote = { timeoutMs, refusedMeans: 'unreachable', program, signal } as const
  const branch = await runGit(['ls-remote', '--symref', '--', url, 'HEAD'], { ...remote, timeoutMs: Math.min(timeoutMs, LOCAL_TIMEOUT_MS) })
  if (!branch.ok) return branch.failure
  const ref = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(branch.stdout)?.[1]
  if (ref === undefined) return { code: 'not-a-repository', detail: 'It has no main branch.' }
  const pointed = await runGit(['-C', folder, 'symbolic-ref', 'HEAD', ref], { ...remote, refusedMeans: 'damaged' })
  if (!pointed.ok) return pointed.failure
  const isNew = !(await runGit(['-C', folder, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { ...remote, refusedMeans: 'damaged' }))
    .ok
  for (let slice = 0; slice < SLICES_MAX; slice += 1) {
    const depth = isPartial(folder) ? [`--deepen=${sliceCommits}`] : isNew && slice === 0 ? [`--depth=${sliceCommits}`] : []
    const fetch = ['-C', folder, 'fetch', '--quiet', '--no-tags', '--force', '--update-head-ok', ...depth, 'origin', `+${ref}:${ref}`]
    let fetched = await runGit(fetch, remote)
    // A git that outlived a killed process of ours goes on for a moment, and holds this lock until it is done.
    for (let wait = 0; !fetched.ok && existsSync(join(folder, 'shallow.lock')) && wait < LOCK_WAITS; wait += 1) {
      await sleep(LOCK_WAIT_MS, undefined, { signal }).catch(() => {})
      fetched = await runGit(fetch, remote)
    }
    if (!fetched.ok) return fetched.failure
    onSlice?.((slice + 1) * sliceCommits)
    if (!isPartial(folder)) return null
  }
  return { code: 'timed-out', detail: 'Its history has no end.' }
}

async function headOf({ folder, program, signal }: MirrorOptions): Promise<string | null> {
  const found = await runGit(['-C', folder, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], {
    timeoutMs: LOCAL_TIMEOUT_MS,
    refusedMeans: 'not-a-repository',
    program,
    signal,
  })
  return found.ok ? found.stdout.trim() : null
}

/** Git notes in `shallow` where a history was cut; once all of it is there, the file is gone. */
const isPartial = (folder: string) => existsSync(join(folder, 'shallow'))

/**
 * A killed git leaves lock files, which stop the next one, and half a pack, which only takes room. Ours is the only process that fetches
 * here, so none of them is in use.
 */
function removeLeftovers(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.lock') || /(^|[/\\])(tmp_(pack|idx|rev|obj|mtimes)_|\.tmp-)/.test(name)) rmSync(join(folder, name), { force: true })
}

/** One fetch a mirror at a time. The lock of a process that is gone is taken over. */
function takeLock(file: string): { release(): void } | null {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = openSync(file, 'wx')
      writeSync(handle, String(process.pid))
      closeSync(handle)
      return { release: () => rmSync(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isHeld(file)) return null
      rmSync(file, { force: true })
    }
  }
  return null
}

function isHeld(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    if (!Number.isInteger(holder) || holder <= 0 || holder === process.pid) return false
    process.kill(holder, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
