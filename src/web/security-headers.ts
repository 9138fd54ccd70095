/** What every page tells the browser it may do: nothing but show our own text, styles, fonts and pictures. */

import type { MiddlewareHandler } from 'hono'

/** Pages of this server run no script (a letter sets its own policy, for one), talk to nobody and may be framed by nobody. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * Sets the headers on every answer that has not set its own policy. `https` adds Strict-Transport-Security, which must only be promised
 * when the public address really is https (RFC 6797, section 7.2).
 */
export function securityHeaders(options: { readonly https: boolean }): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const set = (name: string, value: string) => {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
    set('Content-Security-Policy', PAGE_POLICY)
    set('X-Content-Type-Options', 'nosniff')
    set('Referrer-Policy', 'no-referrer')
    set('X-Frame-Options', 'DENY')
    set('Cross-Origin-Opener-Policy', 'same-origin')
    set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), browsing-topics=()')
    if (options.https) set('Strict-Transport-Security', 'max-age=31536000')
  }
}
