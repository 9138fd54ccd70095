/** The public door of the sources: from the feeds file to a loop that looks, and hands over what it found. */

import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import type { PolicySource } from '../core/ports/policy-source.ts'
import type { SourceStates } from '../core/ports/source-states.ts'
import { type FeedsFile, FeedsFileError } from './feeds-file.ts'
import { createFetcher, userAgent } from './fetch/fetcher.ts'
import { createOffThread } from './off-thread/off-thread.ts'
import { createPoller, type Poller, type PollerOptions } from './poll/poller.ts'

export { mergeCatalogs } from './catalog/merge.ts'
export { FeedsFileError, readFeedsFile } from './feeds-file.ts'
export type { SourceNotice } from './poll/after-poll.ts'
export { causeOf } from './poll/causes.ts'

export interface FeedsOptions {
  readonly file: FeedsFile
  readonly states: SourceStates
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  /** Of Optout. */
  readonly version: string
  /** Where sites turn to when the feeds file names nobody: our public address or the project's. */
  readonly contact: string
  /** Where sources may keep files. */
  readonly dataDir: string
  readonly onFound: PollerOptions['onFound']
  readonly onNotice: PollerOptions['onNotice']
}

export interface Feeds extends Poller {
  /** In the order of the feeds file. */
  readonly sources: readonly PolicySource[]
  /** Looks at what is due, now and every minute, until stopped. */
  start(): void
  /** Gives up what is under way, which is looked at again after the next start, and waits for it. */
  stop(): Promise<void>
}

const LOOK_MS = 60_000

/** Everything between the feeds file and the findings. @throws {FeedsFileError} when two entries are the same source. */
export function createFeeds(options: FeedsOptions): Feeds {
  const { file, clock, log } = options
  const agent = userAgent(options.version, file.contact ?? options.contact)
  const fetcher = createFetcher({ clock, userAgent: agent, allow: file.allow })
  const offThread = createOffThread()
  const sources = sourcesOf(file, { fetcher, offThread, dataDir: options.dataDir, log })
  const poller = createPoller({ ...options, sources })
  const stopping = new AbortController()
  let looking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const look = () => {
    looking = poller.pollDue(stopping.signal).then(() => {
      if (!stopping.signal.aborted) timer = setTimeout(look, LOOK_MS)
    })
  }
  return {
    ...poller,
    sources,
    start: look,
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await Promise.all([looking, offThread.stop()])
    },
  }
}

function sourcesOf(file: FeedsFile, context: Parameters<FeedsFile['entries'][number]['create']>[0]): readonly PolicySource[] {
  const firstLines = new Map<string, number>()
  const problems: { file: string; line: number; message: string }[] = []
  const sources = file.entries.map(({ line, create }) => {
    const source = create(context)
    const first = firstLines.get(source.id)
    if (first === undefined) firstLines.set(source.id, line)
    else problems.push({ file: file.file, line, message: `This is the same source as in line ${first}. Remove one of them.` })
    return source
  })
  if (problems.length > 0) throw new FeedsFileError(problems)
  return sources
}
