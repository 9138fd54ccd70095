/** Throws broken feeds and pages at the parsers, as the sources do it, and watches what the bot's own thread and memory make of it. */

import type { FeedInput, FeedRead } from '../../../src/feeds/news/parse.ts'
import { createOffThread, parserModule } from '../../../src/feeds/off-thread/off-thread.ts'
import type { PageInput, PageRead } from '../../../src/feeds/page/reading.ts'
import { createChance } from '../../simulation/chance.ts'
import { watchMainThread } from '../watch-main-thread.ts'
import { type Broken, broken } from './inputs.ts'

export interface FuzzReport {
  readonly seed: number
  readonly count: number
  /** How often each came out: `items`, `text`, a problem, or a failure of the thread. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Inputs, by number, that ended in something that may not be. */
  readonly faults: readonly string[]
  /** The longest the main thread was busy without a pause, in its own time, so that other programs do not count. */
  readonly busyMostMs: number
  readonly rssMostMib: number
}

const feeds = parserModule<FeedInput, FeedRead>(new URL('../../../src/feeds/news/parse.ts', import.meta.url))
const pages = parserModule<PageInput, PageRead>(new URL('../../../src/feeds/page/parse.ts', import.meta.url))

/** Half feeds, half pages. The same seed and count give the same inputs. */
export async function fuzz({ seed, count }: { readonly seed: number; readonly count: number }): Promise<FuzzReport> {
  const chance = createChance(seed)
  const offThread = createOffThread()
  const outcomes: Record<string, number> = {}
  const faults: string[] = []
  const watch = watchMainThread()
  for (let n = 0; n < count; n++) {
    const isFeed = n % 2 === 0
    const input = broken(isFeed ? 'feed' : 'page', chance)
    const parsed = isFeed ? await readFeed(input) : await readPage(input, n)
    outcomes[parsed.outcome] = (outcomes[parsed.outcome] ?? 0) + 1
    faults.push(...parsed.faults.map((fault) => `${n}: ${fault}`))
  }
  await offThread.stop()
  return { seed, count, outcomes, faults, ...watch() }

  async function readFeed(input: Broken) {
    const parsed = await offThread.run(feeds, { ...input, url: 'https://n.example/feed' })
    if (parsed.kind === 'failed') return { outcome: parsed.code, faults: [parsed.code] }
    if ('problem' in parsed.value) return { outcome: parsed.value.problem, faults: [] }
    return { outcome: 'items', faults: faultsOfItems(parsed.value.items) }
  }

  async function readPage(input: Broken, n: number) {
    const parsed = await offThread.run(pages, { ...input, select: n % 4 === 1 ? ['main', 'article'] : [], remove: ['nav', 'footer'] })
    if (parsed.kind === 'failed') return { outcome: parsed.code, faults: [parsed.code] }
    if ('problem' in parsed.value) return { outcome: parsed.value.problem, faults: [] }
    return { outcome: 'text', faults: faultsOfText(parsed.value.text, 1_000_000) }
  }
}

function faultsOfItems(items: Extract<FeedRead, { items: unknown }>['items']): string[] {
  const faults = items.flatMap(({ id, title, url, summary, publishedAt }) => [
    ...(/^[\w-]{22}$/.test(id) ? [] : ['id']),
    ...(url === null || /^https?:\/\//.test(url) ? [] : ['url']),
    ...(publishedAt === null || Number.isSafeInteger(publishedAt) ? [] : ['date']),
    ...faultsOfText(title, 300),
    ...faultsOfText(summary, 1_000),
  ])
  if (items.length > 300) faults.push('too many items')
  if (new Set(items.map(({ id }) => id)).size !== items.length) faults.push('repeated ids')
  return faults
}

function faultsOfText(text: string, charsMax: number): string[] {
  return [
    ...(text.length > charsMax ? ['too long'] : []),
    ...(/(?![\t\n])\p{Cc}/u.test(text) ? ['control characters'] : []),
    ...(text.isWellFormed() ? [] : ['half a character']),
  ]
}
