/** Ways for Slack to fail on purpose, for the calls a test picks. */
import type { JsonObject } from './json.ts'

/** What goes wrong. `accepted` says whether Slack did what was asked before things went wrong. */
export type FaultEffect =
  | { readonly kind: 'reset' | 'close' | 'silence'; readonly accepted: boolean }
  | {
      readonly kind: 'status'
      readonly accepted: boolean
      readonly status: number
      readonly body?: string
      readonly retryAfterSec?: number
    }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'delay'; readonly delayMs: number }

/** The usual failures, by name. */
export const faults = {
  acceptThenReset: { kind: 'reset', accepted: true },
  acceptThenClose: { kind: 'close', accepted: true },
  acceptThen503: { kind: 'status', status: 503, accepted: true },
  acceptThenSilence: { kind: 'silence', accepted: true },
  reset: { kind: 'reset', accepted: false },
  close: { kind: 'close', accepted: false },
  silence: { kind: 'silence', accepted: false },
  unavailable: { kind: 'status', status: 503, accepted: false },
  serverError: { kind: 'status', status: 500, accepted: false },
  /** A proxy's page where JSON was expected. */
  garbage: { kind: 'status', status: 200, accepted: false, body: '<html>Bad gateway</html>' },
  rateLimited: { kind: 'status', status: 429, accepted: false, retryAfterSec: 1 },
  fatalError: { kind: 'error', error: 'fatal_error' },
  slow: (delayMs: number): FaultEffect => ({ kind: 'delay', delayMs }),
  error: (error: string): FaultEffect => ({ kind: 'error', error }),
} as const satisfies Record<string, FaultEffect | ((argument: never) => FaultEffect)>

/** A call as a fault sees it. */
export interface FaultCandidate {
  /** `chat.postMessage`, or `response_url`. */
  readonly method: string
  readonly args: JsonObject
  readonly teamId: string | undefined
  readonly channelId: string | undefined
}

/** Which calls fail; everything given must hold. */
export interface FaultMatcher {
  readonly method?: string
  readonly channelId?: string
  readonly teamId?: string
  readonly where?: (call: FaultCandidate) => boolean
  /** Fail this many calls, then stop; default 1. `Infinity` never stops. */
  readonly times?: number
  /** Let this many matching calls through first. */
  readonly skip?: number
}

/** A fault that was set up. */
export interface FaultHandle {
  /** How many calls it has hit. */
  readonly hits: number
  clear(): void
}

/** The faults waiting for their calls. */
export interface Faults {
  add(matcher: FaultMatcher, effect: FaultEffect): FaultHandle
  /** The effect for a call, using it up. The oldest matching fault wins. */
  take(call: FaultCandidate): FaultEffect | undefined
  clear(): void
}

/** No faults at first. */
export function createFaults(): Faults {
  interface Waiting {
    readonly matcher: FaultMatcher
    readonly effect: FaultEffect
    skip: number
    hits: number
  }
  let waiting: Waiting[] = []
  const matches = ({ method, channelId, teamId, where }: FaultMatcher, call: FaultCandidate): boolean =>
    (method === undefined || method === call.method) &&
    (channelId === undefined || channelId === call.channelId) &&
    (teamId === undefined || teamId === call.teamId) &&
    (where === undefined || where(call))
  return {
    add(matcher, effect) {
      const fault: Waiting = { matcher, effect, skip: matcher.skip ?? 0, hits: 0 }
      waiting.push(fault)
      return {
        get hits() {
          return fault.hits
        },
        clear() {
          waiting = waiting.filter((one) => one !== fault)
        },
      }
    },
    take(call) {
      if (waiting.length === 0) return undefined
      for (const fault of waiting) {
        if (!matches(fault.matcher, call)) continue
        if (fault.skip > 0) {
          fault.skip -= 1
          continue
        }
        fault.hits += 1
        if (fault.hits >= (fault.matcher.times ?? 1)) waiting = waiting.filter((one) => one !== fault)
        return fault.effect
      }
      return undefined
    },
    clear() {
      waiting = []
    },
  }
}
