import { randomBytes } from 'node:crypto'
import type { APIUser } from 'discord.js'
import { type GuildShape, generatedChannelId, makeUser } from './factories.ts'
import type { FakeDiscordOptions } from './options.ts'
import { createSnowflakes, snowflakeAt } from './snowflake.ts'
import type { ChannelState, CommandStore, GuildState, InteractionState, PersonState, StoredMessage } from './state.ts'

/** Ids that are the same in every run, so that tests may name them. */
export const knownIds = { bot: '1000000000000000001', owner: '1000000000000000002', person: '1000000000000000003' } as const

/** The default token: its first part is the bot's id, as in real ones. */
export const fakeToken = `${Buffer.from(knownIds.bot).toString('base64url')}.Fake00.not-a-real-token`

/** How often the bot wrote its commands, by kind of request, and how many did not exist before. */
export interface CommandWrites {
  bulk: number
  single: number
  created: number
}

/** Everything the fake Discord knows. Rest routes, the gateway and the people work on this one object. */
export interface World {
  readonly options: FakeDiscordOptions
  readonly token: string
  readonly now: () => number
  readonly newId: () => string
  readonly bot: APIUser
  readonly guildShape: GuildShape
  readonly guilds: Map<string, GuildState>
  readonly channels: Map<string, ChannelState>
  readonly people: Map<string, PersonState>
  /** DM channel ids by person. */
  readonly dms: Map<string, string>
  readonly dmOpens: number[]
  readonly messages: Map<string, Map<string, StoredMessage>>
  /** Messages by nonce, oldest first. */
  readonly nonces: Map<string, { readonly message: StoredMessage; readonly at: number }>
  readonly interactions: Map<string, InteractionState>
  readonly interactionsByToken: Map<string, InteractionState>
  readonly commands: CommandStore
  readonly commandWrites: CommandWrites
  readonly violations: string[]
  /** Filled in by the gateway: sends an event to every session it concerns. */
  dispatch: (event: string, data: unknown, guildId?: string) => void
  /** How many gateway sessions could receive an event, now or after a resume. */
  reach: (guildId?: string) => number
  /** IDENTIFYs so far; each one is taken off the day's allowance. */
  identifies: number
  /** Filled in by the server once it listens. */
  port: number
}

/** A person by id; people come into being when they are first spoken of. */
export const personOf = (world: World, id: string): PersonState => {
  let person = world.people.get(id)
  if (!person) {
    person = { user: makeUser({ id }), dms: 'open' }
    world.people.set(id, person)
  }
  return person
}

/** Adds a server with one text channel and returns it. Its channel is `guild.channelId`. */
export const addGuild = (
  world: World,
  guild: { readonly id?: string; readonly name?: string; readonly locale?: string; readonly botIsIn?: boolean } = {},
): GuildState => {
  const id = guild.id ?? world.newId()
  const channelId = generatedChannelId(id, 0)
  const state: GuildState = {
    id,
    name: guild.name ?? `Server ${world.guilds.size + 1}`,
    locale: guild.locale ?? 'en-US',
    ownerId: knownIds.owner,
    channelId,
    botIsIn: guild.botIsIn ?? true,
  }
  world.guilds.set(id, state)
  const all = state.botIsIn
  world.channels.set(channelId, { id: channelId, name: 'general', guildId: id, permissions: { view: all, send: all, readHistory: all } })
  return state
}

/** The bot's DM channel with a person; made at first use, the same ever after. */
export const dmChannelOf = (world: World, personId: string): ChannelState => {
  const known = world.channels.get(world.dms.get(personId) ?? '')
  if (known) return known
  const channel: ChannelState = {
    id: world.newId(),
    name: 'dm',
    recipientId: personId,
    permissions: { view: true, send: true, readHistory: true },
  }
  personOf(world, personId)
  world.channels.set(channel.id, channel)
  world.dms.set(personId, channel.id)
  return channel
}

/** An interaction token: opaque and about as long as real ones. */
export const newInteractionToken = (id: string): string =>
  Buffer.concat([Buffer.from(`interaction:${id}:`), randomBytes(84)]).toString('base64url')

const generatedGuilds = (world: World, count: number): void => {
  // A prime number of milliseconds apart, so that ids spread over any number of shards as real ones do.
  const first = Date.UTC(2024, 0, 1)
  for (let index = 0; index < count; index += 1) addGuild(world, { id: snowflakeAt(first + index * 60_013) })
}

/** A new world with the bot, one person and the asked-for guilds. */
export const createWorld = (options: FakeDiscordOptions): World => {
  const now = options.now ?? Date.now
  const world: World = {
    options,
    token: options.token ?? fakeToken,
    now,
    newId: createSnowflakes(now),
    bot: makeUser({ id: knownIds.bot, username: 'optout', bot: true }),
    guildShape: { channels: 1, roles: 0, emojis: 0, ...options.guildShape },
    guilds: new Map(),
    channels: new Map(),
    people: new Map(),
    dms: new Map(),
    dmOpens: [],
    messages: new Map(),
    nonces: new Map(),
    interactions: new Map(),
    interactionsByToken: new Map(),
    commands: new Map(),
    commandWrites: { bulk: 0, single: 0, created: 0 },
    violations: [],
    dispatch: () => undefined,
    reach: () => 0,
    identifies: 0,
    port: 0,
  }
  world.people.set(knownIds.bot, { user: world.bot, dms: 'open' })
  world.people.set(knownIds.person, { user: makeUser({ id: knownIds.person, username: 'ada', global_name: 'Ada' }), dms: 'open' })
  generatedGuilds(world, options.guilds ?? 1)
  return world
}
