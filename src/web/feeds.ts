/** Changes as Atom (RFC 4287) and as JSON Feed (https://www.jsonfeed.org/version/1.1/). */

import { generateAtomFeed, generateJsonFeed } from 'feedsmith'
import type { ChangeEntry } from './change-entries.ts'
import { html, safeHref } from './html.ts'

export interface FeedSource {
  /** Base of our own pages without a trailing slash. */
  readonly base: string
  /** Path and query this feed was asked at. */
  readonly self: string
  readonly title: string
  /** The newest first. */
  readonly entries: readonly ChangeEntry[]
  /** When nothing is in the feed: the day it says so. */
  readonly today: string
}

const DESCRIPTION = 'Is it training AI on you? Changes to what services do with people’s data, each with its proof.'
const midnight = (day: string) => new Date(`${day}T00:00:00Z`)

/** The Atom document. */
export function atomFeed({ base, self, title, entries, today }: FeedSource): string {
  return generateAtomFeed({
    id: `${base}${self}`,
    title: { value: title },
    subtitle: { value: DESCRIPTION },
    updated: midnight(newestDay(entries, today)),
    authors: [{ name: 'Optout' }],
    links: [
      { href: `${base}${self}`, rel: 'self', type: 'application/atom+xml' },
      { href: `${base}/changes`, rel: 'alternate', type: 'text/html' },
    ],
    entries: entries.map((entry) => ({
      id: entry.id,
      title: { value: entry.title },
      links: [{ href: guideAddress(base, entry), rel: 'alternate', type: 'text/html' }],
      published: midnight(entry.publishedOn),
      updated: midnight(entry.updatedOn),
      summary: { value: entry.sentence },
      content: { value: contentOf(entry), type: 'html' },
      categories: entry.change.kinds.map((kind) => ({ term: kind })),
    })),
  })
}

/** The JSON Feed document. */
export function jsonFeed({ base, self, title, entries }: FeedSource): string {
  const feed = generateJsonFeed({
    title,
    home_page_url: `${base}/changes`,
    feed_url: `${base}${self}`,
    description: DESCRIPTION,
    language: 'en',
    authors: [{ name: 'Optout' }],
    items: entries.map((entry) => ({
      id: entry.id,
      url: guideAddress(base, entry),
      title: entry.title,
      summary: entry.sentence,
      content_html: contentOf(entry),
      date_published: midnight(entry.publishedOn),
      date_modified: midnight(entry.updatedOn),
      tags: [...entry.change.kinds],
    })),
  })
  return JSON.stringify(feed)
}

/** Where an entry leads. */
export const guideAddress = (base: string, { change }: ChangeEntry) => `${base}/s/${change.service.slug}`

const newestDay = (entries: readonly ChangeEntry[], today: string) =>
  entries.reduce((newest, entry) => (entry.updatedOn > newest ? entry.updatedOn : newest), entries.length === 0 ? today : '')

function contentOf({ sentence, places, evidence }: ChangeEntry): string {
  const href = evidence?.url === undefined ? null : safeHref(evidence.url)
  return html`<p>${sentence}</p><p>${places}</p>${evidence !== undefined && html`${evidence.quote !== undefined && html`<blockquote>“${evidence.quote}”</blockquote>`}<p>${href === null ? evidence.title : html`<a href="${href}">${evidence.title}</a>`}</p>`}`
    .text
}
