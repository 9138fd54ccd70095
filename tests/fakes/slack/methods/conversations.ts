/** `conversations.*`: open a DM, look at channels, read back what was posted. */
import { asString, type JsonObject } from '../json.ts'
import { messageJson } from '../message-json.ts'
import { flag, type Method, type MethodCall, refuse } from '../workings.ts'
import type { FakeChannel } from '../world.ts'
import { scopeFor, visibleChannel } from './reach.ts'

/** The methods of this family, by name. */
export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.open': {
    tier: 3,
    token: 'bot',
    scope: 'im:write',
    args: ['users', 'channel', 'return_im', 'prevent_creation'],
    run: open,
  },
  'conversations.info': {
    tier: 3,
    token: 'bot',
    required: ['channel'],
    args: ['channel', 'include_locale', 'include_num_members'],
    run: info,
  },
  'conversations.history': {
    tier: 3,
    token: 'bot',
    required: ['channel'],
    args: ['channel', 'oldest', 'latest', 'inclusive', 'limit', 'cursor', 'include_all_metadata'],
    run: history,
  },
  'conversations.list': {
    tier: 2,
    token: 'bot',
    args: ['types', 'exclude_archived', 'limit', 'cursor', 'team_id'],
    run: list,
  },
  'conversations.members': {
    tier: 4,
    token: 'bot',
    required: ['channel'],
    args: ['channel', 'limit', 'cursor'],
    run: members,
  },
}

function channelJson(channel: FakeChannel, withMemberCount: boolean): JsonObject {
  const isIm = channel.kind === 'im'
  return {
    id: channel.id,
    created: 1_700_000_000,
    ...(isIm ? { user: channel.userId } : { name: channel.name, name_normalized: channel.name, creator: channel.creator }),
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: isIm,
    is_mpim: false,
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    is_general: channel.name === 'general',
    is_member: channel.botIsMember,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    context_team_id: channel.teamId,
    ...(withMemberCount && { num_members: channel.members.size }),
  }
}

function open({ slack, team, args }: MethodCall): JsonObject {
  const ids = (asString(args.users) ?? '').split(',').filter((id) => id !== '')
  const [id, ...others] = ids
  if (id === undefined) return refuse('users_list_not_supplied')
  // Group messages are not modelled: the bot never opens one.
  if (others.length > 0) return refuse('method_not_supported_for_channel_type')
  const user = slack.world.users.get(id)
  if (user === undefined || user.teamId !== team.id) return refuse('user_not_found')
  if (user.deleted) return refuse('user_disabled')
  // A closed Messages tab lets the DM open and refuses the post.
  if (user.dm !== 'open' && user.dm !== 'messages_tab_disabled') return refuse(user.dm)
  const channel = slack.world.directMessage(user)
  return { ok: true, channel: flag(args.return_im) ? channelJson(channel, false) : { id: channel.id } }
}

function needs(call: MethodCall, scope: string): JsonObject | undefined {
  if (call.team.scopes.has(scope)) return undefined
  return refuse('missing_scope', { needed: scope, provided: [...call.team.scopes].join(',') })
}

function info(call: MethodCall): JsonObject {
  const reached = visibleChannel(call)
  if ('error' in reached) return refuse(reached.error)
  const { channel } = reached
  return (
    needs(call, scopeFor(channel, 'read')) ?? {
      ok: true,
      channel: channelJson(channel, flag(call.args.include_num_members)),
    }
  )
}

function history(call: MethodCall): JsonObject {
  const { slack, args } = call
  const reached = visibleChannel(call)
  if ('error' in reached) return refuse(reached.error)
  const { channel } = reached
  const missing = needs(call, scopeFor(channel, 'history'))
  if (missing !== undefined) return missing
  if (!channel.botIsMember) return refuse('not_in_channel')

  const oldest = Number(args.oldest ?? 0)
  const latest = args.latest === undefined ? Number.POSITIVE_INFINITY : Number(args.latest)
  if (Number.isNaN(oldest)) return refuse('invalid_ts_oldest')
  if (Number.isNaN(latest)) return refuse('invalid_ts_latest')
  const limit = Math.min(Number(args.limit ?? 100), slack.historyMost)
  if (!Number.isInteger(limit) || limit < 1) return refuse('invalid_limit')
  const from = cursorOf(args.cursor)
  if (from === undefined) return refuse('invalid_cursor')

  const inclusive = flag(args.inclusive)
  const within = (ts: number): boolean => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest))
  const all = slack.messages
    .inChannel(channel.id)
    .filter((message) => !message.deleted && message.threadTs === undefined && within(Number(message.ts)))
    .reverse()
  const page = all.slice(from, from + limit)
  const more = from + limit < all.length
  return {
    ok: true,
    messages: page.map((message) => messageJson(message, slack.appId, flag(args.include_all_metadata))),
    has_more: more,
    pin_count: 0,
    ...(more && { response_metadata: { next_cursor: cursorAt(from + limit) } }),
  }
}

function list(call: MethodCall): JsonObject {
  const { slack, team, args } = call
  const types = (asString(args.types) ?? 'public_channel').split(',').map((type) => type.trim())
  const kinds = { public: 'public_channel', private: 'private_channel', im: 'im' } as const
  for (const kind of ['public', 'private', 'im'] as const) {
    const scope = { public: 'channels:read', private: 'groups:read', im: 'im:read' }[kind]
    const missing = types.includes(kinds[kind]) ? needs(call, scope) : undefined
    if (missing !== undefined) return missing
  }
  const limit = Math.min(Number(args.limit ?? 100), 1000)
  const from = cursorOf(args.cursor)
  if (from === undefined) return refuse('invalid_cursor')
  const all = [...slack.world.channels.values()].filter(
    (channel) =>
      channel.teamId === team.id &&
      types.includes(kinds[channel.kind]) &&
      (channel.kind === 'public' || channel.botIsMember) &&
      !(channel.archived && flag(args.exclude_archived)),
  )
  const next = from + limit < all.length ? cursorAt(from + limit) : ''
  return {
    ok: true,
    channels: all.slice(from, from + limit).map((channel) => channelJson(channel, true)),
    response_metadata: { next_cursor: next },
  }
}

function members(call: MethodCall): JsonObject {
  const reached = visibleChannel(call)
  if ('error' in reached) return refuse(reached.error)
  const missing = needs(call, scopeFor(reached.channel, 'read'))
  return missing ?? { ok: true, members: [...reached.channel.members], response_metadata: { next_cursor: '' } }
}

/** Cursors are opaque to clients; here they hold an offset. */
function cursorAt(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64')
}

function cursorOf(value: unknown): number | undefined {
  if (value === undefined || value === '') return 0
  const match = /^offset:(\d+)$/.exec(Buffer.from(asString(value) ?? '', 'base64').toString())
  return match === null ? undefined : Number(match[1])
}
