/** What follows a look at a source: when to look again, and whether operators should hear of it. Pure. */

import type { PollOutcome } from '../../core/ports/policy-source.ts'
import type { SourceState } from '../../core/ports/source-states.ts'
import { backoffMs } from '../fetch/backoff.ts'

/** Something an operator should know about a source: once when it breaks, once when it works again. */
export type SourceNotice =
  | { readonly kind: 'opened'; readonly source: string; readonly since: number; readonly code: string }
  /** `since` as it was when opened, so that the two can be brought together. */
  | { readonly kind: 'closed'; readonly source: string; readonly since: number }

export interface AfterPoll {
  readonly state: SourceState
  readonly notice: SourceNotice | null
}

/** A passing fault is nobody's business until it has lasted: this many looks and this long. */
const FAILURES_UNTIL_TOLD = 4
const FAILING_UNTIL_TOLD_MS = 6 * 3_600_000
/** What only somebody's hand can mend is looked at twice more, in case it was a slip, and told. */
const REFUSALS_UNTIL_TOLD = 2
/** A source that stays broken is still looked at this often, or as often as it would be if it worked. */
const LONGEST_MS = 24 * 3_600_000
/** Nobody is asked again sooner, whatever they say. */
const SOONEST_MS = 60_000

/**
 * `state` is what was known before the look, `null` before the first. Looks that go well come at the source's interval with a tenth either
 * way, so that sources with the same interval spread out.
 */
export function afterPoll(
  outcome: PollOutcome,
  context: {
    readonly source: string
    readonly state: SourceState | null
    readonly everyMs: number
    readonly now: number
    readonly random: number
  },
): AfterPoll {
  const { source, state, everyMs, now, random } = context
  if (outcome.kind === 'found' || outcome.kind === 'unchanged') {
    const more = outcome.kind === 'found' && outcome.more
    const told = state?.toldSince ?? null
    return {
      state: {
        source,
        cursor: outcome.cursor,
        polledAt: now,
        readAt: now,
        nextAt: more ? now : now + Math.round(everyMs * (0.9 + random / 5)),
        failures: 0,
        failingSince: null,
        code: null,
        toldSince: null,
      },
      notice: told === null ? null : { kind: 'closed', source, since: told },
    }
  }

  const failures = (state?.failures ?? 0) + 1
  const failingSince = state?.failingSince ?? now
  // A server that says when to come back is alive; it is broken only if it says so for days, which the long wait shows.
  const lasting =
    outcome.kind === 'refused' || outcome.kind === 'gone'
      ? failures >= REFUSALS_UNTIL_TOLD
      : failures >= FAILURES_UNTIL_TOLD && now - failingSince >= FAILING_UNTIL_TOLD_MS
  const told = state?.toldSince ?? null
  const toldSince = told ?? (lasting ? failingSince : null)
  return {
    state: {
      source,
      cursor: state?.cursor ?? null,
      polledAt: now,
      readAt: state?.readAt ?? null,
      nextAt: now + waitMs(outcome, { failures, everyMs, random }),
      failures,
      failingSince,
      code: outcome.code,
      toldSince,
    },
    notice: told === null && toldSince !== null ? { kind: 'opened', source, since: toldSince, code: outcome.code } : null,
  }
}

type Fault = Exclude<PollOutcome, { kind: 'found' | 'unchanged' }>

function waitMs(outcome: Fault, { failures, everyMs, random }: { failures: number; everyMs: number; random: number }): number {
  const backedOff = backoffMs(failures, { random, longestMs: Math.max(everyMs, LONGEST_MS) })
  switch (outcome.kind) {
    case 'wait':
      // Never sooner than asked; a little later, so that not all who were told the same come back together.
      return outcome.retryAfterMs === null ? Math.max(backedOff, everyMs) : Math.max(SOONEST_MS, outcome.retryAfterMs * (1 + random / 10))
    case 'gone':
    case 'refused':
      return Math.max(backedOff, everyMs)
    case 'unavailable':
      return Math.max(SOONEST_MS, Math.min(backedOff, Math.max(everyMs, LONGEST_MS)))
    default:
      return outcome satisfies never
  }
}

/** The sources to look at now, longest overdue first; those never looked at come before all others, in the order of the feeds file. */
export function dueSources(sources: readonly string[], states: ReadonlyMap<string, SourceState>, now: number): readonly string[] {
  const nextAt = (source: string) => states.get(source)?.nextAt ?? Number.NEGATIVE_INFINITY
  return sources.filter((source) => nextAt(source) <= now).toSorted((a, b) => (nextAt(a) === nextAt(b) ? 0 : nextAt(a) - nextAt(b)))
}
