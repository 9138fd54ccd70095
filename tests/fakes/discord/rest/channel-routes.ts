import { makeTextChannel, permissionBits } from '../factories.ts'
import { isObject, type JsonObject, numberOf } from '../json.ts'
import { compareSnowflakes } from '../snowflake.ts'
import type { ChannelState, StoredMessage } from '../state.ts'
import { messageFlags, messageProblems } from '../validation/message-rules.ts'
import { personOf, type World } from '../world.ts'
import { invalidForm, refusal } from './errors.ts'
import { createMessage, deleteMessage, editMessage } from './messages.ts'
import { type Form, noContent, ok, param, type RestCall, type RestReply, type Route } from './route.ts'

const defaultNonceWindowMs = 3 * 60_000
const plainMessage = 0
const directMessages = 1

const bodyOf = (call: RestCall): JsonObject => (isObject(call.body) ? call.body : {})

/** What the bot may not do here, as an overwrite for its own member. */
const overwritesOf = (world: World, { permissions: { view, send, readHistory } }: ChannelState): JsonObject[] => {
  const { viewChannel, sendMessages, readMessageHistory } = permissionBits
  const deny = (view ? 0n : viewChannel) | (send ? 0n : sendMessages) | (readHistory ? 0n : readMessageHistory)
  return deny === 0n ? [] : [{ id: world.bot.id, type: 1, allow: '0', deny: String(deny) }]
}

/** A channel as `GET /channels/{id}` shows it. */
export const showChannel = (world: World, channel: ChannelState): JsonObject => {
  const last = [...(world.messages.get(channel.id)?.keys() ?? [])].at(-1) ?? null
  if (channel.guildId !== undefined) {
    return {
      ...makeTextChannel({ id: channel.id, guildId: channel.guildId, name: channel.name }),
      permission_overwrites: overwritesOf(world, channel),
      last_message_id: last,
    }
  }
  const recipients = channel.recipientId === undefined ? [] : [personOf(world, channel.recipientId).user]
  return { id: channel.id, type: directMessages, flags: 0, last_message_id: last, recipients }
}

const visible = (call: RestCall, world: World): ChannelState => {
  const channel = world.channels.get(param(call, 'channel_id'))
  if (!channel) throw refusal('unknownChannel')
  if (!channel.permissions.view) throw refusal('missingAccess')
  return channel
}

/** A DM's refusals arrive when something is sent, not when it is opened. */
const refuseClosedDm = (world: World, channel: ChannelState): void => {
  if (channel.recipientId === undefined) return
  const { dms } = personOf(world, channel.recipientId)
  if (dms === 'closed') throw refusal('dmsClosed')
  if (dms === 'no-mutual-guild') throw refusal('noMutualGuild')
  if (dms === 'too-fast') throw refusal('dmsTooFast')
}

/** The message this author made with this nonce a little while ago, in whatever channel. */
const madeWith = (world: World, key: string, at: number): StoredMessage | undefined => {
  const windowMs = world.options.nonceWindowMs ?? defaultNonceWindowMs
  for (const [old, entry] of world.nonces) {
    // Oldest first: what is past the window goes, so that the map stays as small as the window.
    if (at - entry.at <= windowMs) break
    world.nonces.delete(old)
  }
  return world.nonces.get(key)?.message
}

const announce = (world: World, event: string, message: StoredMessage): void => {
  const guildId = world.channels.get(message.channelId)?.guildId
  world.dispatch(event, guildId === undefined ? message.shown : { ...message.shown, guild_id: guildId }, guildId)
}

const post = (call: RestCall, world: World): RestReply => {
  const channel = visible(call, world)
  if (!channel.permissions.send) throw refusal('missingPermissions')
  refuseClosedDm(world, channel)
  const body = bodyOf(call)
  const { nonce } = body
  const key = nonce === undefined || nonce === null ? undefined : `${world.bot.id}:${String(nonce)}`
  const before = key !== undefined && body.enforce_nonce === true ? madeWith(world, key, call.at) : undefined
  if (before) return ok(before.shown)
  const message = createMessage(world, { channelId: channel.id, author: world.bot, body, files: call.files, type: plainMessage })
  if (key !== undefined) world.nonces.set(key, { message, at: call.at })
  announce(world, 'MESSAGE_CREATE', message)
  return ok(message.shown)
}

