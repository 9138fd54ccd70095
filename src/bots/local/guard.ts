/** Keeps the practice chat to its own page: other sites cannot read it or press its buttons through a visitor's browser. */

import type { MiddlewareHandler } from 'hono'

/** The page runs our script and talks to this server; nothing else. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/**
 * Answers 403 to anything that comes from another site. Fetch metadata says so in current browsers, `Origin` in all. The host must be an
 * address, localhost or one of `hosts`: a name that somebody else's DNS points at this computer is not ours (DNS rebinding).
 */
export function ownPageOnly(hosts: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const { host, hostname } = new URL(c.req.url)
    if (!isOwnHost(hostname, hosts)) {
      return c.text(
        `The practice chat answers at this computer's address only, not at ${hostname}. Set PUBLIC_URL to use another name.`,
        403,
      )
    }
    const site = c.req.header('Sec-Fetch-Site')
    const origin = c.req.header('Origin')
    const foreign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') || (origin !== undefined && URL.parse(origin)?.host !== host)
    // Following a link to the page is fine; acting from elsewhere is not.
    if (foreign && (c.req.method !== 'GET' || c.req.header('Sec-Fetch-Mode') !== 'navigate'))
      return c.text('The practice chat is used from its own page only.', 403)
    if (c.req.method === 'POST' && !/^application\/json\b/.test(c.req.header('Content-Type') ?? '')) return c.text('Send JSON.', 415)
    await next()
    c.res.headers.set('Content-Security-Policy', PAGE_POLICY)
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
  }
}

function isOwnHost(hostname: string, hosts: readonly string[]): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    /^[\d.]+$/.test(hostname) ||
    hostname.startsWith('[') ||
    hosts.includes(hostname)
  )
}
