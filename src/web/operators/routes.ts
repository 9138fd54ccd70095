/** The operators' pages: in by a one-time link, out by a button, and nothing that can be read or done without a session. */

import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Clock } from '../../core/ports/clock.ts'
import type { OutboxStore } from '../../core/ports/outbox-store.ts'
import type { Site } from '../layout.ts'
import { type OperatorDoor, SESSION_SECONDS } from './door.ts'
import { outboxPage } from './outbox-page.ts'
import { enterPage, outsidePage } from './plain-pages.ts'

export interface OperatorsOptions {
  readonly door: OperatorDoor
  readonly outbox: Pick<OutboxStore, 'counts' | 'list' | 'retry' | 'drop'>
  readonly clock: Clock
  /** Called after something was put back to be sent. */
  readonly wake: () => void
}

const COOKIE = 'optout_operator'
/** A form here holds a number or nothing. */
const FORM_BYTES_MAX = 1_024
/** More than anybody reads on a page; the newest come first. */
const LISTED_MAX = 200

export function operators(site: Site, { door, outbox, clock, wake }: OperatorsOptions): Hono {
  const https = site.publicUrl?.startsWith('https:') ?? false
  const app = new Hono()

  app.use('*', async (c, next) => {
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
  })
  // Another site cannot send our cookie (SameSite), nor, should a browser not know that, have its form accepted.
  app.use('*', async (c, next) => {
    if (c.req.method === 'GET' || isOurs(c, site.publicUrl)) return await next()
    return c.text('This form was sent from another site.', 403)
  })
  app.post('*', bodyLimit({ maxSize: FORM_BYTES_MAX, onError: (c) => c.text('This form is too long.', 413) }))

  // Chat apps open links to preview them: looking must not use the link up.
  app.get('/enter/:code', (c) => c.html(enterPage(site)))
  app.post('/enter/:code', async (c) => {
    const session = await door.enter(c.req.param('code'))
    if (session === null) return c.html(outsidePage(site, 'used'), 403)
    setCookie(c, COOKIE, session, { path: '/operators', httpOnly: true, sameSite: 'Strict', secure: https, maxAge: SESSION_SECONDS })
    return c.redirect('/operators/outbox', 303)
  })

  app.use('*', async (c, next) => {
    if (await door.isIn(getCookie(c, COOKIE))) return await next()
    return c.html(outsidePage(site, 'none'), 401)
  })
  app.get('/', (c) => c.redirect('/operators/outbox', 303))
  app.get('/outbox', async (c) => {
    const which = c.req.query('show') === 'waiting' ? 'waiting' : 'discarded'
    const [counts, rows] = [await outbox.counts(), await outbox.list({ which, limit: LISTED_MAX })]
    return c.html(outboxPage(site, { which, counts, rows, now: clock.now(), done: doneOf(c.req.query('done')) }))
  })
  app.post('/outbox/retry', async (c) => {
    const id = await numberIn(c)
    const retried = await outbox.retry(id === null ? {} : { id }, clock.now())
    if (retried > 0) wake()
    return c.redirect(`/operators/outbox?done=${retried > 0 ? 'retry' : 'none'}`, 303)
  })
  app.post('/outbox/drop', async (c) => {
    const id = await numberIn(c)
    const dropped = id !== null && (await outbox.drop(id, clock.now()))
    return c.redirect(`/operators/outbox?done=${dropped ? 'drop' : 'none'}`, 303)
  })
  app.post('/leave', async (c) => {
    const session = getCookie(c, COOKIE)
    if (session !== undefined) await door.leave(session)
    deleteCookie(c, COOKIE, { path: '/operators' })
    return c.html(outsidePage(site, 'left'))
  })
  return app
}

const DONE = ['retry', 'drop', 'none'] as const
export type Done = (typeof DONE)[number]
const doneOf = (typed: string | undefined): Done | null => DONE.find((each) => each === typed) ?? null

async function numberIn(c: Context): Promise<number | null> {
  const { id } = await c.req.parseBody()
  return typeof id === 'string' && /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null
}

/** Browsers name the site a form comes from. https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin */
function isOurs(c: Context, publicUrl: string | null): boolean {
  const origin = c.req.header('Origin')
  if (origin === undefined) return c.req.header('Sec-Fetch-Site') === undefined || c.req.header('Sec-Fetch-Site') === 'same-origin'
  // Without a referrer a browser writes `null` here, and says where from in the other header.
  if (origin === 'null') return c.req.header('Sec-Fetch-Site') === 'same-origin'
  return origin === new URL(c.req.url).origin || (publicUrl !== null && origin === new URL(publicUrl).origin)
}
