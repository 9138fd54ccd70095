/** The robots.txt of each site, asked for once a day. */

import { decodeText } from './charset.ts'
import type { Fault, Fetched } from './fetched.ts'
import { ALLOW_ALL, parseRobots, type RobotsRules } from './robots.ts'

export interface RobotsCache {
  /** Why this must not be read, or `null` when it may. `stop` ends the asking, when the site has to be asked. */
  objectionTo(url: URL, stop: AbortController): Promise<Fault | null>
}

/** RFC 9309, section 2.4: no longer than a day. */
const KEPT_MS = 24 * 3_600_000
/** After the site did not answer. */
const KEPT_UNREACHABLE_MS = 10 * 60_000
const SITES_MAX = 2_000

/** `load` fetches a robots.txt with its redirects; `product` is our name in the user agent. */
export function createRobotsCache(options: {
  readonly load: (url: string, stop: AbortController) => Promise<Fetched>
  readonly product: string
  readonly now: () => number
}): RobotsCache {
  const sites = new Map<string, { readonly rules: RobotsRules | Fault; readonly until: number }>()

  async function rulesOf(origin: string, stop: AbortController): Promise<RobotsRules | Fault> {
    const known = sites.get(origin)
    if (known !== undefined && known.until > options.now()) return known.rules
    const rules = rulesFrom(await options.load(`${origin}/robots.txt`, stop), options.product)
    // Giving up on one request says nothing about the site.
    if (stop.signal.aborted) return rules
    const [oldest] = sites.keys()
    if (sites.size >= SITES_MAX && oldest !== undefined) sites.delete(oldest)
    sites.set(origin, { rules, until: options.now() + (typeof rules === 'function' ? KEPT_MS : KEPT_UNREACHABLE_MS) })
    return rules
  }

  return {
    async objectionTo(url, stop) {
      const rules = await rulesOf(url.origin, stop)
      if (typeof rules !== 'function') return rules
      return rules(`${url.pathname}${url.search}`) ? null : { kind: 'refused', code: 'robots' }
    },
  }
}

/**
 * Section 2.3.1: no file (4xx, too many redirects) allows all; a server that cannot say (5xx) forbids all. A site that cannot be reached,
 * or must not be, has that said about it.
 */
function rulesFrom(fetched: Fetched, product: string): RobotsRules | Fault {
  switch (fetched.kind) {
    case 'ok':
      return parseRobots(decodeText(fetched.body, 'text/plain; charset=utf-8'), product)
    case 'gone':
      return ALLOW_ALL
    case 'refused':
      return fetched.code.startsWith('http-4') || fetched.code === 'redirects' ? ALLOW_ALL : fetched
    case 'unavailable':
      return fetched.code.startsWith('http-') ? UNREACHABLE : fetched
    case 'wait':
      return fetched
    case 'unchanged':
      return UNREACHABLE
    default:
      return fetched satisfies never
  }
}

const UNREACHABLE: Fault = { kind: 'unavailable', code: 'robots-unreachable' }
