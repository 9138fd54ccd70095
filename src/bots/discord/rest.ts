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

/** Repeats and waits by itself: only for requests that may be repeated (reading, and writing the whole of something). */
export function createPatientRest(options: RestOptions): REST {
  return createRest(options, {})
}

/** Tries once; a rate limit is an error that says how long to wait. Its own retries made three messages of one whose answer was lost. */
export function createExactRest(options: RestOptions): REST {
  return createRest(options, { retries: 0, rejectOnRateLimit: () => true })
}

function createRest({ token, api, userAgent }: RestOptions, more: Partial<RESTOptions>): REST {
  const rest = new REST({
    api,
    version: '10',
    timeout: TIMEOUT_MS,
    userAgentAppendix: userAgent,
    async makeRequest(url, init) {
      const response = await DefaultRestOptions.makeRequest(url, init)
      // The library forgets a token that was refused once; every later request would then fail in a way that says nothing.
      if (response.status === 401) setImmediate(() => rest.setToken(token))
      return response
    },
    ...more,
  }).setToken(token)
  return rest
}

/** Stops the client's timers. */
export function closeRest(rest: REST): void {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}
