/** From what the sources find to what operators review: steps through the story pipeline, news that names a service, and sources that break. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Catalog } from './core/catalog.ts'
import type { PolicyStep } from './core/detection.ts'
import type { NewsItem } from './core/news.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Log } from './core/ports/log.ts'
import type { Findings, PolicySource } from './core/ports/policy-source.ts'
import type { SeenStory } from './core/review.ts'
import { detect } from './feeds/detect/index.ts'
import type { SourceNotice } from './feeds/index.ts'
import { createPipeline, type Pipeline } from './feeds/story/pipeline.ts'
import { HOLDS, itemOf, type StoryItem } from './feeds/story/story.ts'
import { lookUp } from './guides/lookup.ts'
import { guideRecordedAs } from './guides/recorded-as.ts'
import type { Messages } from './notices/messages.ts'
import { newsNotice, sourceNotice } from './notices/source-notice.ts'
import type { ReviewIntake } from './review-intake.ts'
import type { Meta } from './store/meta-store.ts'

export interface PolicyFeedsOptions {
  readonly catalog: Catalog
  readonly meta: Meta
  readonly intake: ReviewIntake
  readonly messages: Messages
  readonly clock: Clock
  /** IANA zone of the operators. */
  readonly zone: string
  /** What a source's code means, for people. */
  readonly causeOf: (code: string) => string
  readonly log: Log
}

export interface PolicyFeeds {
  /** Takes what a source found. Resolves once it is kept; the same again changes nothing. */
  found(source: Pick<PolicySource, 'id' | 'name'>, findings: Findings): Promise<void>
  /** Tells operators that a source broke or works again. */
  notice(source: Pick<PolicySource, 'id' | 'name'>, notice: SourceNotice): Promise<void>
}

const PIPELINE = 'feeds-pipeline'
/** What was recorded longer ago than this when a source is first read is history: it is remembered and not told. */
const FRESH_MS = 7 * 86_400_000

const pack = promisify(gzip)
const unpack = promisify(gunzip)

export function createPolicyFeeds(options: PolicyFeedsOptions): PolicyFeeds {
  const { catalog, meta, intake, messages, clock, zone, causeOf, log } = options
  let opened: Promise<Pipeline> | undefined
  let lastTurn: Promise<unknown> = Promise.resolve()

  async function openPipeline(): Promise<Pipeline> {
    const kept = await meta.get(PIPELINE)
    const saved = kept === null ? null : JSON.parse((await unpack(Buffer.from(kept, 'base64'))).toString())
    return createPipeline({ detect, slugOf: (document) => guideRecordedAs(catalog, document)?.slug ?? null, saved })
  }

  /** When a source was first read. */
  async function firstReadAt(source: string): Promise<number> {
    const key = `feeds-first:${source}`
    const known = await meta.get(key)
    if (known !== null) return Number(known)
    const now = clock.now()
    await meta.set(key, String(now))
    return now
  }

  async function takeSteps(source: string, steps: readonly PolicyStep[]): Promise<void> {
    opened ??= openPipeline()
    const pipeline = await opened
    const freshFrom = (await firstReadAt(source)) - FRESH_MS
    const told = new Map<string, StoryItem>()
    for (const step of steps) {
      const { changed } = step.at < freshFrom ? pipeline.learn(step) : pipeline.take(step)
      for (const story of changed) told.set(story.id, itemOf(story))
      // One step takes about a millisecond: people are answered in between.
      await nextTurn()
    }
    for (const item of told.values()) await intake.take(seenStory(item))
    await meta.set(PIPELINE, (await pack(JSON.stringify(pipeline.save()))).toString('base64'))
  }

  async function takeNews(name: string, news: readonly NewsItem[]): Promise<void> {
    for (const item of news) {
      const slug = serviceIn(item, catalog)
      if (slug === null) continue
      await intake.tell(`news:${item.source}:${item.id}`.slice(0, KEY_CHARS_MAX), newsNotice(item, { messages, catalog, slug, from: name }))
      log.info({ source: item.source, service: slug }, 'news for review')
    }
  }

  /** One at a time: the pipeline remembers, and what it remembers is kept as a whole. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = lastTurn.then(work, work)
    lastTurn = mine.catch(() => {})
    return await mine
  }

  return {
    found: ({ id, name }, { steps, news, guides }) =>
      inTurn(async () => {
        try {
          if (steps.length > 0) await takeSteps(id, steps)
        } catch (error) {
          // What the pipeline knows may be ahead of what is kept: it begins again from that.
          opened = undefined
          throw error
        }
        await takeNews(name, news)
        if (guides !== undefined) log.info({ source: id, guides: guides.length }, 'guides of another instance; used from the next start on')
      }),
    async notice({ id, name }, notice) {
      const words = { messages, zone, name, cause: notice.kind === 'opened' ? causeOf(notice.code) : '' }
      await intake.tell(`source:${id}:${notice.since}:${notice.kind}`.slice(0, KEY_CHARS_MAX), sourceNotice(notice, words))
    },
  }
}

const KEY_CHARS_MAX = 300

function seenStory(item: StoryItem): SeenStory {
  const { story, version, collection, commit, service, document, slug = null, kinds, direction, effectiveOn, score, held, passages } = item
  return {
    story,
    version,
    collection,
    commit,
    service,
    document,
    seenAt: Date.parse(item.at),
    slug,
    url: linkTo(collection, commit),
    kinds,
    direction,
    effectiveOn,
    score,
    held: held === null ? null : HOLDS[held],
    passages,
  }
}

/** A step of a git history can be looked at; the collections of Open Terms Archive keep theirs in repositories named after them. */
function linkTo(collection: string, commit: string): string | null {
  return /^[0-9a-f]{40}$/.test(commit) && /^[a-z0-9-]+$/.test(collection)
    ? `https://github.com/OpenTermsArchive/${collection}-versions/commit/${commit}`
    : null
}

const ABOUT_TRAINING =
  /\b(?:AI|artificial intelligence|machine[- ]learning|LLMs?|generative)\b[\s\S]*\b(?:train\w*|opt[- ]?out|consent|data|terms|polic\w+)\b|\btrain\w*\b[\s\S]*\b(?:AI|models?)\b/i

/** The service a piece of news about AI training names in its title; `null` when it is about something else. */
function serviceIn({ title, summary }: NewsItem, catalog: Catalog): string | null {
  if (!ABOUT_TRAINING.test(`${title}\n${summary}`)) return null
  const found = lookUp(catalog, title)
  return found.kind === 'found' && found.how !== 'typo' ? found.service.slug : null
}
