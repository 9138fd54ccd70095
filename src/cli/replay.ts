/** `optout replay`: the feed pipeline over a collection's recorded history, as a backtest: what would have entered the review queue, and why. */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Catalog } from '../core/catalog.ts'
import type { CalendarDate } from '../core/service.ts'
import { detect } from '../feeds/detect/index.ts'
import { GitError } from '../feeds/open-terms-archive/git-error.ts'
import { countSteps, openRepository, type Repository } from '../feeds/open-terms-archive/history.ts'
import { syncMirror } from '../feeds/open-terms-archive/mirror.ts'
import { collectionName } from '../feeds/open-terms-archive/recorded-by.ts'
import { codeFingerprint, openCheckpoint } from '../feeds/replay/checkpoint.ts'
import { type ReplayOptions, type ReplayResult, runReplay } from '../feeds/replay/run-replay.ts'
import { loadCatalog } from '../guides/load.ts'
import { fold, lookUp } from '../guides/lookup.ts'
import { guideRecordedAs } from '../guides/recorded-as.ts'
import { StartError } from '../start-error.ts'
import { type Arguments, dateFlag, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'
import { createProgress } from './progress.ts'
import { explanationText, storyText } from './replay-text.ts'
import { UsageError } from './usage-error.ts'

/** How often what was done is written down. A kill loses at most this much work, and nothing else. */
const SAVE_EVERY_MS = 20_000

interface Question {
  readonly collections: readonly string[]
  readonly since: CalendarDate | null
  readonly until: CalendarDate | null
  readonly services: readonly string[]
  readonly explain: string | undefined
  readonly fresh: boolean
  readonly json: boolean
}

/** Prints each story; JSON lines with `--json`. Returns false when it was told to stop before the end, or knows nothing of the commit. */
export async function replay(argv: readonly string[], { write, config }: CliContext): Promise<boolean> {
  const question = readQuestion(argv)
  const { dataDir } = config()
  const catalog = await loadCatalog()
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const repositories = await openAll(question.collections, dataDir, stopping.signal)
    const result = await run(question, { repositories, catalog, dataDir, signal: stopping.signal })
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

interface Means {
  readonly repositories: readonly Repository[]
  readonly catalog: Catalog
  readonly dataDir: string
  readonly signal: AbortSignal
}

async function run(question: Question, { repositories, catalog, dataDir, signal }: Means): Promise<ReplayResult> {
  const { since, until, services, explain, fresh } = question
  const key = JSON.stringify([codeFingerprint(), repositories.map(({ dir, collection }) => [dir, collection]), since, until, services])
  const checkpoint = openCheckpoint(join(dataDir, 'replay'), key)
  const saved = fresh || explain !== undefined ? null : checkpoint.load()
  let savedAt = performance.now()
  const progress = createProgress(process.stderr, {
    total: process.stderr.isTTY ? (saved?.steps ?? 0) + (await countAll(repositories, saved?.positions ?? {})) : 0,
    what: 'steps',
    now: () => performance.now(),
  })
  const options: ReplayOptions = {
    repositories,
    detect,
    slugOf: (document) => guideRecordedAs(catalog, document)?.slug ?? null,
    since: since === null || explain !== undefined ? null : Date.parse(since),
    until: until === null ? null : Date.parse(until),
    wanted: wantedBy(services, catalog),
    saved,
    save(state) {
      checkpoint.save(state)
      savedAt = performance.now()
    },
    isSaveDue: () => performance.now() - savedAt > SAVE_EVERY_MS,
    onStep: progress.step,
    explain,
    signal,
  }
  try {
    return await runReplay(options)
  } finally {
    progress.end()
  }
}

async function countAll(
  repositories: readonly Repository[],
  positions: Readonly<Record<string, { readonly commit: string }>>,
): Promise<number> {
  const counts = await Promise.all(
    repositories.map((repository) => countSteps(repository, positions[repository.collection]?.commit ?? null)),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** By the name the collection uses, whatever its case, or by what our guides call the service. */
function wantedBy(names: readonly string[], catalog: Catalog): (service: string) => boolean {
  if (names.length === 0) return () => true
  const folded = new Set(names.map(fold))
  const slugs = new Set(
    names.flatMap((name) => {
      const found = lookUp(catalog, name)
      return found.kind === 'found' && found.how === 'name' ? [found.service.slug] : []
    }),
  )
  const known = new Map<string, boolean>()
  return (service) => {
    const wanted = known.get(service) ?? (folded.has(fold(service)) || covers(catalog, service, slugs))
    known.set(service, wanted)
    return wanted
  }
}

function covers(catalog: Catalog, service: string, slugs: ReadonlySet<string>): boolean {
  const recorded = catalog.services.find(({ recordedAs }) => recordedAs.some((as) => as.service.toLowerCase() === service.toLowerCase()))
  const slug = recorded?.slug ?? guideRecordedAs(catalog, { service, document: '' })?.slug
  return slug !== undefined && slugs.has(slug)
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
