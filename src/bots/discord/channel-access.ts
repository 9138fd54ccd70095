/** What the bot may do in a channel, asked of Discord: nothing about channels is kept in memory. */

import { DiscordAPIError, Routes } from 'discord.js'
import type { ChatPlatform } from '../../core/ports/chat-platform.ts'
import type { ChannelRef } from '../../core/subscription.ts'
import { PERMISSION, permissionsIn } from './permissions.ts'
import type { ExactRest } from './rest.ts'
import { Channel, Member, Roles } from './schema.ts'

type MayPost = Awaited<ReturnType<ChatPlatform['mayPost']>>

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types: text, voice, announcement and stage channels; threads. */
const POSTABLE: ReadonlySet<number> = new Set([0, 2, 5, 13])
const THREADS: ReadonlySet<number> = new Set([10, 11, 12])

const UNKNOWN_CHANNEL = 10003
const NOT_THERE: ReadonlySet<number | string> = new Set([10004, 10007, 50001])

export interface AccessOptions {
  readonly rest: Pick<ExactRest, 'get'>
  /** The bot's own user id. */
  readonly botId: string
  readonly now: number
}

/** Whether a message could be posted to the channel now. A channel of another guild than the reference says is an unknown one. */
export async function mayPost(channel: ChannelRef, options: AccessOptions): Promise<MayPost> {
  try {
    const found = Channel.parse(await options.rest.get(Routes.channel(channel.channelId)))
    if (found.guild_id !== channel.installationId) return { kind: 'no', why: 'unknown-channel' }
    const isThread = THREADS.has(found.type)
    if (!isThread && !POSTABLE.has(found.type)) return { kind: 'no', why: 'missing-access' }
    if (found.thread_metadata?.locked === true) return { kind: 'no', why: 'archived' }
    const bits = await bitsIn(found, channel.installationId, options)
    if (typeof bits !== 'bigint') return bits
    const needed = PERMISSION.viewChannel | (isThread ? PERMISSION.sendInThreads : PERMISSION.sendMessages)
    return (bits & needed) === needed ? { kind: 'yes' } : { kind: 'no', why: 'missing-access' }
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) return { kind: 'unknown' }
    if (error.code === UNKNOWN_CHANNEL) return { kind: 'no', why: 'unknown-channel' }
    return error.status === 403 ? { kind: 'no', why: 'missing-access' } : { kind: 'unknown' }
  }
}

/** Whether old messages of a guild's channel can be read; false also when it cannot be found out. */
export async function mayReadHistory({ channelId, installationId }: ChannelRef, options: AccessOptions): Promise<boolean> {
  try {
    const found = Channel.parse(await options.rest.get(Routes.channel(channelId)))
    const bits = await bitsIn(found, installationId, options)
    const needed = PERMISSION.viewChannel | PERMISSION.readHistory
    return typeof bits === 'bigint' && (bits & needed) === needed
  } catch {
    return false
  }
}

async function bitsIn(channel: Channel, guildId: string, { rest, botId, now }: AccessOptions): Promise<bigint | MayPost> {
  try {
    const [roles, member] = await Promise.all([rest.get(Routes.guildRoles(guildId)), rest.get(Routes.guildMember(guildId, botId))])
    const { roles: memberRoles, communication_disabled_until: silencedUntil } = Member.parse(member)
    if (silencedUntil && Date.parse(silencedUntil) > now) return { kind: 'no', why: 'missing-access' }
    const parent =
      THREADS.has(channel.type) && channel.parent_id ? Channel.parse(await rest.get(Routes.channel(channel.parent_id))) : channel
    return permissionsIn({ guildId, memberId: botId, memberRoles, roles: Roles.parse(roles) }, parent.permission_overwrites ?? [])
  } catch (error) {
    return error instanceof DiscordAPIError && NOT_THERE.has(error.code) ? { kind: 'no', why: 'not-member' } : { kind: 'unknown' }
  }
}
