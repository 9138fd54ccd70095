/** A feed in any of its formats to plain items. Runs off the event loop. */

import { createHash } from 'node:crypto'
import { parseFeed } from 'feedsmith'
import { decodeText } from '../fetch/charset.ts'
import { plainText } from './plain-text.ts'

export interface FeedInput {
  readonly body: Uint8Array
  readonly contentType: string | null
  /** Where it came from; links in it may be relative to that. */
  readonly url: string
}

export interface FeedItem {
  readonly id: string
  readonly title: string
  readonly url: string | null
  readonly publishedAt: number | null
  readonly summary: string
}

export type FeedRead = { readonly items: readonly FeedItem[] } | { readonly problem: 'not-a-feed' }

/** The first so many items are read. Feeds begin with the newest. */
export const ITEMS_MAX = 300
const TITLE_CHARS_MAX = 300
const SUMMARY_CHARS_MAX = 1_000
/** Before feeds existed. */
const EARLIEST_AT = Date.UTC(1995, 0)

/** Never throws, whatever the feed is. Items without an id, a link and a title are left out, and so are repeats. */
export function parse({ body, contentType, url }: FeedInput): FeedRead {
  let raw: readonly RawItem[]
  try {
    raw = rawItems(parseFeed(decodeText(body, contentType), { maxItems: ITEMS_MAX }))
  } catch {
    return { problem: 'not-a-feed' }
  }
  const items = new Map<string, FeedItem>()
  for (const each of raw.slice(0, ITEMS_MAX)) {
    const item = toItem(each, url)
    if (item !== null && !items.has(item.id)) items.set(item.id, item)
  }
  return { items: [...items.values()] }
}

interface RawItem {
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly link?: string | undefined
  readonly date?: string | undefined
  readonly summary?: string | undefined
}

function rawItems(parsed: ReturnType<typeof parseFeed<string>>): readonly RawItem[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map(({ guid, title, link, pubDate, description, dc }) => ({
        id: guid?.value,
        title,
        link: link ?? (guid?.isPermaLink !== false && /^https?:/i.test(guid?.value ?? '') ? guid?.value : undefined),
        date: pubDate ?? dc?.dates?.[0],
        summary: description,
      }))
    case 'atom':
      return (parsed.feed.entries ?? []).map(({ id, title, links = [], published, updated, summary, content }) => ({
        id,
        title: title?.value,
        link: (links.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links[0])?.href,
        date: published ?? updated,
        summary: summary?.value ?? content?.value,
      }))
    case 'rdf':
      return (parsed.feed.items ?? []).map(({ title, link, description, rdf, dc }) => ({
        id: rdf?.about,
        title,
        link,
        date: dc?.dates?.[0],
        summary: description,
      }))
    case 'json':
      return (parsed.feed.items ?? []).map(({ id, title, url, date_published, summary, content_text, content_html }) => ({
        id,
        title,
        link: url,
        date: date_published,
        summary: summary ?? content_text ?? content_html,
      }))
    default:
      return parsed satisfies never
  }
}

function toItem(raw: RawItem, feedUrl: string): FeedItem | null {
  const url = webAddress(raw.link, feedUrl)
  const title = plainText(raw.title ?? '', TITLE_CHARS_MAX)
  const identity = text(raw.id) ?? url ?? (title === '' ? undefined : `${title}\n${raw.date ?? ''}`)
  if (identity === undefined || (title === '' && url === null)) return null
  return {
    // Ids of feeds are of any length and hold anything; a hash of them is as permanent.
    id: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    title,
    url,
    publishedAt: instant(raw.date),
    summary: plainText(raw.summary ?? '', SUMMARY_CHARS_MAX),
  }
}

const text = (value: string | undefined) => (value === undefined || value.trim() === '' ? undefined : value.trim())

function webAddress(link: string | undefined, base: string): string | null {
  const url = text(link) === undefined ? null : URL.parse(link ?? '', base)
  return url !== null && /^https?:$/.test(url.protocol) && url.href.length <= 2_000 ? url.href : null
}

function instant(date: string | undefined): number | null {
  const at = Date.parse(text(date) ?? '')
  return Number.isNaN(at) || at < EARLIEST_AT ? null : at
}
