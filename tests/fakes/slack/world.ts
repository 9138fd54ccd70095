/** The workspaces the fake serves: their people and channels, all of it settable by a test while it runs. */

/** A workspace with the app installed. */
export interface FakeTeam {
  readonly id: string
  readonly domain: string
  readonly name: string
  readonly botToken: string
  readonly botUserId: string
  readonly botId: string
  /** OAuth scopes of the bot token; take one out to meet `missing_scope`. */
  readonly scopes: Set<string>
  /** Answer every call with this error, such as `token_revoked` or `account_inactive`. */
  authError: string | undefined
}

/** A person, or a bot, of a workspace. */
export interface FakeUser {
  readonly id: string
  readonly teamId: string
  name: string
  realName: string
  /** IANA time zone. */
  tz: string
  /** Such as `en-US`; only sent when asked for with `include_locale`. */
  locale: string
  isAdmin: boolean
  isOwner: boolean
  isPrimaryOwner: boolean
  isRestricted: boolean
  isUltraRestricted: boolean
  isBot: boolean
  deleted: boolean
  /** `open`, or the error that opening a DM or posting into it meets: `cannot_dm_bot`, `channel_not_found`… */
  dm: string
}

/** A channel or direct message. */
export interface FakeChannel {
  readonly id: string
  readonly teamId: string
  name: string
  readonly kind: 'public' | 'private' | 'im'
  archived: boolean
  botIsMember: boolean
  readonly members: Set<string>
  readonly creator: string
  /** For a direct message, the person at the other end. */
  readonly userId: string | undefined
  /** Answer every post with this error, such as `restricted_action` or `ekm_access_denied`. */
  postError: string | undefined
}

/** The scopes a team is installed with unless a test says otherwise. */
export const defaultScopes: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.public',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
]

/** What a test may say about a new person; everything else gets an ordinary value. */
export type UserInit = Partial<Omit<FakeUser, 'teamId'>> & { readonly teamId?: string }
/** What a test may say about a new channel; `members` as a list. */
export type ChannelInit = Partial<Omit<FakeChannel, 'members' | 'userId'>> & { readonly members?: readonly string[] }
/** What a test may say about a new workspace. */
export type TeamInit = Partial<Omit<FakeTeam, 'scopes'>> & { readonly scopes?: readonly string[] }

/** The places and people, and how to find them. */
export interface World {
  readonly teams: Map<string, FakeTeam>
  readonly users: Map<string, FakeUser>
  readonly channels: Map<string, FakeChannel>
  addTeam(init?: TeamInit): FakeTeam
  addUser(init?: UserInit): FakeUser
  addChannel(init?: ChannelInit): FakeChannel
  /** @throws when there is no such person: a bug in the test. */
  user(id: string): FakeUser
  /** @throws when there is no such channel: a bug in the test. */
  channel(id: string): FakeChannel
  /** The direct message between the bot and a person, opened when it was not. */
  directMessage(user: FakeUser): FakeChannel
  teamOfToken(token: string): FakeTeam | undefined
}

/** An empty world; the first team added is the default for everything that names none. */
export function createWorld(): World {
  const teams = new Map<string, FakeTeam>()
  const users = new Map<string, FakeUser>()
  const channels = new Map<string, FakeChannel>()
  const byToken = new Map<string, FakeTeam>()
  const dms = new Map<string, FakeChannel>()
  let serial = 0
  const nextId = (prefix: string): string => {
    serial += 1
    return `${prefix}${serial.toString(36).toUpperCase().padStart(8, '0')}`
  }
  const firstTeam = (): string => {
    const [id] = teams.keys()
    if (id === undefined) throw new Error('add a team first')
    return id
  }

  const world: World = {
    teams,
    users,
    channels,
    addTeam(init = {}) {
      const id = init.id ?? nextId('T0')
      const team: FakeTeam = {
        id,
        domain: init.domain ?? id.toLowerCase(),
        name: init.name ?? `Workspace ${id}`,
        botToken: init.botToken ?? `xoxb-fake-${id}`,
        botUserId: init.botUserId ?? nextId('U0'),
        botId: init.botId ?? nextId('B0'),
        scopes: new Set(init.scopes ?? defaultScopes),
        authError: init.authError,
      }
      teams.set(id, team)
      byToken.set(team.botToken, team)
      world.addUser({ id: team.botUserId, teamId: id, name: 'optout', realName: 'Optout', isBot: true })
      return team
    },
    addUser(init = {}) {
      const id = init.id ?? nextId('U0')
      const name = init.name ?? id.toLowerCase()
      const user: FakeUser = {
        id,
        teamId: init.teamId ?? firstTeam(),
        name,
        realName: init.realName ?? name,
        tz: init.tz ?? 'Europe/Berlin',
        locale: init.locale ?? 'en-US',
        isAdmin: init.isAdmin ?? false,
        isOwner: init.isOwner ?? false,
        isPrimaryOwner: init.isPrimaryOwner ?? false,
        isRestricted: init.isRestricted ?? false,
        isUltraRestricted: init.isUltraRestricted ?? false,
        isBot: init.isBot ?? false,
        deleted: init.deleted ?? false,
        dm: init.dm ?? (init.isBot ? 'cannot_dm_bot' : 'open'),
      }
      users.set(id, user)
      return user
    },
    addChannel(init = {}) {
      const id = init.id ?? nextId('C0')
      const teamId = init.teamId ?? firstTeam()
      const members = new Set(init.members ?? [])
      const channel: FakeChannel = {
        id,
        teamId,
        name: init.name ?? id.toLowerCase(),
        kind: init.kind ?? 'public',
        archived: init.archived ?? false,
        botIsMember: init.botIsMember ?? true,
        members,
        creator: init.creator ?? [...members][0] ?? teamId,
        userId: undefined,
        postError: init.postError,
      }
      channels.set(id, channel)
      return channel
    },
    user(id) {
      const user = users.get(id)
      if (user === undefined) throw new Error(`no such person in the fake Slack: ${id}`)
      return user
    },
    channel(id) {
      const channel = channels.get(id)
      if (channel === undefined) throw new Error(`no such channel in the fake Slack: ${id}`)
      return channel
    },
    directMessage(user) {
      const known = dms.get(user.id)
      if (known !== undefined) return known
      const channel: FakeChannel = {
        id: nextId('D0'),
        teamId: user.teamId,
        name: 'directmessage',
        kind: 'im',
        archived: false,
        botIsMember: true,
        members: new Set([user.id]),
        creator: user.id,
        userId: user.id,
        postError: undefined,
      }
      dms.set(user.id, channel)
      channels.set(channel.id, channel)
      return channel
    },
    teamOfToken: (token) => byToken.get(token),
  }
  return world
}
