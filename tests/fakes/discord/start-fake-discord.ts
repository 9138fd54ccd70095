import { once } from 'node:events'
import type { APIApplicationCommand, APIMessage } from 'discord.js'
import { createGateway, type FakeGateway, joinedGuild } from './gateway/gateway.ts'
import type { FakeDiscordOptions } from './options.ts'
import { createPeople, type People } from './people/people.ts'
import { createFaults, type Fault, type FaultHandle } from './rest/faults.ts'
import { createMessage, deleteMessage } from './rest/messages.ts'
import { createRateLimits } from './rest/rate-limits.ts'
import { createRestServer } from './rest/server.ts'
import type { ChannelPermissions, ChannelState, DmMood, GuildState, RequestRecord } from './state.ts'
import { loadSchemas } from './validation/schemas.ts'
import { visibleText } from './visible-text.ts'
import { addGuild, type CommandWrites, createWorld, dmChannelOf, knownIds, personOf } from './world.ts'

/** A Discord of one's own, over real sockets on 127.0.0.1. */
export interface FakeDiscord extends People {
  /** What `DISCORD_API_URL` must be: `http://127.0.0.1:PORT/api`. */
  readonly apiUrl: string
  readonly token: string
  /** The bot's user id, which is also its application id. */
  readonly botId: string
  /** The person who acts when a test names nobody. */
  readonly personId: string
  readonly gateway: FakeGateway
  /** What the bot did that Discord would refuse or ignore, in readable sentences. A good bot leaves it empty. */
  readonly violations: readonly string[]
  readonly requests: readonly RequestRecord[]
  /** 429s given, by scope. Faults of kind `rate-limit` are not counted. */
  readonly rateLimited: { readonly global: number; readonly user: number }
  /** Answers of 401, 403 and 429 given: 10,000 in ten minutes get an address banned at Discord. */
  readonly invalidRequests: () => number
  readonly commandWrites: Readonly<CommandWrites>
  /** Registered commands, global ones unless a server is named. */
  readonly commands: (guildId?: string) => readonly APIApplicationCommand[]
  /** Messages everybody in the channel sees, oldest first. */
  readonly messagesIn: (channelId: string) => readonly APIMessage[]
  /** Messages the bot sent a person directly, oldest first; none when it never opened the DM. */
  readonly dmsTo: (personId: string) => readonly APIMessage[]
  /** The id of the DM channel between the bot and a person, opened if need be. */
  readonly dmChannel: (personId?: string) => string
  readonly visibleText: typeof visibleText
  /** Resolves when the predicate becomes true; looked at after each request and gateway change, and every 10 ms. Rejects after `timeoutMs` (5,000). */
  readonly waitFor: (predicate: () => boolean, timeoutMs?: number) => Promise<void>
  /** Resolves when that many gateway sessions are live (1). */
  readonly ready: (sessions?: number) => Promise<void>
  readonly fault: (fault: Fault) => FaultHandle
  /** The servers, in the order they were added. */
  readonly guilds: () => readonly GuildState[]
  /** Adds a server; tells a connected bot that it joined, unless `botIsIn` is false. */
  readonly addGuild: (guild?: Parameters<typeof addGuild>[1]) => GuildState
  /** The bot is thrown out of a server. */
  readonly removeGuild: (guildId: string) => void
  /** Adds a text channel to a server. */
  readonly addChannel: (guildId: string, name?: string) => ChannelState
  /** Changes what the bot may do in a channel. */
  readonly setChannel: (channelId: string, permissions: Partial<ChannelPermissions>) => void
  /** The channel is deleted: 10003 from now on. */
  readonly deleteChannel: (channelId: string) => void
  /** Says how a person's DMs answer from now on. */
  readonly setDms: (personId: string, mood: DmMood) => void
  /** A person writes in a channel. */
  readonly say: (channelId: string, content: string, personId?: string) => APIMessage
  /** A moderator (or a person) deletes a message. */
  readonly removeMessage: (message: APIMessage) => void
  /** Registers commands as if the bot had done so earlier; not counted as writes. */
  readonly seedCommands: (commands: readonly APIApplicationCommand[]) => void
  /** Drops remembered requests, interactions and messages, for long load tests. */
  readonly forget: () => void
  readonly stop: () => Promise<void>
}

const defaultWaitMs = 5000
const glanceMs = 10
const invalidStatuses: ReadonlySet<number> = new Set([401, 403, 429])

