/** discord.js's REST client as we use it: one for what may wait, one for what must say at once how it went. */

import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js'

/** Longer than Discord ever takes, short enough to try again in the same minute. */
const TIMEOUT_MS = 10_000

export interface RestOptions {
  readonly token: string
  /** Without version and trailing slash. */
  readonly api: string
  readonly userAgent: string
}

/** The part of the client that sends what we start. Rejects as discord.js does. */
export type ExactRest = Pick<REST, 'get' | 'post'>

/**
 * Repeats and waits by itself: only for requests that may be repeated (reading, and writing the whole of something). `onRequest` is called
 * as each goes, repeated ones too.
 */
export function createPatientRest({ token, api, userAgent }: RestOptions, onRequest: () => void): REST {
  const makeRequest: RESTOptions['makeRequest'] = (url, init) => {
    onRequest()
    return DefaultRestOptions.makeRequest(url, init)
  }
  return new REST({ api, version: '10', timeout: TIMEOUT_MS, userAgentAppendix: userAgent, makeRequest }).setToken(token)
}

/**
 * Tries once; a rate limit is an error that says how long to wait. The library's own retries made three messages of one whose answer was
 * lost, and its count of requests a second lets them go in bursts: `pace.ts` does that instead.
 */
export function createExactRest({ token, api, userAgent }: RestOptions): ExactRest & { close(): void } {
  const rest = new REST({
    api,
    version: '10',
    timeout: TIMEOUT_MS,
    userAgentAppendix: userAgent,
    retries: 0,
    rejectOnRateLimit: () => true,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // Not by `setToken`: the library forgets a token that was refused once, and every later request fails in a way that says nothing.
    headers: { Authorization: `Bot ${token}` },
  })
  return {
    get: (route, options) => rest.get(route, { ...options, auth: false }),
    post: (route, options) => rest.post(route, { ...options, auth: false }),
    close: () => closeRest(rest),
  }
}

/** Stops the client's timers. */
export function closeRest(rest: REST): void {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}
