/** Decides which conversation a call means, and whether the bot may use it. */
import { asString } from '../json.ts'
import type { MethodCall } from '../workings.ts'
import type { FakeChannel, FakeTeam, World } from '../world.ts'

/** A conversation, or Slack's error for it. */
export type Reached = { readonly channel: FakeChannel } | { readonly error: string }

/** The conversation named by id, as long as the bot may know it exists: private ones only from the inside. */
export function visibleChannel({ slack, team, args }: MethodCall): Reached {
  const channel = slack.world.channels.get(asString(args.channel) ?? '')
  const known = channel !== undefined && channel.teamId === team.id && (channel.kind === 'public' || channel.botIsMember)
  return known ? { channel } : { error: 'channel_not_found' }
}

/** Where a post would land: a channel by id or name, a DM by its id or by the person's. */
export function postTarget(world: World, team: FakeTeam, where: string): FakeChannel | undefined {
  const known = world.channels.get(where)
  if (known !== undefined) return known
  const user = world.users.get(where)
  if (user !== undefined && user.teamId === team.id) return world.directMessage(user)
  const name = where.startsWith('#') ? where.slice(1) : where
  for (const channel of world.channels.values()) {
    if (channel.teamId === team.id && channel.kind !== 'im' && channel.name === name) return channel
  }
  return undefined
}

/** The conversation a message may be posted to, or the reason why not. */
export function postable({ slack, team, args }: MethodCall): Reached {
  const channel = postTarget(slack.world, team, asString(args.channel) ?? '')
  if (channel === undefined || channel.teamId !== team.id) return { error: 'channel_not_found' }
  if (channel.postError !== undefined) return { error: channel.postError }
  if (channel.kind === 'im') {
    const user = slack.world.users.get(channel.userId ?? '')
    if (user === undefined || user.deleted) return { error: 'channel_not_found' }
    return user.dm === 'open' ? { channel } : { error: user.dm }
  }
  if (channel.archived) return { error: 'is_archived' }
  if (channel.botIsMember) return { channel }
  if (channel.kind === 'private') return { error: 'channel_not_found' }
  return team.scopes.has('chat:write.public') ? { channel } : { error: 'not_in_channel' }
}

/** The scope that reading this kind of conversation needs: `history` or `read`. */
export function scopeFor(channel: FakeChannel, what: 'history' | 'read'): string {
  const family = { public: 'channels', private: 'groups', im: 'im' }[channel.kind]
  return `${family}:${what}`
}
