import type { APIAttachment, APIMessage, APIUser } from 'discord.js'
import { isObject, type JsonObject, numberOf, objectsIn, textOf } from '../json.ts'
import { snowflakeTime } from '../snowflake.ts'
import type { InteractionState, StoredMessage } from '../state.ts'
import { walkComponents } from '../validation/component-rules.ts'
import { messageFlags } from '../validation/message-rules.ts'
import { personOf, type World } from '../world.ts'
import type { UploadedFile } from './body.ts'
import { refusal } from './errors.ts'

/** What a new message is made of. */
export interface NewMessage {
  readonly channelId: string
  readonly author: APIUser
  readonly body: JsonObject
  readonly files?: readonly UploadedFile[]
  readonly onlyFor?: string | undefined
  readonly interaction?: InteractionState | undefined
  /** Discord's message type: 0 a plain message, 19 a reply, 20 a slash command's answer. */
  readonly type: number
  /** Set between a deferred answer and its edit. */
  readonly loading?: boolean
}

/** Gives every component an id, as Discord does for those that came without. */
const withComponentIds = (components: unknown): unknown[] => {
  const copy: unknown = structuredClone(components ?? [])
  const placed = [...walkComponents(copy)]
  const taken = new Set(placed.map(({ component }) => component.id).filter((id) => numberOf(id) > 0))
  let next = 1
  for (const { component } of placed) {
    if (numberOf(component.id) > 0) continue
    while (taken.has(next)) next += 1
    ;(component as { id?: number }).id = next
    next += 1
  }
  return Array.isArray(copy) ? copy : []
}

const withEmbedTypes = (embeds: unknown): JsonObject[] => objectsIn(embeds).map((embed) => ({ type: 'rich', ...embed }))

const attachmentsOf = (
  world: World,
  channelId: string,
  body: JsonObject,
  files: readonly UploadedFile[],
  before: readonly APIAttachment[],
): APIAttachment[] => {
  const described = objectsIn(body.attachments)
  const kept = body.attachments === undefined ? before : before.filter(({ id }) => described.some((each) => each.id === id))
  const added = files.map((file, index): APIAttachment => {
    const id = world.newId()
    const url = `https://cdn.discordapp.com/attachments/${channelId}/${id}/${file.name}`
    const description = described.find((each) => String(each.id) === String(index))?.description
    const text = typeof description === 'string' ? { description } : {}
    return { id, filename: file.name, size: file.size, url, proxy_url: url, content_type: file.type, ...text }
  })
  return [...kept, ...added]
}

const textsOf = (body: JsonObject): string =>
  [textOf(body.content), ...[...walkComponents(body.components)].map(({ component }) => textOf(component.content))].join('\n')

/** Whom a message pings: what its text says and what `allowed_mentions` lets through. */
const mentionsOf = (world: World, body: JsonObject): { everyone: boolean; users: APIUser[] } => {
  const text = textsOf(body)
  if (!text.includes('@')) return { everyone: false, users: [] }
  const allowed = isObject(body.allowed_mentions) ? body.allowed_mentions : undefined
  const parse: readonly unknown[] = Array.isArray(allowed?.parse) ? allowed.parse : []
  const named: readonly unknown[] = Array.isArray(allowed?.users) ? allowed.users : []
  const may = (kind: string): boolean => allowed === undefined || parse.includes(kind)
  const ids = [...text.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id ?? '').filter((id) => may('users') || named.includes(id))
  return { everyone: may('everyone') && /@(everyone|here)\b/.test(text), users: [...new Set(ids)].map((id) => personOf(world, id).user) }
}

const timestamp = (epochMs: number): string => new Date(epochMs).toISOString().replace('Z', '000+00:00')

const isEmpty = (message: APIMessage): boolean =>
  !message.content.trim() && message.embeds.length === 0 && !message.components?.length && message.attachments.length === 0 && !message.poll

