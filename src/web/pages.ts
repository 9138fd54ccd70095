/** Routes of the pages people read: board, guides, changes, and what explains them. */

import { type Context, Hono } from 'hono'
import { lookUp, suggestServices } from '../guides/lookup.ts'
import { statusOf } from '../guides/status.ts'
import { letterFor } from '../notices/letter.ts'
import { letterLaw, noLetterWords } from '../notices/letter-notice.ts'
import { type Asked, readAsked } from './asked.ts'
import { boardPage } from './board-page.ts'
import { createBoards, readPack, readShow, search } from './board-view.ts'
import { changesAround, concerns, oneAService } from './change-entries.ts'
import { changesPage } from './changes-page.ts'
import type { WebContext } from './context.ts'
import { guidePage } from './guide-page.ts'
import { LETTER_POLICY, letterPage, noLetterPage } from './letter-page.ts'
import { aboutPage, feedsPage, notFoundPage, retiredPage } from './plain-pages.ts'

const LATEST_DAYS = 365
const PAGE_DAYS = 1095
const CARD_LINES_MAX = 3
const TYPED_CHARS_MAX = 300

export function pages(context: WebContext): Hono {
  const { catalog, site, messages } = context
  const boardFor = createBoards(catalog)
  const app = new Hono()
  const asked = (c: Context): Asked => {
    // The guess from the language makes the page differ by it.
    c.header('Vary', 'Accept-Language')
    return readAsked({
      query: (name) => c.req.query(name),
      languages: c.req.header('Accept-Language'),
      region: context.region,
      today: context.today(),
      messages,
    })
  }

  app.get('/', (c) => {
    const reader = asked(c)
    const { region, account, on } = reader.question
    const typed = (c.req.query('q') ?? '').trim().slice(0, TYPED_CHARS_MAX)
    const found = typed === '' ? null : search(catalog, typed)
    if (found?.exact != null) return c.redirect(reader.link(`/s/${found.exact.slug}`), 303)
    const around = changesAround(catalog, on, LATEST_DAYS).filter((change) => concerns(change, region, account))
    return c.html(
      boardPage({
        site,
        catalog,
        messages,
        asked: reader,
        board: boardFor(reader.question),
        show: readShow(c.req.query('show')),
        pack: readPack(c.req.query('pack')),
        search: found === null ? null : { typed, found },
        latest: oneAService(around.filter((change) => change.effectiveOn <= on)).slice(0, CARD_LINES_MAX),
        comingUp: oneAService(around.filter((change) => change.effectiveOn > on).toReversed()).slice(0, CARD_LINES_MAX),
        lastLook: context.lastLook(),
      }),
    )
  })

  app.get('/s/:slug', (c) => {
    const slug = c.req.param('slug')
    const reader = asked(c)
    const service = catalog.find(slug)
    if (service !== undefined && service.slug !== slug) return c.redirect(reader.link(`/s/${service.slug}`), 301)
    const retired = catalog.retired(slug)
    if (retired !== undefined) return c.html(retiredPage(site, c.req.path, retired, messages), 410)
    if (service === undefined) {
      const meant = lookUp(catalog, slug)
      if (meant.kind === 'found') return c.redirect(reader.link(`/s/${meant.service.slug}`), 302)
      return c.html(notFoundPage(site, c.req.path, suggestServices(catalog, slug).slice(0, 3)), 404)
    }
    return c.html(
      guidePage({
        site,
        catalog,
        messages,
        asked: reader,
        status: statusOf(service, reader.question),
        admin: c.req.query('admin') === '1',
      }),
    )
  })

  app.get('/letter/:slug', (c) => {
    const slug = c.req.param('slug')
    const reader = asked(c)
    const service = catalog.find(slug)
    if (service === undefined) {
      const meant = lookUp(catalog, slug)
      if (meant.kind === 'found') return c.redirect(reader.link(`/letter/${meant.service.slug}`), 302)
      return c.html(notFoundPage(site, c.req.path, suggestServices(catalog, slug).slice(0, 3)), 404)
    }
    // Laws and addresses are those of now, whatever day the address names.
    const question = { ...reader.question, on: context.today() }
    const status = statusOf(service, question)
    const view = { site, messages, asked: { ...reader, question }, status }
    const law = letterLaw(status)
    const letter = law === null ? null : letterFor(status, law, messages)
    if (law === null || letter === null) return c.html(noLetterPage(view, noLetterWords(status, messages, `/letter/${slug}?region=DE`)))
    c.header('Content-Security-Policy', LETTER_POLICY)
    return c.html(letterPage({ ...view, law, letter }))
  })

  app.get('/changes', (c) => {
    const reader = asked(c)
    const everywhere = c.req.query('all') === '1'
    const changes = changesAround(catalog, reader.question.on, PAGE_DAYS).filter(
      (change) => everywhere || concerns(change, reader.question.region, null),
    )
    return c.html(changesPage({ site, catalog, messages, asked: reader, changes, everywhere }))
  })

  app.get('/feeds', (c) => c.html(feedsPage(site, context.base(c.req.url))))
  app.get('/about', (c) => c.html(aboutPage(site, messages)))
  return app
}
