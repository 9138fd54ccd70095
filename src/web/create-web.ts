/** The web side of the bot: pages, feeds and health on one Hono app, without scripts, cookies or third parties. */

import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import type { Catalog } from '../core/catalog.ts'
import { localDateOf } from '../core/local-time.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Jurisdiction } from '../core/service.ts'
import { messagesFor } from '../notices/messages.ts'
import { assetAt, assetPath } from './assets.ts'
import type { WebContext } from './context.ts'
import { data } from './data.ts'
import { type HealthOptions, health } from './health.ts'
import type { Site } from './layout.ts'
import { localMoment } from './local-moment.ts'
import { type OperatorsOptions, operators } from './operators/routes.ts'
import { pages } from './pages.ts'
import { brokenPage, notFoundPage } from './plain-pages.ts'
import { securityHeaders } from './security-headers.ts'

export interface WebOptions extends HealthOptions {
  readonly catalog: Catalog
  readonly clock: Clock
  /** Whose answers people see who did not ask for others; `zone` (IANA) decides which day today is. */
  readonly defaults: { readonly region: Jurisdiction; readonly zone: string }
  /** Base of our own pages without a trailing slash, or `null` when there is no public address. */
  readonly publicUrl: string | null
  /** The practice chat's own routes, mounted at `/try`; absent when a real chat platform is connected. */
  readonly practiceChat?: Hono | undefined
  /** The operators' pages, mounted at `/operators`. */
  readonly operators?: Omit<OperatorsOptions, 'clock'> | undefined
  /** Where readers report a mistake (a web or mail address). */
  readonly reportUrl?: string | undefined
  /** When a policy was last looked at, epoch milliseconds; `null` before the first look. */
  readonly lastLookAt?: (() => number | null) | undefined
  /** Told about every request that broke, with the code the reader saw. */
  readonly onError?: ((error: unknown, code: string) => void) | undefined
}

const YEAR_SECONDS = 31_536_000

/** All routes. Every answer carries the security headers; unknown paths get a page that says what to do; nothing throws outward. */
export function createWeb(options: WebOptions): Hono {
  const { catalog, clock, defaults, publicUrl } = options
  const messages = messagesFor('en')
  const site: Site = { publicUrl, practiceChat: options.practiceChat !== undefined, reportUrl: options.reportUrl ?? null }
  const context: WebContext = {
    catalog,
    site,
    messages,
    region: defaults.region,
    today: () => localDateOf(clock.now(), defaults.zone),
    lastLook: () => {
      const at = options.lastLookAt?.() ?? null
      return at === null ? null : localMoment(at, clock.now(), defaults.zone)
    },
    base: (requestUrl) => publicUrl ?? new URL(requestUrl).origin,
  }

  const app = new Hono()
  app.use('*', securityHeaders({ https: publicUrl?.startsWith('https:') ?? false }))
  app.use('*', compress())
  app.get('/assets/:file', (c) => {
    const asset = assetAt(c.req.path)
    if (asset === undefined) return c.notFound()
    const headers: Record<string, string> = { 'Content-Type': asset.type, 'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable` }
    // A drawing opened on its own carries its own small style sheet.
    if (asset.type === 'image/svg+xml') headers['Content-Security-Policy'] = "default-src 'none'; style-src 'unsafe-inline'"
    return c.body(asset.body, 200, headers)
  })
  app.get('/favicon.ico', (c) => c.redirect(assetPath('icon.svg'), 302))
  app.route('/', health(options))
  if (options.operators !== undefined) app.route('/operators', operators(site, { ...options.operators, clock }))
  if (options.practiceChat !== undefined) app.route('/try', options.practiceChat)

  const revalidated = new Hono()
  revalidated.use('*', async (c, next) => {
    await next()
    // Answers change with the day and the guides; asking again costs 304 and a few bytes.
    if (c.res.ok && !c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-cache')
  })
  revalidated.use('*', etag({ weak: true }))
  revalidated.route('/', pages(context))
  revalidated.route('/', data(context))
  app.route('/', revalidated)

  app.notFound((c) => c.html(notFoundPage(site, c.req.path, []), 404))
  app.onError((error, c) => {
    const code = randomBytes(2).toString('hex').toUpperCase()
    options.onError?.(error, code)
    return c.html(brokenPage(site, code), 500)
  })
  return app
}
