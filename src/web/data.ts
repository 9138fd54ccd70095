/** Routes for machines: feeds, calendar, catalog. Public data, so any page on any site may read it. */

import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { catalogDocument } from '../guides/catalog-document.ts'
import { readAsked } from './asked.ts'
import { calendarFile } from './calendar.ts'
import { type ChangeEntry, changesAround, concerns, toEntry } from './change-entries.ts'
import type { WebContext } from './context.ts'
import { atomFeed, type FeedSource, jsonFeed } from './feeds.ts'

const FEED_DAYS = 730
const FEED_ENTRIES_MAX = 200
/** A subscribed calendar keeps what has happened lately, so that days do not vanish overnight. */
const CALENDAR_DAYS = 60

export function data(context: WebContext): Hono {
  const { catalog, messages } = context
  const app = new Hono()
  for (const path of ['/changes.atom', '/changes.json', '/calendar.ics', '/catalog.json', '/catalog.json.sig']) app.use(path, cors())

  const read = (query: (name: string) => string | undefined) => {
    const asked = readAsked({ query, languages: undefined, region: context.region, today: context.today(), messages })
    return { ...asked, region: asked.regionFrom === 'asked' ? asked.question.region : null }
  }
  type Read = ReturnType<typeof read>
  const entriesOf = ({ region, question }: Read, backDays: number): readonly ChangeEntry[] =>
    changesAround(catalog, question.on, backDays)
      .filter((change) => concerns(change, region, null))
      .map((change) => toEntry(change, question.on, messages))
  const titleOf = ({ region }: Read) => (region === null ? 'Changes to AI training' : `Changes to AI training: ${messages.place(region)}`)

  const feed = (url: string, asked: Read): FeedSource => ({
    base: context.base(url),
    self: asked.link(new URL(url).pathname),
    title: titleOf(asked),
    entries: entriesOf(asked, FEED_DAYS)
      .toSorted((a, b) => (a.updatedOn < b.updatedOn ? 1 : a.updatedOn > b.updatedOn ? -1 : 0))
      .slice(0, FEED_ENTRIES_MAX),
    today: asked.question.on,
  })

  app.get('/changes.atom', (c) => {
    const asked = read((name) => c.req.query(name))
    if (asked.problems.length > 0) return c.text(asked.problems.join('\n'), 400)
    return c.body(atomFeed(feed(c.req.url, asked)), 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' })
  })
  app.get('/changes.json', (c) => {
    const asked = read((name) => c.req.query(name))
    if (asked.problems.length > 0) return c.json({ error: asked.problems.join(' ') }, 400)
    return c.body(jsonFeed(feed(c.req.url, asked)), 200, { 'Content-Type': 'application/feed+json; charset=utf-8' })
  })
  app.get('/calendar.ics', (c) => {
    const asked = read((name) => c.req.query(name))
    if (asked.problems.length > 0) return c.text(asked.problems.join('\n'), 400)
    const file = calendarFile({ base: context.base(c.req.url), name: titleOf(asked), entries: entriesOf(asked, CALENDAR_DAYS) })
    return c.body(file, 200, { 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': 'inline; filename="optout.ics"' })
  })

  let document: { text: string; etag: string } | null = null
  const catalogFile = () => {
    if (document === null) {
      const text = JSON.stringify(catalogDocument(catalog))
      document = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
    }
    return document
  }
  app.get('/catalog.json', (c) => {
    const { text, etag } = catalogFile()
    return c.body(text, 200, { 'Content-Type': 'application/json; charset=utf-8', ETag: etag })
  })
  app.get('/catalog.json.sig', (c) => {
    if (context.signCatalog === undefined) return c.notFound()
    return c.text(`${context.signCatalog(Buffer.from(catalogFile().text))}\n`)
  })
  return app
}
