import type { APIMessage } from 'discord.js'
import { isObject, type JsonObject, numberOf } from '../json.ts'
import type { InteractionAnswer, InteractionState } from '../state.ts'
import { callbackProblems, callbackTypes, typeProblem } from '../validation/callback-rules.ts'
import { messageFlags } from '../validation/message-rules.ts'
import type { World } from '../world.ts'
import { invalidForm, refusal } from './errors.ts'
import { createMessage, editMessage } from './messages.ts'
import { type Form, noContent, ok, param, type RestCall, type RestReply, type Route } from './route.ts'

/** Permission to let an app speak to everybody where only a person installed it. */
const useExternalApps = 1n << 50n
const defaultDeadlineMs = 3000
const afterSlashCommand = 20
const plainReply = 19

const schemaByType: Readonly<Record<number, string>> = {
  [callbackTypes.pong]: 'PongInteractionCallbackRequest',
  [callbackTypes.message]: 'CreateMessageInteractionCallbackRequest',
  [callbackTypes.defer]: 'CreateMessageInteractionCallbackRequest',
  [callbackTypes.deferUpdate]: 'UpdateMessageInteractionCallbackRequest',
  [callbackTypes.update]: 'UpdateMessageInteractionCallbackRequest',
  [callbackTypes.modal]: 'ModalInteractionCallbackRequest',
  [callbackTypes.activity]: 'LaunchActivityInteractionCallbackRequest',
}

const choiceSchemaByOption: Readonly<Record<number, string>> = { 3: 'String', 4: 'Integer', 10: 'Number' }

const find = (call: RestCall, world: World): InteractionState => {
  const interaction = world.interactions.get(param(call, 'interaction_id'))
  if (!interaction || interaction.token !== param(call, 'interaction_token')) {
    throw refusal('unknownInteraction', 'no interaction has this id and token')
  }
  return interaction
}

const situationOf = (interaction: InteractionState, call: RestCall) => ({
  interactionType: interaction.type,
  hasMessage: interaction.source !== undefined,
  existing: interaction.source && { ...interaction.source.shown },
  files: call.files.map(({ name }) => name),
})

const formOf = (call: RestCall, world: World): Form => {
  const interaction = find(call, world)
  const body = isObject(call.body) ? call.body : {}
  const type = numberOf(body.type)
  const situation = situationOf(interaction, call)
  const rules = (checked: JsonObject) => callbackProblems(checked, situation)
  const isV2 = numberOf(interaction.source?.shown.flags) & messageFlags.componentsV2
  const variant = `${interaction.type}/${interaction.source ? isV2 : 'none'}`
  if (type !== callbackTypes.choices) {
    const schema = schemaByType[type]
    if (!schema) throw invalidForm([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message: 'Not a callback type.' }])
    return { schema, rules, variant }
  }
  const kind = choiceSchemaByOption[interaction.focusedType ?? 3] ?? 'String'
  const schema = `InteractionApplicationCommandAutocompleteCallback${kind}Data`
  return { schema, value: body.data, at: ['data'], rules, variant: `${variant}/${kind}` }
}

/** Why this answer comes too late or twice; a hidden acceptance makes the second try honest. */
const refuseLate = (interaction: InteractionState, call: RestCall, world: World): void => {
  if (interaction.answer) {
    throw refusal('alreadyAcknowledged', interaction.answerHidden ? undefined : 'an interaction has one first answer')
  }
  const late = call.at - interaction.createdAt
  if (late > (world.options.responseDeadlineMs ?? defaultDeadlineMs)) {
    throw refusal('unknownInteraction', `the first answer came ${late} ms after the interaction`)
  }
}

/** Where only the person installed the app and may not use it in public, every answer is for them alone. */
const isForcedEphemeral = ({ setting }: InteractionState): boolean =>
  setting.guild !== undefined && setting.owners['0'] === undefined && (BigInt(setting.memberPermissions) & useExternalApps) === 0n

/** The only reader of an answer with these flags; `undefined` when everybody sees it. */
export const onlyReader = (interaction: InteractionState, flags: unknown): string | undefined =>
  numberOf(flags) & messageFlags.ephemeral || isForcedEphemeral(interaction) ? interaction.setting.user.id : undefined

const apply = (interaction: InteractionState, { type, data }: InteractionAnswer, call: RestCall, world: World): void => {
  const { source, setting } = interaction
  if (type === callbackTypes.message || type === callbackTypes.defer) {
    interaction.original = createMessage(world, {
      channelId: setting.channelId,
      author: world.bot,
      body: data,
      files: call.files,
      onlyFor: onlyReader(interaction, data.flags),
      interaction,
      type: source ? plainReply : afterSlashCommand,
      loading: type === callbackTypes.defer,
    })
  } else if (source && (type === callbackTypes.update || type === callbackTypes.deferUpdate)) {
    if (type === callbackTypes.update) {
      editMessage(world, source, data, call.files)
      source.interaction?.onChange?.(source)
    }
    interaction.original = source
  }
}

const callbackBody = (interaction: InteractionState, { type }: InteractionAnswer): JsonObject => {
  const { original, setting } = interaction
  const message: APIMessage | undefined = original?.shown
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: setting.channelId,
      ...(setting.guild ? { guild_id: setting.guild.id } : {}),
      ...(original
        ? {
            response_message_id: original.id,
            response_message_loading: original.loading,
            response_message_ephemeral: original.onlyFor !== undefined,
          }
        : {}),
    },
    ...(message ? { resource: { type, message } } : { resource: { type } }),
  }
}

const answer = (call: RestCall, world: World): RestReply => {
  const interaction = find(call, world)
  refuseLate(interaction, call, world)
  const body = isObject(call.body) ? call.body : {}
  // Held here too, because the form is not looked at in every mode and a wrong type would leave the person waiting.
  const wrongType = typeProblem(body.type, situationOf(interaction, call))
  if (wrongType) throw invalidForm([{ path: ['type'], code: 'INTERACTION_CALLBACK_TYPE_INVALID', message: wrongType }])
  const given: InteractionAnswer = { type: numberOf(body.type), data: isObject(body.data) ? body.data : {} }
  apply(interaction, given, call, world)
  interaction.answer = given
  interaction.onAnswer?.(given, call.arrivedAt)
  return call.query.get('with_response') === 'true' ? ok(callbackBody(interaction, given)) : noContent
}

/** The first answer to an interaction. */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    query: ['with_response'],
    access: 'token-in-path',
    unlimited: true,
    form: formOf,
    handle: answer,
  },
]
