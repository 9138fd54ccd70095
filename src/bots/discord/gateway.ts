/** The connection events arrive on: discord.js's own gateway manager, without its cache, and with more patience between tries. */

import { setTimeout as sleep } from 'node:timers/promises'
import { type SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws'
import { DiscordAPIError, GatewayDispatchEvents, GatewayIntentBits, type REST } from 'discord.js'
import { ConnectError } from '../../core/ports/chat-platform.ts'
import type { Log } from '../../core/ports/log.ts'
import { badToken, codeOf, fatalClose } from './errors.ts'
import { retryDelayMs } from './retry-delay.ts'
import { GuildEvent, Ready } from './schema.ts'

export interface GatewayOptions {
  readonly rest: REST
  readonly token: string
  readonly log: Log
  onInteraction(payload: unknown): void
  /** The bot was removed from this guild. */
  onRemoved(guildId: string): void
  /** What one shard is told whenever a session begins: all of its guilds, whatever happened while nobody was connected. */
  onGuilds(shard: ShardGuilds): void
  /** The bot is in this guild: told for every one after connecting, and when it is invited to another. */
  onPresent(guildId: string): void
  /** Connecting again can never work; nothing more will arrive. */
  onLost(error: ConnectError): void
}

export interface Gateway {
  /** Resolves with our own ids once every shard is ready; rejects with {@link ConnectError} when it can never be. */
  connect(): Promise<Identity>
  /** Closes for good. Safe to call twice. */
  close(): Promise<void>
  /** Every shard can receive. */
  readonly ready: boolean
}

/** The guilds of one shard. */
export interface ShardGuilds {
  readonly guildIds: ReadonlySet<string>
  /** Whether a guild's events come to this shard. https://docs.discord.com/developers/events/gateway#sharding */
  has(guildId: string): boolean
}

export interface Identity {
  readonly applicationId: string
  readonly botId: string
}

/** A peer that does not answer a close would hold us for 30 seconds. */
const CLOSE_PATIENCE_MS = 3_000

/** A connection that held so long was a good one: the next failure is a first one again. */
const STEADY_MS = 60_000

/** Commands need no intent; GUILDS tells us when we are removed, so that what we keep for a guild can go. No privileged intent, ever. */
const INTENTS = GatewayIntentBits.Guilds

/** A gateway that is not connected yet. */
export function createGateway({ rest, token, log, onInteraction, onRemoved, onGuilds, onPresent, onLost }: GatewayOptions): Gateway {
  const stopping = new AbortController()
  const sessions = new Map<number, SessionInfo>()
  const readySince = new Map<number, number>()
  /** Vain connections in a row, and how long the next one is to wait. */
  const failures = new Map<number, number>()
  const delays = new Map<number, number>()
  const startup = Promise.withResolvers<Identity>()
  startup.promise.catch(() => {})
  let identity: Identity | null = null
  let shards = Number.POSITIVE_INFINITY

  const manager = new WebSocketManager({
    rest,
    token,
    intents: INTENTS,
    // The manager asks for the session before each connection, and connects again twice a second for ever. Discord resets the token of
    // a bot that identifies a thousand times a day, so waiting happens here.
    // https://docs.discord.com/developers/events/gateway#session-start-limit
    async retrieveSessionInfo(shardId) {
      const delayMs = delays.get(shardId) ?? 0
      delays.delete(shardId)
      if (delayMs > 0) await pause(delayMs)
      return sessions.get(shardId) ?? null
    },
    updateSessionInfo(shardId, session) {
      if (session === null) sessions.delete(shardId)
      else sessions.set(shardId, session)
    },
  })

  /** Never ends once we stop: a rejection inside the manager would have no one to catch it. */
  function pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: stopping.signal }).catch(() => new Promise(() => {}))
  }

  function fail(error: ConnectError): void {
    if (stopping.signal.aborted) return
    const started = identity !== null
    startup.reject(error)
    void close()
    if (started) onLost(error)
  }

  function cameUp(shardId: number): void {
    readySince.set(shardId, performance.now())
    log.info({ shardId }, 'discord gateway ready')
    if (identity !== null && readySince.size >= shards) startup.resolve(identity)
  }

  function wentDown(code: number, shardId: number): void {
    const since = readySince.get(shardId)
    readySince.delete(shardId)
    if (stopping.signal.aborted) return
    const fatal = fatalClose(code)
    if (fatal !== null) {
      log.error({ code, shardId }, 'discord gateway closed for good')
      fail(fatal)
      return
    }
    const wasSteady = since !== undefined && performance.now() - since > STEADY_MS
    const failed = wasSteady ? 0 : (failures.get(shardId) ?? 0) + (since === undefined ? 1 : 0.5)
    failures.set(shardId, failed)
    if (failed >= 1) delays.set(shardId, retryDelayMs(failed))
    log.warn({ code, shardId, delayMs: delays.get(shardId) ?? 0 }, 'discord gateway closed, connecting again')
  }

  manager.on(WebSocketShardEvents.Ready, ({ data, shardId }) => {
    const self = Ready.safeParse(data)
    if (self.success) {
      identity = { applicationId: self.data.application.id, botId: self.data.user.id }
      if (self.data.guilds !== undefined) {
        const count = BigInt(shards)
        onGuilds({
          guildIds: new Set(self.data.guilds.map(({ id }) => id)),
          has: (guildId) => (BigInt(guildId) >> 22n) % count === BigInt(shardId),
        })
      }
    }
    cameUp(shardId)
  })
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => cameUp(shardId))
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => wentDown(code, shardId))
  // Whatever the manager calls an error is followed by a close, which decides.
  manager.on(WebSocketShardEvents.Error, ({ error, shardId }) => log.warn({ code: codeOf(error), shardId }, 'discord gateway error'))
  manager.on(WebSocketShardEvents.Dispatch, ({ data: { t, d } }) => {
    if (t === GatewayDispatchEvents.InteractionCreate) return onInteraction(d)
    if (t !== GatewayDispatchEvents.GuildDelete && t !== GatewayDispatchEvents.GuildCreate) return
    const guild = GuildEvent.safeParse(d)
    // `unavailable` means an outage at Discord, not that we were removed.
    if (!guild.success || guild.data.unavailable === true) return
    if (t === GatewayDispatchEvents.GuildDelete) onRemoved(guild.data.id)
    else onPresent(guild.data.id)
  })

  /** Asks where to connect until Discord answers; a refused token is final. */
  async function askForGateway(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { shards: wanted, session_start_limit: limit } = await manager.fetchGatewayInformation(true)
        shards = wanted
        if (limit.remaining >= wanted) return
        log.warn({ resetAfterMs: limit.reset_after }, 'discord allows no more connections today, waiting')
        await pause(limit.reset_after)
      } catch (error) {
        if (error instanceof DiscordAPIError && error.status === 401) throw badToken()
        const delayMs = retryDelayMs(attempt)
        log.warn({ code: codeOf(error), delayMs }, 'discord cannot be reached, trying again')
        await pause(delayMs)
      }
    }
  }

  let closing: Promise<void> | null = null
  function close(): Promise<void> {
    stopping.abort()
    readySince.clear()
    startup.reject(new ConnectError('unreachable', 'Discord was not connected yet when Optout stopped.'))
    closing ??= Promise.race([Promise.resolve(manager.destroy()), sleep(CLOSE_PATIENCE_MS, undefined, { ref: false })]).then(() => {})
    return closing
  }

  return {
    async connect() {
      await Promise.race([askForGateway(), startup.promise])
      // What becomes of the shards decides: the manager also rejects for closes that it goes on to repair.
      manager.connect().catch((error: unknown) => log.warn({ code: codeOf(error) }, 'discord gateway did not connect at once'))
      return startup.promise
    },
    close,
    get ready() {
      return !stopping.signal.aborted && readySince.size >= shards
    },
  }
}
