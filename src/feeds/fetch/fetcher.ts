/** Fetches a page or feed as a polite guest: conditional, one connection a host, by robots.txt, within limits, and never into a private network. */

import type { Clock } from '../../core/ports/clock.ts'
import { ALLOW_NOTHING, type Allow } from './allow.ts'
import { type Resolve, resolveBySystem } from './connect.ts'
import { type Answer, exchange, type FetchLimits } from './exchange.ts'
import type { Fault, FaultCode, Fetched, Validators } from './fetched.ts'
import { guardUrl } from './guard-url.ts'
import { createHostTurns } from './host-turns.ts'
import { retryAfterMs } from './retry-after.ts'
import { ROBOTS_BYTES_MAX } from './robots.ts'
import { createRobotsCache } from './robots-cache.ts'

export interface FetchRequest {
  readonly url: string
  /** What the last answer came with; with it the server may say "unchanged". */
  readonly validators?: Validators
  readonly accept?: string
  /** For bodies that must be smaller than the usual limit, after decompression. */
  readonly bytesMax?: number
  readonly signal?: AbortSignal
}

export interface Fetcher {
  /** Never rejects: whatever the network does is a value. */
  fetch(request: FetchRequest): Promise<Fetched>
}

export interface FetcherOptions {
  readonly clock: Clock
  /** See {@link userAgent}. */
  readonly userAgent: string
  readonly allow?: Allow
  readonly limits?: Partial<FetchLimits>
  readonly resolve?: Resolve
  /** Certificates to trust besides the usual ones, as PEM. */
  readonly ca?: string
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const REDIRECTS_MAX = 5
const VALIDATOR_CHARS_MAX = 1_000
const MIB = 1024 * 1024
const LIMITS: FetchLimits = { sentBytesMax: 5 * MIB, bytesMax: 10 * MIB, totalMs: 60_000, idleMs: 15_000 }
const PRODUCT = 'Optout'

/** How we introduce ourselves, with somewhere to turn for whoever minds. */
export function userAgent(version: string, contact: string): string {
  const plain = contact.replace(/[^\x21-\x7e]/g, '').slice(0, 200)
  return `${PRODUCT}/${version} (+${plain})`
}

export function createFetcher(options: FetcherOptions): Fetcher {
  const { clock, allow = ALLOW_NOTHING, resolve = resolveBySystem, ca } = options
  const usual = { ...LIMITS, ...options.limits }
  const turns = createHostTurns()

  /** Follows redirects, each hop checked as if it were the first. `objection` may end it before a hop is taken. */
  async function follow(
    request: FetchRequest,
    { limits, stop, objection }: { limits: FetchLimits; stop: AbortController; objection: (url: URL) => Promise<Fault | null> },
  ): Promise<Fetched> {
    let at = request.url
    let movedTo: string | null = null
    let forGood = true
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      const target = guardUrl(at, allow)
      if ('refused' in target) return { kind: 'refused', code: target.refused }
      const objected = await objection(target.url)
      if (objected !== null) return objected
      const { href, host } = target.url
      const asked = request.validators?.url === href ? request.validators : null
      const answer = await turns.take(host, () => exchange(target, headersFor(request, asked), { allow, resolve, ca, limits, stop }))
      if ('fault' in answer) return { kind: answer.fault, code: answer.code }
      if (!REDIRECTS.has(answer.status)) return fetchedFrom(answer, { url: href, movedTo, asked, now: clock.now() })
      const next = destinationOf(answer, href)
      if (next === null) return { kind: 'refused', code: 'redirect-invalid' }
      at = next
      forGood &&= answer.status === 301 || answer.status === 308
      movedTo = forGood ? at : null
    }
    return { kind: 'refused', code: 'redirects' }
  }

  const headersFor = (request: FetchRequest, asked: Validators | null): Record<string, string> => ({
    'User-Agent': options.userAgent,
    Accept: request.accept ?? '*/*',
    'Accept-Encoding': 'gzip, deflate, br',
    'Accept-Language': 'en, *;q=0.5',
    ...(asked?.etag == null ? {} : { 'If-None-Match': asked.etag }),
    ...(asked?.lastModified == null ? {} : { 'If-Modified-Since': asked.lastModified }),
  })

  const robots = createRobotsCache({
    product: PRODUCT,
    now: () => clock.now(),
    load: (url, stop) =>
      follow({ url, accept: 'text/plain' }, { limits: { ...usual, bytesMax: ROBOTS_BYTES_MAX }, stop, objection: async () => null }),
  })
  return {
    async fetch(request) {
      if (request.signal?.aborted === true) return { kind: 'unavailable', code: 'stopped' }
      const stop = new AbortController()
      const onAbort = () => stop.abort()
      request.signal?.addEventListener('abort', onAbort, { once: true })
      const tooSlow = setTimeout(() => stop.abort('too-slow'), usual.totalMs)
      try {
        const limits = { ...usual, bytesMax: request.bytesMax ?? usual.bytesMax }
        return await follow(request, { limits, stop, objection: (url) => robots.objectionTo(url, stop) })
      } finally {
        clearTimeout(tooSlow)
        request.signal?.removeEventListener('abort', onAbort)
      }
    },
  }
}

function destinationOf({ headers }: Answer, base: string): string | null {
  return headers.location === undefined ? null : (URL.parse(headers.location, base)?.href ?? null)
}

function fetchedFrom(
  { status, headers, body }: Answer,
  context: { readonly url: string; readonly movedTo: string | null; readonly asked: Validators | null; readonly now: number },
): Fetched {
  const { url, movedTo, asked, now } = context
  const code: FaultCode = `http-${status}`
  const validators = { etag: asReceived(headers.etag), lastModified: asReceived(headers['last-modified']), url }
  if (status === 200) return { kind: 'ok', url, movedTo, contentType: headers['content-type'] ?? null, body, validators }
  // A server that answers "unchanged" to a question that was not conditional is confused.
  if (status === 304 && asked !== null) {
    return {
      kind: 'unchanged',
      validators: { etag: validators.etag ?? asked.etag, lastModified: validators.lastModified ?? asked.lastModified, url },
    }
  }
  if (status === 404 || status === 410) return { kind: 'gone', code }
  const waitMs = retryAfterMs(headers['retry-after'], now)
  if (status === 429 || (status === 503 && waitMs !== null)) return { kind: 'wait', retryAfterMs: waitMs, code }
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) return { kind: 'refused', code }
  return { kind: 'unavailable', code }
}

/** Nothing that could not be sent back in a header, and nothing absurdly long. */
function asReceived(header: string | undefined): string | null {
  return header !== undefined && header !== '' && header.length <= VALIDATOR_CHARS_MAX && /^[\x20-\x7e\x80-\xff]*$/.test(header)
    ? header
    : null
}
