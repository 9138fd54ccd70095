import { createHash } from 'node:crypto'
import type { FakeDiscordOptions } from '../options.ts'
import type { RestCall, Route } from './route.ts'

/** A bucket of one or more routes. */
export interface RouteLimit {
  readonly method: string
  /** The template, such as `/channels/{channel_id}/messages`. */
  readonly path: string
  /** Requests in one window. */
  readonly limit: number
  /** Length of the window, milliseconds. */
  readonly perMs: number
}

/** What the limits say to one request. */
export interface LimitVerdict {
  readonly headers: Readonly<Record<string, string>>
  /** Set when the request is refused: the body of the 429. */
  readonly refused?: { readonly message: string; readonly retry_after: number; readonly global: boolean }
}

/** Numbers bots have observed; Discord publishes none and they may change. */
const usual: readonly RouteLimit[] = [
  { method: 'POST', path: '/channels/{channel_id}/messages', limit: 5, perMs: 5000 },
  { method: 'PATCH', path: '/channels/{channel_id}/messages/{message_id}', limit: 5, perMs: 5000 },
  { method: 'DELETE', path: '/channels/{channel_id}/messages/{message_id}', limit: 5, perMs: 1000 },
  { method: 'POST', path: '/webhooks/{webhook_id}/{webhook_token}', limit: 5, perMs: 2000 },
  { method: 'PATCH', path: '/webhooks/{webhook_id}/{webhook_token}/messages/@original', limit: 5, perMs: 2000 },
  { method: 'POST', path: '/users/@me/channels', limit: 10, perMs: 10_000 },
]
const otherwise = { limit: 50, perMs: 1000 } as const
const defaultGlobalPerSecond = 50

interface Window {
  resetAt: number
  used: number
}

/** The global allowance and the buckets of each route and top-level resource. */
export interface RateLimits {
  /** 429s given so far, by scope. */
  readonly refused: { global: number; user: number }
  /** Counts the request and says whether it may pass. */
  readonly admit: (route: Route, call: RestCall) => LimitVerdict
}

const majorParams = ['channel_id', 'guild_id', 'webhook_id', 'webhook_token'] as const
const unlimited: LimitVerdict = { headers: {} }
const seconds = (ms: number): string => (ms / 1000).toFixed(3)

const spend = (
  windows: Map<string, Window>,
  key: string,
  limit: number,
  perMs: number,
  at: number,
): { over: boolean; left: number; resetAt: number } => {
  let window = windows.get(key)
  if (!window || at >= window.resetAt) {
    window = { resetAt: at + perMs, used: 0 }
    windows.set(key, window)
  }
  const over = window.used >= limit
  if (!over) window.used += 1
  return { over, left: limit - window.used, resetAt: window.resetAt }
}

const refuse = (scope: 'global' | 'user', waitMs: number, headers: Readonly<Record<string, string>>): LimitVerdict => ({
  headers: {
    ...headers,
    'retry-after': String(Math.ceil(waitMs / 1000)),
    'x-ratelimit-scope': scope,
    ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
  },
  refused: { message: 'You are being rate limited.', retry_after: waitMs / 1000, global: scope === 'global' },
})

/**
 * Discord's limits with fixed windows that start at their first request. A refused request does not use up the next
 * window. https://docs.discord.com/developers/topics/rate-limits
 */
export const createRateLimits = (asked: FakeDiscordOptions['rateLimits']): RateLimits => {
  const refused = { global: 0, user: 0 }
  if (!asked) return { refused, admit: () => unlimited }
  const { globalPerSecond = defaultGlobalPerSecond, routes = usual } = asked === true ? {} : asked
  const windows = new Map<string, Window>()
  const buckets = new Map<Route, { readonly hash: string; readonly limit: number; readonly perMs: number }>()

  const bucketOf = (route: Route) => {
    let bucket = buckets.get(route)
    if (!bucket) {
      const { limit, perMs } = routes.find(({ method, path }) => method === route.method && path === route.path) ?? otherwise
      const hash = createHash('sha256').update(`${route.method} ${route.path}`).digest('hex').slice(0, 32)
      bucket = { hash, limit, perMs }
      buckets.set(route, bucket)
    }
    return bucket
  }

  const admit = (route: Route, call: RestCall): LimitVerdict => {
    if (route.unlimited) return unlimited
    const { hash, limit, perMs } = bucketOf(route)
    const major = majorParams.map((name) => call.params[name] ?? '').join('/')
    const spent = spend(windows, `${hash}:${major}`, limit, perMs, call.at)
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(spent.left),
      'x-ratelimit-reset': seconds(spent.resetAt),
      'x-ratelimit-reset-after': seconds(spent.resetAt - call.at),
      'x-ratelimit-bucket': hash,
    }
    if (spent.over) {
      refused.user += 1
      return refuse('user', spent.resetAt - call.at, headers)
    }
    if (route.access !== 'token-in-path') {
      const global = spend(windows, 'global', globalPerSecond, 1000, call.at)
      if (global.over) {
        refused.global += 1
        return refuse('global', global.resetAt - call.at, {})
      }
    }
    return { headers }
  }
  return { refused, admit }
}
