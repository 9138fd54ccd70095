/** Gateway opcodes. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
export const opcodes = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const

/** Gateway close codes. */
export const closeCodes = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSeq: 4007,
  rateLimited: 4008,
  sessionTimedOut: 4009,
  invalidShard: 4010,
  shardingRequired: 4011,
  invalidVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const

/** Intents the fake looks at. https://docs.discord.com/developers/events/gateway#gateway-intents */
export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const

/** Intents that Discord must grant. */
export const privilegedIntents = intents.guildMembers | intents.guildPresences | intents.messageContent

/** Highest intent bit that exists, so that nonsense is refused. */
export const allIntents = (1 << 26) - 1

/** Events that go to every session whatever its intents; the rest need the named one. */
export const intentOf = (event: string, inGuild: boolean): number => {
  if (event.startsWith('MESSAGE_')) return inGuild ? intents.guildMessages : intents.directMessages
  if (event.startsWith('GUILD_') || event.startsWith('CHANNEL_')) return intents.guilds
  return 0
}

/** What Discord enforces on one connection. */
export const gatewayLimits = { eventsPerMinute: 120, payloadBytes: 4096, guildsPerShard: 2500 } as const
