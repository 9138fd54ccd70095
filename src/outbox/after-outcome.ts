/** What follows a try: when to try again, or that it is over. Pure. */

import type { DeliveryOutcome } from '../core/delivery.ts'

/** Failed tries before giving up: with the waits below, a little over six hours. */
export const FAILURES_MAX = 20

const FIRST_BACKOFF_MS = 5_000
const BACKOFF_MAX_MS = 30 * 60_000
/** Time for a message to show up before looking for it. */
const SETTLE_AFTER_MS = 5_000
/** A chat platform that says "wait 0 seconds" is not asked again in a tight loop. */
const WAIT_MIN_MS = 100

/**
 * When to claim a delivery again, or `null` when it is over. `failures` counts the tries before this one that ended `unavailable` or
 * `ambiguous`; `random` is from [0, 1). A `wait` is never counted: the chat platform is there and says when.
 */
export function afterOutcome(
  outcome: DeliveryOutcome,
  { failures, atMs, random }: { readonly failures: number; readonly atMs: number; readonly random: number },
): { readonly retryAt: number | null } {
  switch (outcome.kind) {
    case 'delivered':
    case 'refused':
    case 'gone':
      return { retryAt: null }
    case 'wait':
      return { retryAt: atMs + Math.max(WAIT_MIN_MS, outcome.retryAfterMs) }
    case 'unavailable':
      return { retryAt: failures + 1 >= FAILURES_MAX ? null : atMs + backoffMs(failures, random) }
    case 'ambiguous':
      // The first look comes soon; one that has to be repeated backs off like any other failure.
      return { retryAt: failures + 1 >= FAILURES_MAX ? null : atMs + (failures === 0 ? SETTLE_AFTER_MS : backoffMs(failures, random)) }
    default:
      return unknownOutcome(outcome)
  }
}

/** Doubles from five seconds to half an hour; the random half keeps many destinations from coming back at the same moment. */
function backoffMs(failures: number, random: number): number {
  const fullMs = Math.min(BACKOFF_MAX_MS, FIRST_BACKOFF_MS * 2 ** failures)
  return Math.round(fullMs * (0.5 + random / 2))
}

function unknownOutcome(outcome: never): never {
  throw new TypeError(`unknown outcome ${JSON.stringify(outcome)}`)
}
