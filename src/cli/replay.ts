/** `optout replay`: the feed pipeline over a collection's recorded history, as a backtest: what would have entered the review queue, and why. */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { GitError } from '../feeds/open-terms-archive/git-error.ts'
import { countSteps, openRepository, type Repository } from '../feeds/open-terms-archive/history.ts'
import { syncMirror } from '../feeds/open-terms-archive/mirror.ts'
import { collectionName } from '../feeds/open-terms-archive/recorded-by.ts'
import { type Checkpoint, codeFingerprint, openCheckpoint } from '../feeds/replay/checkpoint.ts'
import { type ReplayResult, resultAtHead } from '../feeds/replay/run-replay.ts'
import { StartError } from '../start-error.ts'
import { type Arguments, dateFlag, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'
import { createProgress } from './progress.ts'
import { explanationText, storyText } from './replay-text.ts'
import type { ReplayWork, Said } from './replay-worker.ts'
import { UsageError } from './usage-error.ts'

/** Enough for the largest collection's memory and the longest policies; with more, Node would only tidy up later. */
const OLD_SPACE_MB = 192
const YOUNG_SPACE_MB = 16

interface Question extends Omit<ReplayWork, 'repositories' | 'checkpoint'> {
  readonly collections: readonly string[]
  readonly json: boolean
}

/** Prints each story; JSON lines with `--json`. Returns false when it was told to stop before the end, or knows nothing of the commit. */
export async function replay(argv: readonly string[], { write, config }: CliContext): Promise<boolean> {
  const question = readQuestion(argv)
  const { dataDir } = config()
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const repositories = await openAll(question.collections, dataDir, stopping.signal)
    const checkpoint = { folder: join(dataDir, 'replay'), key: keyOf(question, repositories) }
    const result =
      answered(question, repositories, openCheckpoint(checkpoint.folder, checkpoint.key)) ??
      (await run({ ...question, repositories, checkpoint }, stopping.signal))
    return print(question, result, write)
  } catch (error) {
    if (error instanceof GitError) throw new StartError(adviceOn(error), { cause: error })
    throw error
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

function readQuestion(argv: readonly string[]): Question {
  const args = readArguments(argv, {
    collection: 'list',
    since: 'value',
    until: 'value',
    service: 'list',
    explain: 'value',
    fresh: 'switch',
    json: 'switch',
  })
  const { collection: collections = [], service: named = [] } = args.lists
  if (collections.length === 0) {
    throw new UsageError('--collection is missing. Give a folder or an address, such as https://github.com/OpenTermsArchive/pga-versions.')
  }
  // `--service LinkedIn Reddit` is how people write a list.
  if (named.length === 0 && args.words.length > 0) throw new UsageError(`"${args.words[0]}" is not expected here.`)
  const since = optionalDate(args, 'since')
  const until = optionalDate(args, 'until')
  if (since !== null && until !== null && since >= until) throw new UsageError('--since must be before --until.')
  return {
    collections: [...new Set(collections)],
    since,
    until,
    services: [...named, ...args.words],
    explain: commitFlag(args),
    fresh: args.flags.fresh === true,
    json: args.flags.json === true,
  }
}

const optionalDate = (args: Arguments, name: string) => (args.flags[name] === undefined ? null : dateFlag(args, name))

function commitFlag({ flags: { explain } }: Arguments): string | undefined {
  if (typeof explain !== 'string') return undefined
  if (!/^[0-9a-f]{6,40}$/i.test(explain))
    throw new UsageError(`We can't read "${explain}" as a commit. Give at least its first six digits.`)
  return explain.toLowerCase()
}

/** An address rather than a folder. */
const ADDRESS = /^(?:https?|ssh|git|file):\/\/|^[\w.-]+@[\w.-]+:/

async function openAll(collections: readonly string[], dataDir: string, signal: AbortSignal): Promise<readonly Repository[]> {
  const repositories: Repository[] = []
  for (const place of collections) {
    const name = collectionName(place)
    if (repositories.some(({ collection }) => collection === name))
      throw new UsageError(`Two collections are called "${name}". Replay one at a time.`)
    const opened = await openRepository(ADDRESS.test(place) ? await fetched(place, dataDir, signal) : place, name)
    if (opened.kind === 'failed') throw new StartError(`${place}: ${adviceOn(opened.failure)}`)
    repositories.push(opened.repository)
  }
  return repositories
}

/** Brings the mirror of an address up to date. One that cannot be reached today is read as it was fetched before. */
async function fetched(url: string, dataDir: string, signal: AbortSignal): Promise<string> {
  const folder = join(dataDir, 'collections', `${collectionName(url)}-${createHash('sha256').update(url).digest('hex').slice(0, 8)}.git`)
  process.stderr.write(`Fetching ${url} …\n`)
  const onSlice = (commits: number) => process.stderr.write(`  the last ${commits} steps are here\n`)
  const outcome = await syncMirror({ url, folder, signal, onSlice })
  if (outcome.kind === 'failed') throw new StartError(`${url}: ${adviceOn(outcome.failure)}`)
  if (outcome.kind === 'stale') process.stderr.write(`${url}: ${adviceOn(outcome.failure)} What was fetched before is used.\n`)
  return folder
}

function adviceOn({ code, detail = '' }: { readonly code: GitError['code']; readonly detail?: string; readonly message?: string }): string {
  switch (code) {
    case 'git-missing':
      return 'git is needed to read collections. Install it, and see that it is on the PATH.'
    case 'unreachable':
      return `The collection cannot be reached (${detail}). Check the address, or try again later.`
    case 'timed-out':
      return 'git took too long. Try again: what was fetched is kept.'
    case 'not-a-repository':
      return `This is not a collection's versions repository (${detail}).`
    case 'in-use':
      return 'Another process is fetching this collection. Wait for it, then try again.'
    case 'damaged':
      return `The repository cannot be read (${detail}). If it is a mirror of ours, delete it and try again.`
    case 'stopped':
      return 'Stopped. The same command goes on from here.'
  }
}

/** What an answer depends on: the question, where it is asked, and the code that answers. */
function keyOf({ since, until, services }: Question, repositories: readonly Repository[]): string {
  return JSON.stringify([codeFingerprint(), repositories.map(({ dir, collection }) => [dir, collection]), since, until, services])
}

/** The answer of an earlier run, where nothing has been recorded since. */
function answered({ explain, fresh }: Question, repositories: readonly Repository[], checkpoint: Checkpoint): ReplayResult | null {
  const saved = fresh || explain !== undefined ? null : checkpoint.load()
  return saved === null ? null : resultAtHead(saved, repositories)
}

/** The work itself is done in a thread of its own, which is given little memory on purpose: policies are read and dropped by the thousand. */
async function run(work: ReplayWork, signal: AbortSignal): Promise<ReplayResult> {
  const total = process.stderr.isTTY ? await countAll(work.repositories) : 0
  const progress = createProgress(process.stderr, { total, what: 'steps', now: () => performance.now() })
  const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: OLD_SPACE_MB, maxYoungGenerationSizeMb: YOUNG_SPACE_MB },
  })
  const stop = () => worker.postMessage('stop')
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise<ReplayResult>((resolve, reject) => {
      worker.on('message', (said: Said) => {
        if (said.kind === 'steps') progress.step(said.steps)
        else if (said.kind === 'done') resolve(said.result)
        else reject(new GitError(said.failure))
      })
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the replay ended with ${code} before it was done`)))
    })
  } finally {
    progress.end()
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

async function countAll(repositories: readonly Repository[]): Promise<number> {
  const counts = await Promise.all(repositories.map(countSteps))
  return counts.reduce((sum, count) => sum + count, 0)
}

function print({ json, explain, services }: Question, result: ReplayResult, write: (text: string) => void): boolean {
  const { items, explanations, finished, steps } = result
  if (!finished) {
    process.stderr.write(`${adviceOn({ code: 'stopped' })}\n`)
    return false
  }
  if (explain !== undefined) {
    if (explanations.length === 0) throw new StartError(`No step of these collections begins with ${explain}.`)
    for (const explanation of explanations) write(json ? `${JSON.stringify(explanation)}\n` : explanationText(explanation))
    return true
  }
  if (steps === 0 && services.length > 0) throw new StartError(`These collections record nothing of ${services.join(' or ')} in that time.`)
  for (const item of items) write(json ? `${JSON.stringify(item)}\n` : storyText(item))
  if (!json) write(items.length === 0 ? `No stories in ${steps} steps.\n` : `${items.length} stories in ${steps} steps.\n`)
  return true
}
