import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import { generatedChannelId, makeGuild, makeMember, makeTextChannel } from '../factories.ts'
import { isObject, type JsonObject, numberOf } from '../json.ts'
import { gatewayUrl } from '../rest/account-routes.ts'
import type { GuildState } from '../state.ts'
import type { World } from '../world.ts'
import { type Connection, openConnection } from './connection.ts'
import { allIntents, closeCodes, gatewayLimits, intentOf, intents, opcodes, privilegedIntents } from './protocol.ts'
import { replay, type Session, sendEvent, shardOf } from './session.ts'

/** The gateway as a test sees and disturbs it. */
export interface FakeGateway {
  /** Sessions with a live connection. */
  readonly live: () => number
  /** IDENTIFYs and RESUMEs accepted, heartbeats received. */
  readonly counts: { identifies: number; resumes: number; heartbeats: number }
  /** Sends an event to the sessions that may get it. */
  readonly dispatch: (event: string, data: unknown, guildId?: string) => void
  /** Op 7: asks every bot to reconnect and resume. */
  readonly askReconnect: () => void
  /** Op 9. Not resumable: the sessions are forgotten. */
  readonly invalidate: (options: { readonly resumable: boolean }) => void
  /** Closes every connection with a code, or cuts it without one. */
  readonly drop: (code?: number) => void
  /** Cuts every connection and refuses new ones until `restore` is called. Sessions stay resumable. */
  readonly outage: () => { readonly restore: () => void }
  /** Stops (or starts again) acknowledging heartbeats, so that bots think the connection dead. */
  readonly ignoreHeartbeats: (ignore: boolean) => void
  /** Ends every socket. */
  readonly stop: () => void
}

const defaultHeartbeatMs = 41_250
/** GUILD_CREATEs sent in one go before other work gets a turn. */
const guildsPerTurn = 200

