/**
 * How fast we may post to one workspace, learned from what Slack refuses. Pure: time comes as an argument, in milliseconds that never go
 * back. Slack names about one message a second for a channel and "several hundred a minute" for a workspace, allows short bursts,
 * and keeps the exact numbers to itself. https://docs.slack.dev/apis/web-api/rate-limits
 */

export interface Budget {
  /** How long until a post to this channel may go; 0 when it may go now. */
  waitMs(channel: string, now: number): number
  /** How long until a post to any channel may go; 0 when it may go now. */
  pausedMs(now: number): number
  /** Takes the place of a post that goes now. */
  take(channel: string, now: number): void
  /** Slack refused a post and named a time. Says what has to wait: this channel, or everything. */
  refused(channel: string, now: number, retryAfterMs: number): 'channel' | 'workspace'
}

/** One message a second and a channel; two at once after a pause, until Slack has refused that. */
const CHANNEL_GAP_MS = 1_000
const CHANNEL_CAREFUL_GAP_MS = 1_020
/** Two posts may come this much closer together at Slack than they left us. */
const CHANNEL_JITTER_MS = 250
/** Where learning starts: "several hundred a minute" is 5 to 15 a second. */
const START_PER_SECOND = 10
const PER_SECOND_MIN = 0.2
const PER_SECOND_MAX = 50
/** How much faster is tried after each second in which posts had to wait for their turn: before the first refusal, and after it. */
const GROWTH_UNTAUGHT = 0.5
const GROWTH_TAUGHT = 0.01
/** A refusal tells the pace of the last minute, the longest window Slack speaks of. */
const WINDOW_MS = 60_000
/** Without a post for so long, what came before says nothing about the pace. */
const QUIET_MS = 3_000
/** A late timer is caught up, up to this much; more is a pause, not a delay. */
const CATCH_UP_MS = 250
/** Channels remembered before those that could take a whole burst again are forgotten. */
const CHANNELS_KEPT_MAX = 5_000

const NEVER = Number.NEGATIVE_INFINITY

interface ChannelBudget {
  /** When the place after the last one taken is, were there no burst. */
  readonly nextAt: number
  readonly pausedUntil: number
  /** The last two posts. */
  readonly lastAt: number
  readonly lastButOneAt: number
}

const UNUSED: ChannelBudget = { nextAt: NEVER, pausedUntil: NEVER, lastAt: NEVER, lastButOneAt: NEVER }

/** Starts without having learned anything. */
export function createBudget(): Budget {
  const channels = new Map<string, ChannelBudget>()
  let channelBurst = 2
  /** Posts of the last minute since it was last quiet, oldest first. */
  let posts: number[] = []
  let perSecond = START_PER_SECOND
  let growth = GROWTH_UNTAUGHT
  let nextAt = NEVER
  let pausedUntil = NEVER

  const budgetOf = (channel: string): ChannelBudget => channels.get(channel) ?? UNUSED

  function remember(channel: string, budget: ChannelBudget, now: number): void {
    if (channels.size >= CHANNELS_KEPT_MAX && !channels.has(channel)) {
      for (const [name, kept] of channels) if (kept.nextAt <= now && kept.pausedUntil <= now) channels.delete(name)
    }
    channels.set(channel, budget)
  }

  /** So many were taken until this one was refused, and the next can be after the pause: that is the pace. */
  function learn(now: number, retryAfterMs: number): void {
    const since = Math.max(posts[0] ?? now, now - WINDOW_MS)
    const taken = posts.filter((at) => at >= since).length - 1
    const learned = (taken * 1_000) / Math.max(1, now + retryAfterMs - since)
    // The first post after a quiet time can meet the end of a window that was used up before it: one refusal never more than halves.
    perSecond = Math.max(PER_SECOND_MIN, Math.min(perSecond, Math.max(learned, perSecond / 2)))
    growth = GROWTH_TAUGHT
  }

  return {
    waitMs(channel, now) {
      const budget = budgetOf(channel)
      const channelAt = Math.max(budget.pausedUntil, budget.nextAt - (channelBurst - 1) * CHANNEL_GAP_MS)
      return Math.max(0, channelAt - now, pausedUntil - now, nextAt - now)
    },

    pausedMs: (now) => Math.max(0, pausedUntil - now),

    take(channel, now) {
      const lastAt = posts.at(-1) ?? NEVER
      if (now - lastAt > Math.max(QUIET_MS, 3_000 / perSecond)) posts = []
      // A post that goes about when its place comes had to wait for it.
      else if (now - nextAt < CATCH_UP_MS) perSecond = Math.min(PER_SECOND_MAX, perSecond * (1 + growth) ** ((now - lastAt) / 1_000))
      posts.push(now)
      const kept = posts.findIndex((at) => at > now - WINDOW_MS)
      if (kept > 100) posts = posts.slice(kept)
      nextAt = Math.max(nextAt, now - CATCH_UP_MS) + 1_000 / perSecond
      const budget = budgetOf(channel)
      const gapMs = channelBurst > 1 ? CHANNEL_GAP_MS : CHANNEL_CAREFUL_GAP_MS
      remember(channel, { ...budget, nextAt: Math.max(budget.nextAt, now) + gapMs, lastAt: now, lastButOneAt: budget.lastAt }, now)
    },

    refused(channel, now, retryAfterMs) {
      const budget = budgetOf(channel)
      // Slack does not say whose limit it was. Two posts to one channel within a second are more than it promises to take.
      if (budget.lastAt - budget.lastButOneAt < CHANNEL_GAP_MS + CHANNEL_JITTER_MS) {
        channelBurst = 1
        remember(channel, { ...budget, pausedUntil: Math.max(budget.pausedUntil, now + retryAfterMs) }, now)
        return 'channel'
      }
      // Several posts under way meet the same limit: it is one lesson.
      if (now >= pausedUntil) learn(now, retryAfterMs)
      pausedUntil = Math.max(pausedUntil, now + retryAfterMs)
      return 'workspace'
    },
  }
}
