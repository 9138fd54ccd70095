/** `chat.*`: post, update, delete, and show to one person. */
import { asString, type JsonObject } from '../json.ts'
import { messageJson } from '../message-json.ts'
import type { FakeMessage } from '../messages.ts'
import { type Method, type MethodCall, refuse } from '../workings.ts'
import { postable } from './reach.ts'

const timestamp = /^\d{10}\.\d{6}$/
const said = ['channel', 'text', 'blocks', 'attachments', 'metadata', 'markdown_text', 'parse', 'link_names'] as const

/** The methods of this family, by name. */
export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    tier: 'special',
    token: 'bot',
    scope: 'chat:write',
    required: ['channel'],
    args: [
      ...said,
      'thread_ts',
      'reply_broadcast',
      'unfurl_links',
      'unfurl_media',
      'mrkdwn',
      'username',
      'icon_emoji',
      'icon_url',
      'client_msg_id',
    ],
    run: postMessage,
  },
  'chat.postEphemeral': {
    tier: 4,
    token: 'bot',
    scope: 'chat:write',
    required: ['channel', 'user'],
    args: [...said, 'user', 'thread_ts', 'username', 'icon_emoji', 'icon_url'],
    run: postEphemeral,
  },
  'chat.update': {
    tier: 3,
    token: 'bot',
    scope: 'chat:write',
    required: ['channel', 'ts'],
    args: [...said, 'ts', 'reply_broadcast', 'unfurl_links', 'unfurl_media'],
    run: update,
  },
  'chat.delete': {
    tier: 3,
    token: 'bot',
    scope: 'chat:write',
    required: ['channel', 'ts'],
    args: ['channel', 'ts'],
    run: remove,
  },
}

function postMessage(call: MethodCall): JsonObject {
  const { slack, args, team, method } = call
  const reached = postable(call)
  if ('error' in reached) return refuse(reached.error)
  const { channel } = reached
  const threadTs = asString(args.thread_ts)
  if (threadTs !== undefined && !timestamp.test(threadTs)) return refuse('invalid_thread_ts')
  const decoded = slack.content.message(args, { method, channelId: channel.id })
  if ('refusal' in decoded) return decoded.refusal
  const message = slack.messages.add({
    ...decoded.content,
    teamId: team.id,
    channelId: channel.id,
    userId: team.botUserId,
    botId: team.botId,
    threadTs,
    ephemeralTo: undefined,
  })
  return { ok: true, channel: channel.id, ts: message.ts, message: messageJson(message, slack.appId, true) }
}

function postEphemeral(call: MethodCall): JsonObject {
  const { slack, args, team, method } = call
  const reached = postable(call)
  if ('error' in reached) return refuse(reached.error)
  const { channel } = reached
  const user = slack.world.users.get(asString(args.user) ?? '')
  if (user === undefined || user.teamId !== team.id || !channel.members.has(user.id)) return refuse('user_not_in_channel')
  const decoded = slack.content.message(args, { method, channelId: channel.id })
  if ('refusal' in decoded) return decoded.refusal
  const message = slack.messages.add({
    ...decoded.content,
    teamId: team.id,
    channelId: channel.id,
    userId: team.botUserId,
    botId: team.botId,
    threadTs: asString(args.thread_ts),
    ephemeralTo: user.id,
  })
  return { ok: true, message_ts: message.ts }
}

function update(call: MethodCall): JsonObject {
  const { slack, args, method } = call
  const own = ownMessage(call, 'cant_update_message')
  if ('refusal' in own) return own.refusal
  const { message } = own
  // Without `text` the old blocks stay; with `text` alone they go: https://docs.slack.dev/reference/methods/chat.update
  const textGiven = asString(args.text) !== undefined
  const keepsBlocks = args.blocks === undefined && !textGiven
  const decoded = slack.content.message(
    { ...args, ...(keepsBlocks && message.blocks.length > 0 && { blocks: message.blocks, text: message.text }) },
    { method, channelId: message.channelId },
  )
  if ('refusal' in decoded) return decoded.refusal
  const keepsAttachments = args.attachments === undefined
  slack.messages.replace(message, {
    ...decoded.content,
    attachments: keepsAttachments ? message.attachments : decoded.content.attachments,
  })
  return {
    ok: true,
    channel: message.channelId,
    ts: message.ts,
    text: message.text,
    message: messageJson(message, slack.appId, true),
  }
}

function remove(call: MethodCall): JsonObject {
  const own = ownMessage(call, 'cant_delete_message')
  if ('refusal' in own) return own.refusal
  own.message.deleted = true
  return { ok: true, channel: own.message.channelId, ts: own.message.ts }
}

/** The bot's own message, or the refusal: these two methods take ids only, and never an ephemeral message. */
function ownMessage({ slack, args, team }: MethodCall, foreign: string): { message: FakeMessage } | { refusal: JsonObject } {
  const channel = slack.world.channels.get(asString(args.channel) ?? '')
  if (channel === undefined || channel.teamId !== team.id) return { refusal: refuse('channel_not_found') }
  const message = slack.messages.find(channel.id, asString(args.ts) ?? '')
  if (message === undefined || message.ephemeralTo !== undefined) return { refusal: refuse('message_not_found') }
  return message.botId === team.botId ? { message } : { refusal: refuse(foreign) }
}
