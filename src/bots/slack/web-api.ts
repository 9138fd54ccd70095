/** The Web API client as this adapter needs it: every call is made once, ends in time, and tells rate limits apart from silence. */

import { type Logger, LogLevel } from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../../core/ports/log.ts'

/** The longest one call may take. Slack answers posts within a second or two; beyond this, nobody is waiting any more. */
const CALL_TIMEOUT_MS = 10_000

/** Options for every client, the one inside Socket Mode included. Repeating a post whose answer was lost would post it twice. */
export function clientOptions(apiUrl: string, log: Log): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    logger: quietLogger(log),
    fetch: fetchTellingRateLimits,
  }
}

export function createWebClient(botToken: string, apiUrl: string, log: Log): WebClient {
  return new WebClient(botToken, clientOptions(apiUrl, log))
}

/** Without a readable Retry-After the client fails with a bare error that looks like anything; half a minute is Slack's usual answer. */
const fetchTellingRateLimits: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  if (response.status !== 429 || Number.parseInt(response.headers.get('retry-after') ?? '', 10) >= 0) return response
  await response.body?.cancel()
  return new Response(null, { status: 429, headers: { 'retry-after': '30' } })
}

/**
 * The libraries' own logger. Their sentences may hold connection tickets, addresses and bodies, so only that something was said is kept;
 * what matters is logged by this adapter where it happens.
 */
export function quietLogger(log: Log): Logger {
  const silent = () => {}
  const heard = (level: 'warn' | 'error') => () => log.warn({ chatPlatform: 'slack', level }, 'slack library complained')
  return {
    debug: silent,
    info: silent,
    warn: heard('warn'),
    error: heard('error'),
    setLevel: silent,
    setName: silent,
    getLevel: () => LogLevel.WARN,
  }
}
