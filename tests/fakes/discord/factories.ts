import type { APIGuildMember, APIUser } from 'discord.js'

/** The permissions of an ordinary member, as a decimal bit set: view, send, history, embed, attach, app commands, external apps. */
export const memberPermissions = (
  (1n << 10n) |
  (1n << 11n) |
  (1n << 14n) |
  (1n << 15n) |
  (1n << 16n) |
  (1n << 31n) |
  (1n << 50n)
).toString()

/** Permission bits tests speak of. https://docs.discord.com/developers/topics/permissions */
export const permissionBits = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  useExternalApps: 1n << 50n,
} as const

/** Flag sets are enums without a member for zero in the library's types. */
const noFlags: number = 0

/** A whole user object; only the id must be given. */
export const makeUser = (user: Partial<APIUser> & Pick<APIUser, 'id'>): APIUser => ({
  username: `person-${user.id.slice(-4)}`,
  discriminator: '0',
  global_name: null,
  avatar: null,
  avatar_decoration_data: null,
  public_flags: noFlags,
  flags: noFlags,
  banner: null,
  accent_color: null,
  primary_guild: null,
  ...user,
})

/** A whole guild member for a user. */
export const makeMember = (user: APIUser): APIGuildMember & { readonly user: APIUser } => ({
  user,
  nick: null,
  avatar: null,
  banner: null,
  roles: [],
  joined_at: '2024-01-15T09:00:00.000000+00:00',
  premium_since: null,
  communication_disabled_until: null,
  deaf: false,
  mute: false,
  pending: false,
  flags: noFlags,
})

/** How big generated guilds are in GUILD_CREATE; a bot with many servers mostly has small ones. */
export interface GuildShape {
  readonly channels: number
  readonly roles: number
  readonly emojis: number
}

const permissionText = (1n << 10n).toString()

/** A channel as GUILD_CREATE and `GET /channels/{id}` show it. */
export const makeTextChannel = (channel: {
  readonly id: string
  readonly guildId: string
  readonly name: string
  readonly position?: number
}) => ({
  id: channel.id,
  type: 0,
  guild_id: channel.guildId,
  name: channel.name,
  position: channel.position ?? 0,
  permission_overwrites: [],
  parent_id: null,
  topic: null,
  nsfw: false,
  last_message_id: null,
  last_pin_timestamp: null,
  rate_limit_per_user: 0,
  flags: 0,
})

const makeRole = (id: string, position: number) => ({
  id,
  name: position === 0 ? '@everyone' : `role-${position}`,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  icon: null,
  unicode_emoji: null,
  position,
  permissions: position === 0 ? memberPermissions : permissionText,
  managed: false,
  mentionable: false,
  flags: 0,
})

const childId = (guildId: string, offset: number): string => (BigInt(guildId) + BigInt(offset)).toString()

/** The id of the n-th channel of a generated guild (from 0). */
export const generatedChannelId = (guildId: string, index: number): string => childId(guildId, 1 + index)

/** A guild as the REST API shows it. */
export const makeGuild = (
  guild: { readonly id: string; readonly name: string; readonly locale: string; readonly ownerId: string },
  shape: GuildShape,
) => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  features: [],
  banner: null,
  owner_id: guild.ownerId,
  application_id: null,
  region: 'deprecated',
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: 0,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 1,
  roles: Array.from({ length: shape.roles + 1 }, (_, index) => makeRole(index === 0 ? guild.id : childId(guild.id, 1000 + index), index)),
  default_message_notifications: 1,
  mfa_level: 0,
  explicit_content_filter: 0,
  max_presences: null,
  max_members: 500_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: guild.locale,
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  hub_type: null,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  emojis: Array.from({ length: shape.emojis }, (_, index) => ({
    id: childId(guild.id, 2000 + index),
    name: `emoji_${index}`,
    roles: [],
    require_colons: true,
    managed: false,
    animated: false,
    available: true,
  })),
  stickers: [],
  incidents_data: null,
})
