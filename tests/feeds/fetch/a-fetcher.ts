/** A fetcher that may reach this machine, for sites of tests. */

import { parseAllow } from '../../../src/feeds/fetch/allow.ts'
import { createFetcher, type Fetcher, type FetcherOptions, userAgent } from '../../../src/feeds/fetch/fetcher.ts'

export function allowOf(...entries: string[]) {
  const parsed = parseAllow(entries)
  if ('wrong' in parsed) throw new Error(`not a host or network: ${parsed.wrong}`)
  return parsed.allow
}

export function aFetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  return createFetcher({
    clock: { now: Date.now },
    userAgent: userAgent('1.2.3', 'https://optout.example/about'),
    allow: allowOf('127.0.0.1'),
    ...options,
  })
}
