/** What the fake saw and what it objects to, for tests to assert on. */
import type { JsonObject } from './json.ts'

/** One call of the Web API or of a `response_url`. */
export interface SlackRequest {
  /** `chat.postMessage`, or `response_url`. */
  readonly method: string
  readonly args: JsonObject
  readonly teamId: string | undefined
  /** Milliseconds since the epoch, by the fake's clock. */
  readonly at: number
  /** HTTP status of the answer; 0 when the connection was broken or left unanswered. */
  status: number
  /** Slack's error code when the answer was `ok: false`. */
  error: string | undefined
  /** True when Slack did what was asked, whether or not the answer arrived. */
  accepted: boolean
}

/** A mention that would have notified somebody. */
export interface Ping {
  /** As written: `<!channel>`, `<@U0ALICE00>`, `<!subteam^S1>`. */
  readonly mention: string
  readonly method: string
  readonly channelId: string | undefined
}

/** The fake's memory of one run. */
export interface Journal {
  readonly requests: SlackRequest[]
  /** Readable breaches of Slack's rules; an honest bot leaves this empty. */
  readonly violations: string[]
  readonly pings: Ping[]
  /** Deliveries that were not acknowledged in time, as readable strings. */
  readonly timeouts: string[]
  /** How many requests were answered with 429. */
  rateLimited: number
  record(request: SlackRequest): void
  violation(text: string): void
  /** Wakes everybody in `whenChanged`. Call it after anything a test may wait for. */
  changed(): void
  /** Calls back on every change until the returned function is called. */
  whenChanged(listener: () => void): () => void
  clear(): void
}

/** Requests are dropped from the front beyond `requestsKept`, so a long benchmark does not grow without bound. */
export function createJournal(requestsKept: number): Journal {
  const listeners = new Set<() => void>()
  const journal: Journal = {
    requests: [],
    violations: [],
    pings: [],
    timeouts: [],
    rateLimited: 0,
    record(request) {
      journal.requests.push(request)
      if (journal.requests.length > requestsKept * 2) journal.requests.splice(0, journal.requests.length - requestsKept)
    },
    violation(text) {
      journal.violations.push(text)
    },
    changed() {
      if (listeners.size > 0) for (const listener of [...listeners]) listener()
    },
    whenChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear() {
      journal.requests.length = 0
      journal.violations.length = 0
      journal.pings.length = 0
      journal.timeouts.length = 0
      journal.rateLimited = 0
    },
  }
  return journal
}