const guildCreate = (world: World, guild: GuildState): JsonObject => {
  const { channels } = world.guildShape
  return {
    ...makeGuild(guild, world.guildShape),
    joined_at: '2024-01-15T09:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: 42,
    voice_states: [],
    members: [makeMember(world.bot)],
    channels: Array.from({ length: Math.max(1, channels) }, (_, index) =>
      makeTextChannel({
        id: generatedChannelId(guild.id, index),
        guildId: guild.id,
        name: index === 0 ? 'general' : `channel-${index}`,
        position: index,
      }),
    ),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

/** What GUILD_CREATE says of a server the bot has just joined. */
export const joinedGuild = guildCreate

type CloseReason = readonly [code: number, reason: string]

const readShard = (value: unknown): readonly [number, number] | undefined => {
  if (value === undefined) return [0, 1]
  if (!Array.isArray(value)) return undefined
  const [index, count] = value.map(Number)
  return index !== undefined && count !== undefined && index >= 0 && index < count ? [index, count] : undefined
}

/** Other people's messages in servers, as an app without the message content intent gets them. */
const withoutContent = (world: World, data: unknown): unknown => {
  if (!isObject(data) || !isObject(data.author) || data.author.id === world.bot.id) return data
  return { ...data, content: '', embeds: [], attachments: [], components: [] }
}

/** Puts the gateway on the HTTP server and connects it to the world. */
export const createGateway = (world: World, server: Server, onChange: () => void): FakeGateway => {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const sessions = new Map<string, Session>()
  const bySocket = new Map<Connection, Session | undefined>()
  const counts = { identifies: 0, resumes: 0, heartbeats: 0 }
  let down = false
  let acknowledging = true

  const guildsOf = ([index, count]: readonly [number, number]): GuildState[] =>
    [...world.guilds.values()].filter(({ id, botIsIn }) => botIsIn && shardOf(id, count) === index)

  /** Why an IDENTIFY is refused; the close codes are final for a bot. */
  const identifyProblem = (data: JsonObject): CloseReason | undefined => {
    const shard = readShard(data.shard)
    const asked = data.intents
    if (data.token !== world.token) return [closeCodes.authenticationFailed, 'Authentication failed.']
    if (!shard) return [closeCodes.invalidShard, 'Invalid shard.']
    if (guildsOf(shard).length > gatewayLimits.guildsPerShard) return [closeCodes.shardingRequired, 'Sharding required.']
    if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 0 || asked > allIntents)
      return [closeCodes.invalidIntents, 'Invalid intent(s).']
    if (asked & privilegedIntents & ~(world.options.privilegedIntents ?? 0)) return [closeCodes.disallowedIntents, 'Disallowed intent(s).']
    return isObject(data.properties) ? undefined : [closeCodes.decodeError, 'Error while decoding payload.']
  }

  const streamGuilds = async (session: Session, guilds: readonly GuildState[]): Promise<void> => {
    for (const [index, guild] of guilds.entries()) {
      if (index % guildsPerTurn === guildsPerTurn - 1) await new Promise((resolve) => setImmediate(resolve))
      if (!session.connection) {
        // The rest of the stream is not kept, so this session cannot be resumed without a gap.
        sessions.delete(session.id)
        return
      }
      sendEvent(session, 'GUILD_CREATE', guildCreate(world, guild), false)
    }
  }

  const identify = (connection: Connection, data: JsonObject): void => {
    const shard = readShard(data.shard) ?? [0, 1]
    const session: Session = { id: randomBytes(16).toString('hex'), shard, intents: numberOf(data.intents), seq: 0, connection, kept: [] }
    sessions.set(session.id, session)
    bySocket.set(connection, session)
    counts.identifies += 1
    world.identifies += 1
    const guilds = guildsOf(shard)
    sendEvent(session, 'READY', {
      v: 10,
      user_settings: {},
      user: { ...world.bot, verified: true, mfa_enabled: true, email: null },
      session_type: 'normal',
      session_id: session.id,
      resume_gateway_url: `${gatewayUrl(world)}/resume`,
      relationships: [],
      private_channels: [],
      presences: [],
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      guild_join_requests: [],
      geo_ordered_rtc_regions: [],
      game_relationships: [],
      auth: {},
      application: { id: world.bot.id, flags: 0 },
      shard,
      _trace: ['["fake"]'],
    })
    if (session.intents & intents.guilds) void streamGuilds(session, guilds)
    onChange()
  }

  const resumeProblem = (data: JsonObject): CloseReason | undefined => {
    if (data.token !== world.token) return [closeCodes.authenticationFailed, 'Authentication failed.']
    const session = sessions.get(String(data.session_id))
    return session && numberOf(data.seq) > session.seq ? [closeCodes.invalidSeq, 'Invalid seq.'] : undefined
  }

  const resume = (connection: Connection, data: JsonObject): void => {
    if (!connection.atResumeUrl) world.violations.push('gateway: RESUME went to the first address, not to resume_gateway_url')
    const session = sessions.get(String(data.session_id))
    const resumed = session !== undefined && replay(session, connection, numberOf(data.seq))
    if (!resumed) {
      if (session) sessions.delete(session.id)
      connection.send({ op: opcodes.invalidSession, d: false })
      return
    }
    bySocket.set(connection, session)
    counts.resumes += 1
    sendEvent(session, 'RESUMED', { _trace: ['["fake"]'] })
    onChange()
  }

  /** Why a message closes its connection. */
  const problemWith = (session: Session | undefined, op: number, data: JsonObject): CloseReason | undefined => {
    const comes = op === opcodes.identify || op === opcodes.resume
    if (comes && session) return [closeCodes.alreadyAuthenticated, 'Already authenticated.']
    if (op === opcodes.identify) return identifyProblem(data)
    if (op === opcodes.resume) return resumeProblem(data)
    if (!session) return [closeCodes.notAuthenticated, 'Not authenticated.']
    const known: readonly number[] = [opcodes.presence, opcodes.voice, opcodes.requestMembers]
    return known.includes(op) ? undefined : [closeCodes.unknownOpcode, 'Unknown opcode.']
  }

  const receive = (connection: Connection, op: number, data: unknown): void => {
    const body = isObject(data) ? data : {}
    const problem = problemWith(bySocket.get(connection), op, body)
    if (problem) connection.close(...problem)
    else if (op === opcodes.identify) identify(connection, body)
    else if (op === opcodes.resume) resume(connection, body)
  }

  const closed = (connection: Connection, code: number): void => {
    const session = bySocket.get(connection)
    bySocket.delete(connection)
    if (session?.connection === connection) {
      session.connection = undefined
      // These two codes from the bot's side end its session. https://docs.discord.com/developers/events/gateway#disconnecting
      if (code === 1000 || code === 1001) sessions.delete(session.id)
    }
    onChange()
  }

  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const compress = url.searchParams.get('compress')
    const plays = url.searchParams.get('encoding') === 'json' && (compress === null || compress === 'zlib-stream')
    if (down || !plays) {
      socket.end(`HTTP/1.1 ${down ? '503 Service Unavailable' : '400 Bad Request'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (url.searchParams.get('v') !== '10') return webSocket.close(closeCodes.invalidVersion, 'Invalid API version.')
      const connection = openConnection({
        socket: webSocket,
        compress: compress === 'zlib-stream',
        atResumeUrl: url.pathname.startsWith('/resume'),
        heartbeatIntervalMs: world.options.heartbeatIntervalMs ?? defaultHeartbeatMs,
        acknowledges: () => acknowledging,
        onMessage: receive,
        onClose: closed,
        onHeartbeat: () => {
          counts.heartbeats += 1
        },
      })
      bySocket.set(connection, undefined)
    })
  })

  const audience = (guildId?: string): Session[] =>
    [...sessions.values()].filter(({ shard: [index, count] }) => shardOf(guildId, count) === index)

  const dispatch = (event: string, data: unknown, guildId?: string): void => {
    const needed = intentOf(event, guildId !== undefined)
    for (const session of audience(guildId)) {
      if ((session.intents & needed) !== needed) continue
      const hidden = event.startsWith('MESSAGE_') && guildId !== undefined && !(session.intents & intents.messageContent)
      sendEvent(session, event, hidden ? withoutContent(world, data) : data)
    }
  }
  world.dispatch = dispatch
  world.reach = (guildId) => audience(guildId).length

  const everyConnection = (act: (connection: Connection) => void): void => {
    for (const connection of [...bySocket.keys()]) act(connection)
  }
  const cutAll = (): void => everyConnection((connection) => connection.cut())

  return {
    live: () => [...sessions.values()].filter(({ connection }) => connection).length,
    counts,
    dispatch,
    askReconnect: () => everyConnection((connection) => connection.send({ op: opcodes.reconnect, d: null })),
    invalidate: ({ resumable }) => {
      if (!resumable) {
        sessions.clear()
        for (const connection of bySocket.keys()) bySocket.set(connection, undefined)
      }
      everyConnection((connection) => connection.send({ op: opcodes.invalidSession, d: resumable }))
    },
    drop: (code) => (code === undefined ? cutAll() : everyConnection((connection) => connection.close(code, ''))),
    outage: () => {
      down = true
      cutAll()
      return {
        restore: () => {
          down = false
        },
      }
    },
    ignoreHeartbeats: (ignore) => {
      acknowledging = !ignore
    },
    stop: () => {
      cutAll()
      sockets.close()
    },
  }
}
