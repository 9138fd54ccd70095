import { expect, test } from 'vitest'
import { createBudget } from '../../../src/bots/slack/budget.ts'
import { createRateLimiter, defaultRateLimits, type RateLimits } from '../../fakes/slack/rate-limits.ts'

interface FanOut {
  readonly channels: number
  readonly each: number
}

/** How long the trip to Slack takes, and as long back: not the same for any two. */
const tripMs = (post: number) => 20 + ((post * 37) % 60)
/** Posts under way at once. */
const AT_ONCE = 24

/** Posts everything within the budget, in virtual time, and says when the last one arrived and how many were refused. */
function fanOut({ channels, each }: FanOut, limits: RateLimits) {
  let now = 0
  let arriving = 0
  const limiter = createRateLimiter(limits, () => arriving)
  const budget = createBudget()
  const left = Array.from({ length: channels }, () => each)
  const free = Array.from({ length: channels }, () => 0)
  const events: { at: number; happen(): void }[] = []
  let underWay = 0
  let made = 0
  let refused = 0
  let lastAt = 0

  function post(channel: number): void {
    const name = `C${channel}`
    budget.take(name, now)
    underWay += 1
    made += 1
    free[channel] = Number.POSITIVE_INFINITY
    const trip = tripMs(made)
    events.push({
      at: now + trip,
      happen() {
        arriving = now
        const retryAfterSec = limiter.take({ method: 'chat.postMessage', teamId: 'T1', tier: 'special', channelId: name })
        if (retryAfterSec === undefined) lastAt = now
        events.push({
          at: now + trip,
          happen() {
            underWay -= 1
            free[channel] = now
            if (retryAfterSec === undefined) left[channel] = (left[channel] ?? 0) - 1
            else {
              refused += 1
              budget.refused(name, now, retryAfterSec * 1_000)
              free[channel] = now + retryAfterSec * 1_000
            }
          },
        })
      },
    })
  }

  while (left.some((count) => count > 0)) {
    let next = Number.POSITIVE_INFINITY
    for (let channel = 0; channel < channels && underWay < AT_ONCE; channel += 1) {
      if ((left[channel] ?? 0) === 0) continue
      const goesAt = Math.max(free[channel] ?? 0, now + budget.waitMs(`C${channel}`, now))
      if (goesAt <= now) post(channel)
      else next = Math.min(next, goesAt)
    }
    events.sort((a, b) => a.at - b.at)
    now = Math.max(now, Math.min(next, events[0]?.at ?? next))
    while (events[0] !== undefined && events[0].at <= now) events.shift()?.happen()
  }
  return { tookMs: lastAt, refused }
}

/** The quickest anybody could be who knows all the numbers. */
function ceilingMs({ channels, each }: FanOut, { perWorkspacePerMinute, perChannelPerSecond, channelBurst }: RateLimits): number {
  const workspace = ((channels * each - perWorkspacePerMinute / 60) * 60_000) / perWorkspacePerMinute
  const channel = ((each - channelBurst) * 1_000) / perChannelPerSecond
  return Math.max(workspace, channel)
}

const fanOuts = [
  { channels: 60, each: 3 },
  { channels: 3, each: 60 },
  { channels: 500, each: 1 },
] as const satisfies readonly FanOut[]

test.each(fanOuts.flatMap((fanOut) => [200, 300, 600].map((perMinute) => ({ ...fanOut, perMinute }))))(
  '$channels channels with $each posts each, in a workspace that takes $perMinute a minute, keep nine tenths of what Slack allows',
  ({ perMinute, ...wanted }) => {
    const limits: RateLimits = { ...defaultRateLimits, perWorkspacePerMinute: perMinute }
    const { tookMs, refused } = fanOut(wanted, limits)
    expect(ceilingMs(wanted, limits) / tookMs).toBeGreaterThanOrEqual(0.9)
    expect(refused).toBeLessThan((wanted.channels * wanted.each) / 2)
  },
)

test('a channel takes two posts at once after a pause, then one a second', () => {
  const budget = createBudget()
  const at: number[] = []
  for (let now = 0; now < 4_000; now += 10) {
    if (budget.waitMs('C1', now) > 0) continue
    budget.take('C1', now)
    at.push(now)
  }
  expect(at).toEqual([0, 10, 1_000, 2_000, 3_000])
})

test('a channel that refuses two posts at once waits alone, and gets no two at once again', () => {
  const budget = createBudget()
  budget.take('C1', 0)
  budget.take('C1', 100)
  expect(budget.refused('C1', 200, 1_000)).toBe('channel')
  expect(budget.waitMs('C1', 300)).toBe(1_700)
  expect(budget.waitMs('C2', 300)).toBe(0)
  budget.take('C2', 300)
  expect(budget.waitMs('C2', 1_300)).toBe(20)
})

test('a refusal nobody could foresee stops the workspace for exactly as long as Slack said, and slows it down afterwards', () => {
  const budget = createBudget()
  for (let post = 0; post < 20; post += 1) budget.take(`C${post}`, post * 100)
  expect(budget.refused('C19', 2_000, 7_000)).toBe('workspace')
  expect(budget.waitMs('C50', 2_000)).toBe(7_000)
  expect(budget.pausedMs(8_999)).toBe(1)
  expect(budget.pausedMs(9_000)).toBe(0)
  let taken = 0
  for (let now = 9_000; now < 19_000; now += 10) {
    if (budget.waitMs(`D${now}`, now) > 0) continue
    budget.take(`D${now}`, now)
    taken += 1
  }
  // 19 posts in nine seconds would be two a second, but one refusal never more than halves what was a little over ten.
  expect(taken).toBeGreaterThan(45)
  expect(taken).toBeLessThan(75)
})

test('many posts refused at the same time are one lesson', () => {
  const [once, often] = [createBudget(), createBudget()]
  for (const budget of [once, often]) for (let post = 0; post < 20; post += 1) budget.take(`C${post}`, post * 100)
  once.refused('C19', 2_000, 1_000)
  for (let post = 0; post < 10; post += 1) often.refused(`C${post}`, 2_000 + post, 1_000)
  for (const budget of [once, often]) budget.take('C50', 4_000)
  expect(often.waitMs('C51', 4_000)).toBe(once.waitMs('C51', 4_000))
})
