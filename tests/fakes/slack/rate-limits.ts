/**
 * Slack's rate limits: about one message a second for each channel, a ceiling for each workspace, and a tier for each
 * method. https://docs.slack.dev/apis/web-api/rate-limits publishes no burst sizes; those here are guesses, and settable.
 */

/** Numbers to limit by. */
export interface RateLimits {
  /** `chat.postMessage` to one channel: sustained messages a second. */
  readonly perChannelPerSecond: number
  /** How many may come at once after a pause. */
  readonly channelBurst: number
  /** `chat.postMessage` to one workspace: "several hundred" a minute. */
  readonly perWorkspacePerMinute: number
  /** Calls a minute for tiers 1 to 4, each method of each workspace on its own. */
  readonly tierPerMinute: Readonly<Record<1 | 2 | 3 | 4, number>>
}

/** What `rateLimits: true` means. */
export const defaultRateLimits: RateLimits = {
  perChannelPerSecond: 1,
  channelBurst: 3,
  perWorkspacePerMinute: 300,
  tierPerMinute: { 1: 5, 2: 20, 3: 50, 4: 100 },
}

/** Decides call by call. */
export interface RateLimiter {
  /** Whole seconds to wait, at least 1, or undefined when the call may go through. */
  take(call: {
    readonly method: string
    readonly teamId: string
    readonly tier: 1 | 2 | 3 | 4 | 'special'
    readonly channelId: string | undefined
  }): number | undefined
}

interface Bucket {
  tokens: number
  at: number
}

/** Token buckets on the fake's clock. */
export function createRateLimiter(limits: RateLimits, now: () => number): RateLimiter {
  const buckets = new Map<string, Bucket>()

  /** Milliseconds until one token is there. */
  function wait(key: string, size: number, perMs: number): number {
    const at = now()
    const bucket = buckets.get(key) ?? { tokens: size, at }
    bucket.tokens = Math.min(size, bucket.tokens + (at - bucket.at) * perMs)
    bucket.at = at
    buckets.set(key, bucket)
    // A hair of slack: one token a second must be there after exactly 1,000 ms, whatever the rounding.
    return bucket.tokens > 0.999_999 ? 0 : (1 - bucket.tokens) / perMs
  }

  return {
    take({ method, teamId, tier, channelId }) {
      const rules: [key: string, size: number, perMs: number][] = []
      if (method === 'chat.postMessage') {
        const perMinute = limits.perWorkspacePerMinute
        rules.push([`team ${teamId}`, Math.max(1, perMinute / 60), perMinute / 60_000])
        if (channelId !== undefined) {
          rules.push([`channel ${teamId} ${channelId}`, limits.channelBurst, limits.perChannelPerSecond / 1000])
        }
      } else if (tier !== 'special') {
        const perMinute = limits.tierPerMinute[tier]
        rules.push([`${method} ${teamId}`, perMinute, perMinute / 60_000])
      }
      const waitMs = Math.max(0, ...rules.map(([key, size, perMs]) => wait(key, size, perMs)))
      if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / 1000))
      for (const [key] of rules) {
        const bucket = buckets.get(key)
        if (bucket !== undefined) bucket.tokens -= 1
      }
      return undefined
    },
  }
}
