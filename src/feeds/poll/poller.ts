/** Looks at each source when its time has come, hands over what it found, and remembers. What to do after a look is decided in after-poll.ts. */

import type { Clock } from '../../core/ports/clock.ts'
import type { Log } from '../../core/ports/log.ts'
import type { Findings, PolicySource, PollOutcome } from '../../core/ports/policy-source.ts'
import type { SourceState, SourceStates } from '../../core/ports/source-states.ts'
import { afterPoll, dueSources, type SourceNotice } from './after-poll.ts'

export interface PollerOptions {
  readonly sources: readonly PolicySource[]
  readonly states: SourceStates
  readonly clock: Clock
  /** From [0, 1). */
  readonly random: () => number
  readonly log: Log
  /**
   * Takes what a source found. Only when it has resolved is the look remembered, so whatever it must not lose it writes down first; after
   * a crash the same comes again under the same ids. When it rejects, the source is looked at again later.
   */
  readonly onFound: (source: PolicySource, found: Findings) => Promise<void>
  /** Takes what operators should know, under the same promise. */
  readonly onNotice: (source: PolicySource, notice: SourceNotice) => Promise<void>
}

export interface Poller {
  /** Hands over what stands from before: the guides of other instances. Asks nobody. */
  recall(): Promise<void>
  /** Looks at everything that is due now, a few at a time, and resolves when that is done. Never rejects. */
  pollDue(signal: AbortSignal): Promise<void>
  /** When something is next due, epoch milliseconds; `null` without sources. */
  nextDueAt(): Promise<number | null>
}

/** Different hosts side by side; one host is asked one thing at a time by the fetcher. */
const AT_ONCE = 4
/** Looks at one source in a row while it says there is more. */
const ROUNDS_MAX = 100

export function createPoller(options: PollerOptions): Poller {
  const { states, clock, random, log } = options
  const sources = new Map(options.sources.map((source) => [source.id, source]))
  const ids = [...sources.keys()]

  const memoryOf = (id: string) => ({
    latestText: () => states.latestText(id),
    unseen: (items: readonly string[]) => states.unseen(id, items),
  })

  /** One look. `true` when the source has more to tell. */
  async function look(source: PolicySource, state: SourceState | null, signal: AbortSignal): Promise<boolean> {
    const now = clock.now()
    const outcome = await source.poll({ cursor: state?.cursor ?? null, now, memory: memoryOf(source.id), signal })
    // What was given up because we are stopping says nothing about the source.
    if (signal.aborted && outcome.kind !== 'found' && outcome.kind !== 'unchanged') return false
    const after = afterPoll(outcome, { source: source.id, state, everyMs: source.everyMs, now, random: random() })
    if (outcome.kind === 'found' && (outcome.found.steps.length > 0 || outcome.found.news.length > 0 || outcome.found.guides !== undefined))
      await options.onFound(source, outcome.found)
    if (after.notice !== null) await options.onNotice(source, after.notice)
    await states.record(after.state, outcome.kind === 'found' ? outcome.keep : {})
    tell(source, outcome, after.state)
    return outcome.kind === 'found' && outcome.more
  }

  function tell(source: PolicySource, outcome: PollOutcome, { failures, nextAt }: SourceState): void {
    if (outcome.kind === 'found')
      log.info({ source: source.id, steps: outcome.found.steps.length, news: outcome.found.news.length }, 'source read')
    else if (outcome.kind === 'unchanged') log.debug({ source: source.id }, 'source unchanged')
    else log.warn({ source: source.id, code: outcome.code, failures, nextAt }, 'source could not be read')
  }

  async function lookUntilDone(source: PolicySource, signal: AbortSignal): Promise<void> {
    try {
      for (let round = 0; round < ROUNDS_MAX && !signal.aborted; round++) {
        if (!(await look(source, await states.of(source.id), signal))) return
      }
    } catch (error) {
      // A source that breaks its promise, or a database that does: the others go on, and this one is due again.
      log.error({ source: source.id, err: error }, 'source could not be handled')
      await afterBug(source).catch(() => {})
    }
  }

  /** A fault of ours must not turn into asking somebody's server in a tight loop. */
  async function afterBug(source: PolicySource): Promise<void> {
    const state = await states.of(source.id)
    const fault = { kind: 'unavailable', code: 'fault-of-ours' } as const
    const now = clock.now()
    await states.record(afterPoll(fault, { source: source.id, state, everyMs: source.everyMs, now, random: random() }).state, {})
  }

  return {
    async recall() {
      for (const source of sources.values()) {
        const found = (await source.recall?.(memoryOf(source.id))) ?? null
        if (found !== null) await options.onFound(source, found)
      }
    },

    async pollDue(signal) {
      let due: string[]
      try {
        const known = new Map((await states.all()).map((state) => [state.source, state]))
        due = [...dueSources(ids, known, clock.now())]
      } catch (error) {
        log.error({ err: error }, 'sources could not be looked up')
        return
      }
      const workers = Array.from({ length: Math.min(AT_ONCE, due.length) }, async () => {
        for (let id = due.shift(); id !== undefined && !signal.aborted; id = due.shift()) {
          const source = sources.get(id)
          if (source !== undefined) await lookUntilDone(source, signal)
        }
      })
      await Promise.all(workers)
    },

    async nextDueAt() {
      const known = new Map((await states.all()).map((state) => [state.source, state]))
      return ids.length === 0 ? null : Math.min(...ids.map((id) => known.get(id)?.nextAt ?? clock.now()))
    },
  }
}
