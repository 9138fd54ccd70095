/** A versions repository's history as policy steps, oldest first. */

import type { PolicyStep } from '../../core/detection.ts'
import { openBlobs } from './blobs.ts'
import { endGit, lastLine, runGit, spawnGit } from './git.ts'
import { GitError, type GitFailure } from './git-error.ts'
import { createLogParser, LOG_FORMAT, type LogEntry } from './log-entries.ts'

/** A repository that can be read. */
export interface Repository {
  readonly dir: string
  /** What its steps say recorded them. */
  readonly collection: string
  /** Its newest commit. */
  readonly head: string
}

export type OpenOutcome =
  | { readonly kind: 'open'; readonly repository: Repository }
  | { readonly kind: 'failed'; readonly failure: GitFailure }

export interface HistoryOptions {
  /** Where reading stopped last time: only what came after it. `null` reads everything. */
  readonly after?: { readonly commit: string; readonly at: number } | null
  /** Which entries to read at all; the texts of others are not looked at. */
  readonly wanted?: (entry: LogEntry) => boolean
  readonly signal?: AbortSignal | undefined
  readonly program?: string | undefined
}

/** Texts asked for ahead of the step that needs them, so that git and we work at the same time. */
const AHEAD = 6
const LOCAL_TIMEOUT_MS = 60_000
/** A history that says nothing for so long hangs. */
const SILENCE_MAX_MS = 5 * 60_000

/** Looks whether `dir` holds a history. */
export async function openRepository(dir: string, collection: string, program?: string): Promise<OpenOutcome> {
  const found = await runGit(['-C', dir, 'rev-parse', '--verify', 'HEAD^{commit}'], {
    timeoutMs: LOCAL_TIMEOUT_MS,
    refusedMeans: 'not-a-repository',
    program,
  })
  return found.ok
    ? { kind: 'open', repository: { dir, collection, head: found.stdout.trim() } }
    : { kind: 'failed', failure: found.failure }
}

/**
 * Every recorded step, oldest first, with both texts. When the commit to go on from is no longer in the history, because the collection
 * rewrote it, reading goes on from that commit's time. @throws {GitError} when the repository breaks underneath.
 */
export async function* readHistory(repository: Repository, options: HistoryOptions = {}): AsyncGenerator<PolicyStep> {
  const { after = null, wanted = () => true, program } = options
  const known = after !== null && (await isInHistory(repository, after.commit, program))
  if (known && after.commit === repository.head) return
  const blobs = openBlobs(repository.dir, program)
  const ahead: Promise<PolicyStep>[] = []
  try {
    for await (const entry of readLog(repository, known ? after.commit : null, options)) {
      if (after !== null && !known && entry.at <= after.at) continue
      if (!wanted(entry)) continue
      const step = stepOf(entry, repository.collection, blobs)
      // Awaited in its turn; until then a failure must not count as one that nobody handles.
      step.catch(() => {})
      ahead.push(step)
      const next = ahead.length > AHEAD ? ahead.shift() : undefined
      if (next !== undefined) yield await next
    }
    for (const step of ahead.splice(0)) yield await step
  } finally {
    blobs.close()
  }
}

/** How many commits there are; 0 when that cannot be said. For showing progress only. */
export async function countSteps({ dir, head }: Repository): Promise<number> {
  const counted = await runGit(['-C', dir, 'rev-list', '--count', head, '--'], { timeoutMs: LOCAL_TIMEOUT_MS, refusedMeans: 'damaged' })
  return counted.ok ? Number(counted.stdout) || 0 : 0
}

async function isInHistory({ dir, head }: Repository, commit: string, program?: string): Promise<boolean> {
  const options = { timeoutMs: LOCAL_TIMEOUT_MS, refusedMeans: 'damaged', program } as const
  return commit === head || (await runGit(['-C', dir, 'merge-base', '--is-ancestor', commit, head], options)).ok
}

async function stepOf(entry: LogEntry, collection: string, blobs: { read(blob: string): Promise<string> }): Promise<PolicyStep> {
  const { service, document, commit, at, kind, beforeBlob, afterBlob, formerly } = entry
  const before = beforeBlob === null ? null : blobs.read(beforeBlob)
  const after = blobs.read(afterBlob)
  return {
    collection,
    service,
    document,
    id: commit,
    at,
    before: await before,
    after: await after,
    technical: kind === 'technical',
    ...(formerly === null ? {} : { formerly }),
  }
}

/** What git says of the commits after `from`, or of all; a kill or hang ends it with an error. */
async function* readLog({ dir, head }: Repository, from: string | null, { signal, program }: HistoryOptions): AsyncGenerator<LogEntry> {
  const range = from === null ? head : `${from}..${head}`
  const order = ['--reverse', '--topo-order', '--no-diff-merges']
  const child = spawnGit(['-C', dir, 'log', ...order, '--raw', '-z', '--no-abbrev', '-M', `--format=${LOG_FORMAT}`, range, '--'], program)
  let complaint = ''
  let problem: GitFailure | null = null
  const stop = (failure: GitFailure) => {
    problem ??= failure
    endGit(child)
  }
  const onAbort = () => stop({ code: 'stopped', detail: 'Told to stop.' })
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  child.stdin?.on('error', () => {})
  child.stdin?.end()
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000)
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      problem ??= { code: error.code === 'ENOENT' ? 'git-missing' : 'damaged', detail: error.message }
      resolve(null)
    })
    child.once('close', resolve)
  })
  const parser = createLogParser()
  const decoder = new TextDecoder()
  let silence: NodeJS.Timeout | undefined
  const listen = () => {
    clearTimeout(silence)
    silence = setTimeout(() => stop({ code: 'timed-out', detail: 'git fell silent while it read the history.' }), SILENCE_MAX_MS)
  }
  try {
    listen()
    for await (const chunk of child.stdout ?? []) {
      clearTimeout(silence)
      yield* parser.take(decoder.decode(chunk as Buffer, { stream: true }))
      listen()
    }
    const code = await ended
    if (problem !== null) throw new GitError(problem)
    if (code !== 0) throw new GitError({ code: 'damaged', detail: lastLine(complaint) })
    yield* parser.take('\0')
  } finally {
    clearTimeout(silence)
    signal?.removeEventListener('abort', onAbort)
    endGit(child)
  }
}