const metadataOf = (interaction: InteractionState, isFollowup: boolean): JsonObject => ({
  id: interaction.id,
  type: interaction.type,
  user: interaction.setting.user,
  authorizing_integration_owners: interaction.setting.owners,
  ...(isFollowup && interaction.original ? { original_response_message_id: interaction.original.id } : {}),
  ...(interaction.source && interaction.type === 3 ? { interacted_message_id: interaction.source.id } : {}),
})

const store = (world: World, message: StoredMessage): void => {
  const channel = world.messages.get(message.channelId)
  if (channel) channel.set(message.id, message)
  else world.messages.set(message.channelId, new Map([[message.id, message]]))
}

/** Makes a message from a body that was already checked. Refuses an empty one. */
export const createMessage = (
  world: World,
  { channelId, author, body, files = [], onlyFor, interaction, type, loading = false }: NewMessage,
): StoredMessage => {
  const id = world.newId()
  const { everyone, users } = mentionsOf(world, body)
  const flags = numberOf(body.flags) | (onlyFor ? messageFlags.ephemeral : 0) | (loading ? messageFlags.loading : 0)
  const shown: JsonObject = {
    id,
    channel_id: channelId,
    type,
    content: textOf(body.content),
    author,
    timestamp: timestamp(snowflakeTime(id)),
    edited_timestamp: null,
    tts: body.tts === true,
    mention_everyone: everyone,
    mentions: users,
    mention_roles: [],
    attachments: attachmentsOf(world, channelId, body, files, []),
    embeds: withEmbedTypes(body.embeds),
    components: withComponentIds(body.components),
    pinned: false,
    flags,
    ...(isObject(body.poll) ? { poll: body.poll } : {}),
    ...(body.nonce === undefined || body.nonce === null ? {} : { nonce: body.nonce }),
    ...(isObject(body.message_reference) ? { message_reference: { channel_id: channelId, ...body.message_reference } } : {}),
    ...(interaction
      ? {
          application_id: world.bot.id,
          webhook_id: world.bot.id,
          interaction_metadata: metadataOf(interaction, interaction.original !== undefined),
        }
      : {}),
  }
  // The body is checked JSON and every other field is set above, so this is a message.
  const message: StoredMessage = { id, channelId, onlyFor, interaction, shown: shown as unknown as APIMessage, loading, deleted: false }
  if (!loading && isEmpty(message.shown)) throw refusal('emptyMessage', 'a message needs text, an embed, components or a file')
  store(world, message)
  return message
}

/** Applies an edit: fields that are absent stay, `null` empties. Ends the loading of a deferred answer. */
export const editMessage = (world: World, message: StoredMessage, body: JsonObject, files: readonly UploadedFile[] = []): void => {
  const before = message.shown
  const wasLoading = message.loading
  const { everyone, users } = mentionsOf(world, body)
  // Only these two flags may be set by an edit, and Components V2 can never be taken away again.
  const { suppressEmbeds, componentsV2, loading } = messageFlags
  const asked = numberOf(body.flags) & (suppressEmbeds | componentsV2)
  const kept = typeof body.flags === 'number' ? numberOf(before.flags) & ~suppressEmbeds : numberOf(before.flags)
  const changed: JsonObject = {
    ...before,
    flags: (kept | asked) & ~loading,
    edited_timestamp: wasLoading ? null : timestamp(world.now()),
    ...(body.content === undefined ? {} : { content: textOf(body.content), mention_everyone: everyone, mentions: users }),
    ...(body.embeds === undefined ? {} : { embeds: withEmbedTypes(body.embeds) }),
    ...(body.components === undefined ? {} : { components: withComponentIds(body.components) }),
    ...(body.attachments === undefined && files.length === 0
      ? {}
      : { attachments: attachmentsOf(world, message.channelId, body, files, before.attachments) }),
  }
  const shown = changed as unknown as APIMessage
  if (isEmpty(shown)) throw refusal('emptyMessage', 'an edit may not leave a message empty')
  message.shown = shown
  message.loading = false
}

/** Takes a message away. */
export const deleteMessage = (world: World, message: StoredMessage): void => {
  message.deleted = true
  world.messages.get(message.channelId)?.delete(message.id)
}
