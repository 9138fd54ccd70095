/** Routes for operators: is it alive, may it get work, what are its numbers. */

import { Hono } from 'hono'

export interface HealthOptions {
  /** True while the bot accepts work. */
  readonly ready: () => boolean | Promise<boolean>
  /** A prom-client registry, or anything that writes its text format. */
  readonly metrics?: { readonly contentType: string; metrics(): Promise<string> } | undefined
}

/** `/healthz` says 200 while the process can answer at all; `/readyz` says 503 until it accepts work, and when asking fails. */
export function health({ ready, metrics }: HealthOptions): Hono {
  const app = new Hono()
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    app.use(path, async (c, next) => {
      await next()
      c.res.headers.set('Cache-Control', 'no-store')
    })
  }
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => ((await isReady(ready)) ? c.json({ status: 'ready' }) : c.json({ status: 'starting' }, 503)))
  app.get('/metrics', async (c) => {
    if (metrics === undefined) return c.text('No metrics are kept.', 404)
    return c.body(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType })
  })
  return app
}

async function isReady(ready: HealthOptions['ready']): Promise<boolean> {
  try {
    return await ready()
  } catch {
    return false
  }
}