const limits = { default: 50, max: 100 } as const

const askedLimit = (call: RestCall): number => {
  const asked = call.query.get('limit')
  if (asked === null) return limits.default
  const limit = Number(asked)
  if (Number.isInteger(limit) && limit >= 1 && limit <= limits.max) return limit
  throw invalidForm([{ path: ['limit'], code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' }])
}

const list = (call: RestCall, world: World): RestReply => {
  const channel = visible(call, world)
  const limit = askedLimit(call)
  if (!channel.permissions.readHistory) return ok([])
  const [after, before, around] = ['after', 'before', 'around'].map((key) => call.query.get(key))
  if ([after, before, around].filter(Boolean).length > 1) {
    throw invalidForm([{ path: ['after'], code: 'QUERY_EXCLUSIVE', message: 'Only one of around, before and after may be given.' }])
  }
  const seen = [...(world.messages.get(channel.id)?.values() ?? [])].filter(({ onlyFor, deleted }) => onlyFor === undefined && !deleted)
  const newestFirst = seen.sort((a, b) => compareSnowflakes(b.id, a.id))
  let page = newestFirst
  // `after` gives the messages right after that id, still newest first.
  if (after) page = newestFirst.filter(({ id }) => compareSnowflakes(id, after) > 0).slice(-limit)
  else if (before) page = newestFirst.filter(({ id }) => compareSnowflakes(id, before) < 0)
  else if (around) {
    const middle = newestFirst.findIndex(({ id }) => compareSnowflakes(id, around) <= 0)
    page = newestFirst.slice(Math.max(0, middle - Math.floor(limit / 2)))
  }
  // The nonce is shown to the sender and in the create event only, so it cannot be used to find a message later.
  return ok(page.slice(0, limit).map(({ shown }) => ({ ...shown, nonce: undefined })))
}

const one = (call: RestCall, world: World): StoredMessage => {
  const channel = visible(call, world)
  const message = world.messages.get(channel.id)?.get(param(call, 'message_id'))
  if (!message || message.onlyFor !== undefined) throw refusal('unknownMessage')
  return message
}

const own = (call: RestCall, world: World): StoredMessage => {
  const message = one(call, world)
  if (message.shown.author.id !== world.bot.id) throw refusal('notAuthor', 'only its own messages may be changed')
  return message
}

const edit = (call: RestCall, world: World): RestReply => {
  const message = own(call, world)
  editMessage(world, message, bodyOf(call), call.files)
  message.interaction?.onChange?.(message)
  announce(world, 'MESSAGE_UPDATE', message)
  return ok(message.shown)
}

const remove = (call: RestCall, world: World): RestReply => {
  const message = own(call, world)
  deleteMessage(world, message)
  const guildId = world.channels.get(message.channelId)?.guildId
  world.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: message.channelId, ...(guildId ? { guild_id: guildId } : {}) }, guildId)
  return noContent
}

const postForm = (call: RestCall): Form => {
  const files = call.files.map(({ name }) => name)
  return { schema: 'MessageCreateRequest', rules: (body) => messageProblems(body, { use: 'post', files }) }
}

const editForm = (call: RestCall, world: World): Form => {
  const { shown } = own(call, world)
  const files = call.files.map(({ name }) => name)
  const rules = (body: JsonObject) => messageProblems(body, { use: 'edit', existing: { ...shown }, files })
  return { schema: 'MessageEditRequestPartial', rules, variant: `${numberOf(shown.flags) & messageFlags.componentsV2}` }
}

const typing = (call: RestCall, world: World): RestReply => {
  visible(call, world)
  return noContent
}

const messages = '/channels/{channel_id}/messages'

/** Channels and what is written in them. */
export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/{channel_id}', handle: (call, world) => ok(showChannel(world, visible(call, world))) },
  { method: 'POST', path: '/channels/{channel_id}/typing', handle: typing },
  { method: 'POST', path: messages, form: postForm, handle: post },
  { method: 'GET', path: messages, query: ['around', 'before', 'after', 'limit'], handle: list },
  { method: 'GET', path: `${messages}/{message_id}`, handle: (call, world) => ok(one(call, world).shown) },
  { method: 'PATCH', path: `${messages}/{message_id}`, form: editForm, handle: edit },
  { method: 'DELETE', path: `${messages}/{message_id}`, handle: remove },
]
