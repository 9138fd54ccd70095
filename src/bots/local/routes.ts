/** The routes behind the practice page. Everything that changes something answers with what changed. */

import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import type { MovableClock } from '../../core/movable-clock.ts'
import type { Log } from '../../core/ports/log.ts'
import type { CalendarDate } from '../../core/service.ts'
import { moveForwardTo } from './clock-moves.ts'
import { complete } from './completion.ts'
import { ownPageOnly } from './guard.ts'
import type { Interactions, ShownForm } from './interactions.ts'
import { BODY_BYTES_MAX, YEARS } from './limits.ts'
import { createPage } from './page.ts'
import { askerIn } from './place.ts'
import type { Room } from './room.ts'
import { ClockMove, Dismiss, PersonChange, Press, Run, Since, StartOver, Submit, Suggest } from './schema.ts'

export interface RoutesOptions {
  readonly room: Room
  readonly interactions: Interactions
  readonly frontDesk: FrontDesk
  readonly clock: MovableClock
  settleAll(): Promise<void>
  nextDueAt(): Promise<number | null>
  startOver(on: CalendarDate | null): Promise<void>
  readonly zone: string
  readonly locales: readonly string[]
  readonly hosts: readonly string[]
  readonly log: Log
  readonly site: { readonly stylesheet: string; readonly icon: string }
}

/** The app to mount at `/try`. */
export function createRoutes(options: RoutesOptions): Hono {
  const { room, interactions, clock, settleAll, nextDueAt, zone } = options
  const app = new Hono()
  const page = createPage(options.site)
  app.use('*', ownPageOnly(options.hosts))
  app.use('*', bodyLimit({ maxSize: BODY_BYTES_MAX, onError: (c) => c.json({ error: 'That is too much text.' }, 413) }))

  const view = async (since: number, form: ShownForm | null = null) => ({
    ...room.since(since),
    now: clock.now(),
    nextDueAt: await nextDueAt(),
    zone,
    locales: options.locales,
    form,
  })
  const known = (c: Context) => Since.parse(c.req.query('since'))

  /** A POST route: body checked, work done, whatever fell due because of it sent, and the news answered. */
  function act<Body>(path: string, schema: z.ZodType<Body>, work: (body: Body) => Promise<ShownForm | null>): void {
    app.post(path, async (c) => {
      const body = schema.safeParse(await c.req.json().catch(() => undefined))
      if (!body.success) return c.json({ error: 'That request makes no sense here. Load the page again.' }, 400)
      try {
        const form = await work(body.data)
        await settleAll()
        return c.json(await view(known(c), form))
      } catch (error) {
        options.log.error({ err: error, path }, 'practice chat failed')
        return c.json({ error: 'Something broke on our side. The log says what. Try again in a minute.' }, 500)
      }
    })
  }

  app.get('/', (c) => c.html(page.document))
  app.get('/state', async (c) => c.json(await view(known(c))))
  app.get('/:file', (c) => {
    const file = page.files.get(c.req.param('file'))
    if (file === undefined) return c.notFound()
    if (c.req.header('If-None-Match') === file.etag) return c.body(null, 304, { ETag: file.etag, 'Cache-Control': 'no-cache' })
    return c.body(file.text, 200, { 'Content-Type': file.type, ETag: file.etag, 'Cache-Control': 'no-cache' })
  })

  act('/run', Run, ({ text, pane }) => interactions.run(text, pane))
  act('/press', Press, ({ message, action }) => interactions.press(message, action))
  act('/submit', Submit, ({ form, values }) => interactions.submit(form, values))
  act('/dismiss', Dismiss, async ({ message }) => {
    if (room.find(message)?.private === true) room.dismiss(message)
    return null
  })
  act('/person', PersonChange, async ({ manages, locale }) => {
    const change = {
      ...(manages === undefined ? {} : { manages }),
      ...(locale === undefined || !options.locales.includes(locale) ? {} : { locale }),
    }
    room.become(change)
    return null
  })
  act('/clock', ClockMove, async (move) => {
    const moves = { clock, nextDueAt, settleAll }
    if ('by' in move) await moveForwardTo(clock.now() + move.by, moves)
    else {
      const due = await nextDueAt()
      if (due !== null) await moveForwardTo(due, moves)
    }
    return null
  })
  act('/start-over', StartOver, async ({ on }) => {
    const year = on === null ? null : Number(on.slice(0, 4))
    await options.startOver(year === null || year < YEARS.from || year > YEARS.to ? null : on)
    return null
  })

  app.post('/suggest', async (c) => {
    const body = Suggest.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ error: 'That request makes no sense here. Load the page again.' }, 400)
    return c.json({ choices: await complete(body.data.text, options.frontDesk, askerIn(body.data.pane, room.person, zone)) })
  })
  return app
}
