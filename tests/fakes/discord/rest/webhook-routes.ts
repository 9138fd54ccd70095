import { isObject, type JsonObject, numberOf } from '../json.ts'
import type { InteractionState, StoredMessage } from '../state.ts'
import { callbackTypes } from '../validation/callback-rules.ts'
import { messageFlags, messageProblems } from '../validation/message-rules.ts'
import type { World } from '../world.ts'
import { refusal } from './errors.ts'
import { onlyReader } from './interaction-routes.ts'
import { createMessage, deleteMessage, editMessage } from './messages.ts'
import { type Form, noContent, ok, param, type RestCall, type RestReply, type Route } from './route.ts'

const defaultTokenLifeMs = 15 * 60_000
/** Follow-ups an app may send where only the person installed it. Error 40094. */
const userInstallFollowups = 5
const followupType = 19

const bodyOf = (call: RestCall): JsonObject => (isObject(call.body) ? call.body : {})

/** The interaction behind a webhook token; refuses tokens that are unknown, too old, or not answered yet. */
const find = (call: RestCall, world: World): InteractionState => {
  const interaction = world.interactionsByToken.get(param(call, 'webhook_token'))
  if (!interaction || param(call, 'webhook_id') !== world.bot.id) throw refusal('invalidWebhookToken', 'no interaction has this token')
  const age = call.at - interaction.createdAt
  if (age > (world.options.tokenLifeMs ?? defaultTokenLifeMs)) {
    throw refusal('invalidWebhookToken', `the token was used ${age} ms after the interaction`)
  }
  if (!interaction.answer) throw refusal('unknownWebhook', 'the interaction has no first answer yet')
  return interaction
}

const messageOf = (interaction: InteractionState, id: string | undefined): StoredMessage => {
  const { original, followups } = interaction
  const message = id === undefined ? original : [original, ...followups].find((each) => each?.id === id)
  if (!message) throw refusal('unknownMessage', 'this interaction has no such message')
  if (message.deleted) throw refusal('unknownMessage')
  return message
}

const named = (call: RestCall, world: World): { interaction: InteractionState; message: StoredMessage } => {
  const interaction = find(call, world)
  return { interaction, message: messageOf(interaction, call.params.message_id) }
}

/** A change concerns whoever acted now, and whoever the message first answered. */
const tell = (interaction: InteractionState, message: StoredMessage): void => {
  interaction.onChange?.(message)
  if (message.interaction !== interaction) message.interaction?.onChange?.(message)
}

const isV2 = (message: StoredMessage | undefined): number => numberOf(message?.shown.flags) & messageFlags.componentsV2

const editForm = (call: RestCall, world: World): Form => {
  const { message } = named(call, world)
  const files = call.files.map(({ name }) => name)
  const rules = (body: JsonObject) => messageProblems(body, { use: 'edit', existing: { ...message.shown }, files })
  return { schema: 'IncomingWebhookUpdateRequestPartial', rules, variant: `${isV2(message)}` }
}

const edit = (call: RestCall, world: World): RestReply => {
  const { interaction, message } = named(call, world)
  editMessage(world, message, bodyOf(call), call.files)
  tell(interaction, message)
  return ok(message.shown)
}

const remove = (call: RestCall, world: World): RestReply => {
  const { interaction, message } = named(call, world)
  deleteMessage(world, message)
  tell(interaction, message)
  return noContent
}

const awaitsEdit = ({ answer, original }: InteractionState): boolean =>
  answer?.type === callbackTypes.defer && original?.loading === true && !original.deleted

const followupForm = (call: RestCall, world: World): Form => {
  const interaction = find(call, world)
  const files = call.files.map(({ name }) => name)
  // The ephemeral flag of the follow-up that takes a deferred answer's place is ignored, so it may be there.
  const rules = (body: JsonObject) => messageProblems(body, { use: 'reply', files })
  return { schema: 'IncomingWebhookRequestPartial', rules, variant: `${awaitsEdit(interaction)}` }
}

const followUp = (call: RestCall, world: World): RestReply => {
  const interaction = find(call, world)
  const body = bodyOf(call)
  if (interaction.original && awaitsEdit(interaction)) {
    editMessage(world, interaction.original, body, call.files)
    tell(interaction, interaction.original)
    return ok(interaction.original.shown)
  }
  const onlyUserInstalled = interaction.setting.owners['0'] === undefined
  if (onlyUserInstalled && interaction.followups.length >= userInstallFollowups) {
    throw refusal('followupLimit', `more than ${userInstallFollowups} follow-ups where only the person installed the app`)
  }
  const message = createMessage(world, {
    channelId: interaction.setting.channelId,
    author: world.bot,
    body,
    files: call.files,
    onlyFor: onlyReader(interaction, body.flags),
    interaction,
    type: followupType,
  })
  interaction.followups.push(message)
  tell(interaction, message)
  return ok(message.shown)
}

const at = '/webhooks/{webhook_id}/{webhook_token}'
const query = ['thread_id', 'with_components'] as const
const read = (call: RestCall, world: World): RestReply => ok(named(call, world).message.shown)

/** Everything after the first answer: edits, follow-ups, deletions. */
export const webhookRoutes: readonly Route[] = [
  { method: 'POST', path: at, query: ['wait', ...query], access: 'token-in-path', form: followupForm, handle: followUp },
  ...(['@original', '{message_id}'] as const).flatMap((last): readonly Route[] => {
    const path = `${at}/messages/${last}`
    return [
      { method: 'GET', path, query: ['thread_id'], access: 'token-in-path', handle: read },
      { method: 'PATCH', path, query, access: 'token-in-path', form: editForm, handle: edit },
      { method: 'DELETE', path, query: ['thread_id'], access: 'token-in-path', handle: remove },
    ]
  }),
]