/** Starts a fake Discord on a free port. Call `stop` when done; nothing it holds keeps the process alive longer than that. */
export const startFakeDiscord = async (options: FakeDiscordOptions = {}): Promise<FakeDiscord> => {
  if (options.validate !== 'never') await loadSchemas()
  const world = createWorld(options)
  const faults = createFaults()
  const limits = createRateLimits(options.rateLimits)
  const requests: RequestRecord[] = []
  const waiting = new Set<() => void>()
  const keepRequests = options.keepRequests ?? Number.POSITIVE_INFINITY
  let invalid = 0

  const changed = (): void => {
    for (const look of [...waiting]) look()
  }
  const onRequest = (record: RequestRecord): void => {
    if (invalidStatuses.has(record.status)) invalid += 1
    if (keepRequests > 0) requests.push(record)
    if (requests.length > keepRequests) requests.splice(0, Math.ceil(keepRequests / 2))
    changed()
  }
  const waitFor = (predicate: () => boolean, timeoutMs = defaultWaitMs): Promise<void> =>
    new Promise((resolve, reject) => {
      const stopLooking = (): void => {
        clearTimeout(timer)
        clearInterval(glance)
        waiting.delete(look)
      }
      const look = (): void => {
        if (!predicate()) return
        stopLooking()
        resolve()
      }
      const timer = setTimeout(() => {
        stopLooking()
        reject(new Error(`Nothing came of it within ${timeoutMs} ms: ${predicate}`))
      }, timeoutMs)
      // What the predicate waits for may happen in the bot after its answer arrived, where the fake sees nothing.
      const glance = setInterval(look, glanceMs)
      waiting.add(look)
      look()
    })

  const server = createRestServer({ world, faults, limits, onRequest })
  const gateway = createGateway(world, server, changed)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  world.port = typeof address === 'object' && address ? address.port : 0

  const channelOf = (channelId: string): ChannelState => {
    const channel = world.channels.get(channelId)
    if (!channel) throw new Error(`There is no channel ${channelId}`)
    return channel
  }
  const messagesIn = (channelId: string): readonly APIMessage[] =>
    [...(world.messages.get(channelId)?.values() ?? [])].flatMap(({ onlyFor, loading, shown }) =>
      onlyFor === undefined && !loading ? shown : [],
    )

  return {
    ...createPeople(world),
    apiUrl: `http://127.0.0.1:${world.port}/api`,
    token: world.token,
    botId: world.bot.id,
    personId: knownIds.person,
    gateway,
    violations: world.violations,
    requests,
    rateLimited: limits.refused,
    invalidRequests: () => invalid,
    commandWrites: world.commandWrites,
    commands: (guildId = 'global') => world.commands.get(guildId) ?? [],
    messagesIn,
    dmsTo: (personId) => messagesIn(world.dms.get(personId) ?? '').filter(({ author }) => author.id === world.bot.id),
    dmChannel: (personId = knownIds.person) => dmChannelOf(world, personId).id,
    visibleText,
    waitFor,
    ready: (sessions = 1) => waitFor(() => gateway.live() >= sessions),
    fault: faults.add,
    guilds: () => [...world.guilds.values()],
    addGuild: (guild) => {
      const added = addGuild(world, guild)
      if (added.botIsIn) world.dispatch('GUILD_CREATE', joinedGuild(world, added), added.id)
      return added
    },
    removeGuild: (guildId) => {
      const guild = world.guilds.get(guildId)
      if (!guild) throw new Error(`There is no server ${guildId}`)
      guild.botIsIn = false
      for (const channel of world.channels.values())
        if (channel.guildId === guildId) channel.permissions = { view: false, send: false, readHistory: false }
      world.dispatch('GUILD_DELETE', { id: guildId }, guildId)
    },
    addChannel: (guildId, name = 'another') => {
      const channel: ChannelState = { id: world.newId(), name, guildId, permissions: { view: true, send: true, readHistory: true } }
      world.channels.set(channel.id, channel)
      return channel
    },
    setChannel: (channelId, permissions) => {
      const channel = channelOf(channelId)
      channel.permissions = { ...channel.permissions, ...permissions }
    },
    deleteChannel: (channelId) => {
      const { guildId } = channelOf(channelId)
      world.channels.delete(channelId)
      world.messages.delete(channelId)
      world.dispatch('CHANNEL_DELETE', { id: channelId, type: 0, ...(guildId ? { guild_id: guildId } : {}) }, guildId)
    },
    setDms: (personId, mood) => {
      personOf(world, personId).dms = mood
    },
    say: (channelId, content, personId = knownIds.person) => {
      const { guildId } = channelOf(channelId)
      const { shown } = createMessage(world, { channelId, author: personOf(world, personId).user, body: { content }, type: 0 })
      world.dispatch('MESSAGE_CREATE', guildId ? { ...shown, guild_id: guildId } : shown, guildId)
      return shown
    },
    removeMessage: (message) => {
      const stored = world.messages.get(message.channel_id)?.get(message.id)
      if (stored) deleteMessage(world, stored)
    },
    seedCommands: (commands) => void world.commands.set('global', commands),
    forget: () => {
      requests.length = 0
      world.messages.clear()
      world.interactions.clear()
      world.interactionsByToken.clear()
      world.nonces.clear()
    },
    stop: async () => {
      gateway.stop()
      server.closeAllConnections()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}
