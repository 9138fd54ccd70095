import type { GuildShape } from './factories.ts'
import type { RouteLimit } from './rest/rate-limits.ts'

/** How the fake behaves; everything has a default that suits a small test. */
export interface FakeDiscordOptions {
  /** Bot token REST and gateway accept. Default `fake-token` in Discord's three-part form. */
  readonly token?: string
  /** Epoch milliseconds. Deadlines, token lives, nonce windows, rate limits and ids follow it. Default `Date.now`. */
  readonly now?: () => number
  /**
   * `always` checks every body; `first-of-shape` checks one body of each structure (for load tests: a text that is
   * too long in a known structure passes); `never` checks none. Protocol rules (deadlines, double answers,
   * permissions) hold in all three. Default `always`.
   */
  readonly validate?: 'always' | 'first-of-shape' | 'never'
  /** Guilds the bot is in: how many. Default 1. */
  readonly guilds?: number
  /** How big they are in GUILD_CREATE. Default one channel, no extra roles, no emojis. */
  readonly guildShape?: Partial<GuildShape>
  /** A person may wait this long (milliseconds) for the first answer. Default 3,000, as at Discord. */
  readonly responseDeadlineMs?: number
  /** Interaction tokens live this long (milliseconds). Default 15 minutes, as at Discord. */
  readonly tokenLifeMs?: number
  /** `enforce_nonce` looks back this far (milliseconds). Discord says "the past few minutes". Default 3 minutes. */
  readonly nonceWindowMs?: number
  /** Rate limits; none by default. `true` takes 50 a second and the usual per-route numbers. */
  readonly rateLimits?: boolean | RateLimitOptions
  /** Gateway heartbeat interval, milliseconds. Default 41,250. */
  readonly heartbeatIntervalMs?: number
  /** `max_concurrency` of `GET /gateway/bot`: how many shards may identify in one 5 s slot. Default 1. */
  readonly maxConcurrency?: number
  /** IDENTIFYs left today when the fake starts; each one counts down. Default 1,000. */
  readonly identifiesLeft?: number
  /** Privileged intents the application was granted, as a bit set. Default none: asking for one closes with 4014. */
  readonly privilegedIntents?: number
  /** How many DM channels may be opened in ten minutes (on `now`) before 40003. Default: any number. */
  readonly dmOpensPerTenMinutes?: number
  /** How many requests to remember in `requests`. Default: all. Set it for long load tests. */
  readonly keepRequests?: number
}

/** Numbers for the rate limits; Discord does not publish its own. */
export interface RateLimitOptions {
  /** Requests a second over all routes, interaction routes aside. Default 50. */
  readonly globalPerSecond?: number
  /** Buckets by route; the first that fits counts. Routes not named get 50 a second each. */
  readonly routes?: readonly RouteLimit[]
}
