import { isObject, type JsonObject, type JsonPath, lengthOf, numberOf, objectsIn, textOf } from '../json.ts'
import type { Problem } from '../rest/errors.ts'
import { componentProblems, componentsV2Problems, legacyComponentProblems, walkComponents } from './component-rules.ts'

/** Message flags by name. https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const messageFlags = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  voice: 1 << 13,
  componentsV2: 1 << 15,
} as const

const { suppressEmbeds, ephemeral, suppressNotifications, voice, componentsV2 } = messageFlags

/** Which flags a request may set, by what the request does. Anything else would be ignored or refused. */
export const settableFlags = {
  post: suppressEmbeds | suppressNotifications | voice | componentsV2,
  reply: suppressEmbeds | ephemeral | suppressNotifications | voice | componentsV2,
  defer: ephemeral,
  edit: suppressEmbeds | componentsV2,
} as const

/** What a message body is for, which decides its flags and whether it stands on an older message. */
export interface MessageSituation {
  readonly use: keyof typeof settableFlags
  /** The message being edited, as it is now. */
  readonly existing?: JsonObject | undefined
  /** Names of the files uploaded with the request. */
  readonly files: readonly string[]
}

const contentLimit = 2000
const embedTotal = 6000

const isGiven = (value: unknown): boolean => value !== undefined && value !== null
const isFilled = (value: unknown): boolean => isGiven(value) && value !== '' && !(Array.isArray(value) && value.length === 0)

const flagProblems = function* (body: JsonObject, { use }: MessageSituation): Generator<Problem> {
  const extra = numberOf(body.flags) & ~settableFlags[use]
  if (extra === 0) return
  const message = `Flags ${extra} cannot be set here (${use}); what is ephemeral is decided by the first response.`
  yield { path: ['flags'], code: 'MESSAGE_FLAGS_INVALID', message }
}

/** With the Components V2 flag a message has nothing but components; old fields must be emptied by the edit. */
const componentsOnlyProblems = function* (body: JsonObject, { existing }: MessageSituation): Generator<Problem> {
  const before = numberOf(existing?.flags) & componentsV2 ? undefined : existing
  const fields = { content: 'content', embeds: 'embeds', poll: 'poll', sticker_ids: 'sticker_items' } as const
  for (const [field, stored] of Object.entries(fields)) {
    const left = body[field] === undefined && isFilled(before?.[stored])
    if (!isFilled(body[field]) && !left) continue
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
    yield { path: [field], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message }
  }
}

const embedProblems = function* (embeds: unknown): Generator<Problem> {
  let total = 0
  for (const [index, embed] of objectsIn(embeds).entries()) {
    const author = isObject(embed.author) ? textOf(embed.author.name) : ''
    const footer = isObject(embed.footer) ? textOf(embed.footer.text) : ''
    const fields = objectsIn(embed.fields).flatMap(({ name, value }) => [textOf(name), textOf(value)])
    for (const text of [textOf(embed.title), textOf(embed.description), author, footer, ...fields]) {
      total += lengthOf(text.trim())
    }
    if (total > embedTotal) {
      const message = `Embed size exceeds maximum size of ${embedTotal}`
      yield { path: ['embeds', index], code: 'MAX_EMBED_SIZE_EXCEEDED', message }
      return
    }
  }
}

const mentionProblems = function* (mentions: unknown): Generator<Problem> {
  if (!isObject(mentions) || !Array.isArray(mentions.parse)) return
  for (const kind of ['users', 'roles'] as const) {
    if (!mentions.parse.includes(kind) || !isFilled(mentions[kind])) continue
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
    yield { path: ['allowed_mentions'], code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message }
  }
}

const attachmentUrls = function* (body: JsonObject): Generator<readonly [JsonPath, string]> {
  for (const [index, embed] of objectsIn(body.embeds).entries()) {
    for (const key of ['image', 'thumbnail']) {
      const media = embed[key]
      if (isObject(media)) yield [['embeds', index, key, 'url'], textOf(media.url)]
    }
  }
  for (const { component, path } of walkComponents(body.components)) {
    for (const key of ['media', 'file']) {
      const media = component[key]
      if (isObject(media)) yield [[...path, key, 'url'], textOf(media.url)]
    }
    for (const [index, { media }] of objectsIn(component.items).entries()) {
      if (isObject(media)) yield [[...path, 'items', index, 'media', 'url'], textOf(media.url)]
    }
  }
}

const attachmentProblems = function* (body: JsonObject, { existing, files }: MessageSituation): Generator<Problem> {
  const names = new Set([...files, ...objectsIn(existing?.attachments).map(({ filename }) => textOf(filename))])
  for (const [path, url] of attachmentUrls(body)) {
    if (!url.startsWith('attachment://') || names.has(url.slice('attachment://'.length))) continue
    yield { path, code: 'REFERENCED_ATTACHMENT_NOT_FOUND', message: `The referenced attachment '${url}' was not found` }
  }
}

/** Everything about a message body that the published schema does not say. */
export const messageProblems = function* (body: JsonObject, situation: MessageSituation): Generator<Problem> {
  yield* flagProblems(body, situation)
  const flags = numberOf(body.flags) | (numberOf(situation.existing?.flags) & componentsV2)
  if (flags & componentsV2) {
    yield* componentsOnlyProblems(body, situation)
    yield* componentsV2Problems(body.components)
  } else {
    yield* legacyComponentProblems(body.components)
  }
  if (lengthOf(textOf(body.content)) > contentLimit) {
    yield { path: ['content'], code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${contentLimit} or fewer in length.` }
  }
  yield* componentProblems(body.components)
  yield* embedProblems(body.embeds)
  yield* mentionProblems(body.allowed_mentions)
  yield* attachmentProblems(body, situation)
  if (body.enforce_nonce === true && !isFilled(body.nonce)) {
    yield { path: ['nonce'], code: 'BASE_TYPE_REQUIRED', message: 'enforce_nonce without a nonce enforces nothing' }
  }
}
