import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PollOutcome } from '../../../src/core/ports/policy-source.ts'
import type { SourceState } from '../../../src/core/ports/source-states.ts'
import { afterPoll, dueSources } from '../../../src/feeds/poll/after-poll.ts'

const NOON = Date.UTC(2026, 7, 14, 12)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const unchanged: PollOutcome = { kind: 'unchanged', cursor: 'c' }
const down: PollOutcome = { kind: 'unavailable', code: 'http-500' }

const afterOne = (outcome: PollOutcome, given: { state?: SourceState | null; now?: number; random?: number; everyMs?: number } = {}) =>
  afterPoll(outcome, { source: 's', state: null, everyMs: HOUR, now: NOON, random: 0.5, ...given })

/** A row of outcomes, each at the instant the one before asked for. */
function live(outcomes: readonly PollOutcome[]) {
  let state: SourceState | null = null
  let now = NOON
  return outcomes.map((outcome) => {
    const result = afterOne(outcome, { state, now })
    state = result.state
    const row = { waitedMs: result.state.nextAt - now, notice: result.notice, state: result.state, at: now }
    now = result.state.nextAt
    return row
  })
}

describe('when to look again', () => {
  test('after one that went well: at the interval, a tenth either way', () => {
    expect(afterOne(unchanged).state).toEqual({
      source: 's',
      cursor: 'c',
      polledAt: NOON,
      readAt: NOON,
      nextAt: NOON + HOUR,
      failures: 0,
      failingSince: null,
      code: null,
      toldSince: null,
    })
    expect(afterOne(unchanged, { random: 0 }).state.nextAt).toBe(NOON + 54 * MINUTE)
    expect(afterOne(unchanged, { random: 0.999999 }).state.nextAt).toBeLessThanOrEqual(NOON + 66 * MINUTE)
  })

  test('at once when there is more', () => {
    const more: PollOutcome = { kind: 'found', found: { steps: [], news: [] }, cursor: 'd', keep: {}, more: true }
    expect(afterOne(more).state).toMatchObject({ nextAt: NOON, cursor: 'd' })
  })

  test('after failures: sooner than usual at first, then ever longer, up to a day; the cursor stays', () => {
    const rows = live([unchanged, ...Array<PollOutcome>(14).fill(down)])
    expect(rows.slice(1).map(({ waitedMs }) => waitedMs / MINUTE)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440, 1440])
    expect(rows.at(-1)?.state).toMatchObject({ cursor: 'c', readAt: NOON, failures: 14, code: 'http-500' })
  })

  test('when a server says when: not before, however often it says so', () => {
    const wait: PollOutcome = { kind: 'wait', retryAfterMs: 2 * HOUR, code: 'http-429' }
    for (const random of [0, 0.5, 0.99]) expect(afterOne(wait, { random }).state.nextAt).toBeGreaterThanOrEqual(NOON + 2 * HOUR)
    expect(afterOne({ ...wait, retryAfterMs: 0 }).state.nextAt).toBeGreaterThanOrEqual(NOON + MINUTE)
    expect(afterOne({ ...wait, retryAfterMs: null }).state.nextAt).toBeGreaterThanOrEqual(NOON + HOUR)
  })

  test('what will not mend by itself is not looked at more often than usual', () => {
    for (const kind of ['gone', 'refused'] as const) expect(afterOne({ kind, code: 'x' }).state.nextAt).toBeGreaterThanOrEqual(NOON + HOUR)
  })

  test('never in the past, never in a tight loop, whatever comes', () => {
    const outcomes = fc.oneof(
      fc.constant(down),
      fc.constant<PollOutcome>({ kind: 'gone', code: 'http-404' }),
      fc.record({
        kind: fc.constant('wait' as const),
        retryAfterMs: fc.option(fc.integer({ min: 0, max: 7 * 24 * HOUR })),
        code: fc.constant('http-429'),
      }),
    )
    fc.assert(
      fc.property(fc.array(outcomes, { minLength: 1, maxLength: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (given, random) => {
        let state: SourceState | null = null
        for (const outcome of given) {
          const next: SourceState = afterOne(outcome, { state, random }).state
          expect(next.nextAt - NOON).toBeGreaterThanOrEqual(45_000)
          state = next
        }
      }),
    )
  })
})

describe('what operators hear', () => {
  const noticesOf = (outcomes: readonly PollOutcome[]) => live(outcomes).flatMap(({ notice }) => (notice === null ? [] : [notice]))

  test('nothing of a fault that passes within hours', () => {
    expect(noticesOf([unchanged, ...Array<PollOutcome>(7).fill(down), unchanged])).toEqual([])
  })

  test('one opening for a fault that lasts, one closing when it is over, and again for the next', () => {
    const long = Array<PollOutcome>(14).fill(down)
    const notices = noticesOf([unchanged, ...long, unchanged, unchanged, ...long, unchanged])
    expect(notices.map(({ kind }) => kind)).toEqual(['opened', 'closed', 'opened', 'closed'])
    expect(notices[0]).toEqual({ kind: 'opened', source: 's', since: NOON + HOUR, code: 'http-500' })
    expect(notices[1]).toEqual({ kind: 'closed', source: 's', since: NOON + HOUR })
  })

  test('of a page that is gone at the second look', () => {
    const gone: PollOutcome = { kind: 'gone', code: 'http-404' }
    expect(live([unchanged, gone, gone, gone]).map(({ notice }) => notice?.kind ?? null)).toEqual([null, null, 'opened', null])
  })
})

test('what is due comes longest overdue first, what was never looked at before all', () => {
  const state = (source: string, nextAt: number) => [source, { ...afterOne(unchanged).state, source, nextAt }] as const
  const states = new Map([state('late', NOON - HOUR), state('later', NOON - 2 * HOUR), state('now', NOON), state('not yet', NOON + 1)])
  expect(dueSources(['now', 'new', 'not yet', 'late', 'also new', 'later'], states, NOON)).toEqual([
    'new',
    'also new',
    'later',
    'late',
    'now',
  ])
})
