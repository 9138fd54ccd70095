/** The thread in which `optout replay` does its work; see there for why it has one. Starts when it is loaded, says how far it is, and ends. */

import { parentPort, workerData } from 'node:worker_threads'
import type { Catalog } from '../core/catalog.ts'
import type { CalendarDate } from '../core/service.ts'
import { detect } from '../feeds/detect/index.ts'
import { GitError, type GitFailure } from '../feeds/open-terms-archive/git-error.ts'
import type { Repository } from '../feeds/open-terms-archive/history.ts'
import { openCheckpoint } from '../feeds/replay/checkpoint.ts'
import { type ReplayResult, runReplay } from '../feeds/replay/run-replay.ts'
import { loadCatalog } from '../guides/load.ts'
import { fold, lookUp } from '../guides/lookup.ts'
import { guideRecordedAs } from '../guides/recorded-as.ts'

/** What it is given. */
export interface ReplayWork {
  readonly repositories: readonly Repository[]
  readonly checkpoint: { readonly folder: string; readonly key: string }
  readonly since: CalendarDate | null
  readonly until: CalendarDate | null
  readonly services: readonly string[]
  readonly explain: string | undefined
  readonly fresh: boolean
}

/** What it says. */
export type Said =
  | { readonly kind: 'steps'; readonly steps: number }
  | { readonly kind: 'done'; readonly result: ReplayResult }
  | { readonly kind: 'failed'; readonly failure: GitFailure }

/** How often what was done is written down. A kill loses at most this much work, and nothing else. */
const SAVE_EVERY_MS = 20_000
const SAY_EVERY_STEPS = 32

async function work(
  { repositories, since, until, services, explain, fresh, ...given }: ReplayWork,
  signal: AbortSignal,
): Promise<ReplayResult> {
  const catalog = await loadCatalog()
  const checkpoint = openCheckpoint(given.checkpoint.folder, given.checkpoint.key)
  let savedAt = performance.now()
  return runReplay({
    repositories,
    detect,
    slugOf: (document) => guideRecordedAs(catalog, document)?.slug ?? null,
    since: since === null || explain !== undefined ? null : Date.parse(since),
    until: until === null ? null : Date.parse(until),
    wanted: wantedBy(services, catalog),
    saved: fresh || explain !== undefined ? null : checkpoint.load(),
    save(state) {
      checkpoint.save(state)
      savedAt = performance.now()
    },
    isSaveDue: () => performance.now() - savedAt > SAVE_EVERY_MS,
    onStep: (steps) => {
      if (steps % SAY_EVERY_STEPS === 0) say({ kind: 'steps', steps })
    },
    explain,
    signal,
  })
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
  const name = service.toLowerCase()
  const recorded = catalog.services.find(({ recordedAs }) => recordedAs.some((as) => as.service.toLowerCase() === name))
  const slug = recorded?.slug ?? guideRecordedAs(catalog, { service, document: '' })?.slug
  return slug !== undefined && slugs.has(slug)
}

const say = (said: Said) => parentPort?.postMessage(said)

const stopping = new AbortController()
parentPort?.once('message', () => stopping.abort())
try {
  say({ kind: 'done', result: await work(workerData as ReplayWork, stopping.signal) })
} catch (error) {
  if (!(error instanceof GitError)) throw error
  say({ kind: 'failed', failure: { code: error.code, detail: error.message } })
} finally {
  parentPort?.removeAllListeners()
  parentPort?.close()
}
