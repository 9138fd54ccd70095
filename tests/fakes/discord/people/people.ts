import type { APIApplicationCommandOptionChoice, APIMessage } from 'discord.js'
import { isObject, type JsonObject, numberOf, objectsIn, textOf } from '../json.ts'
import type { Setting, StoredMessage } from '../state.ts'
import { interactionTypes } from '../validation/callback-rules.ts'
import { walkComponents } from '../validation/component-rules.ts'
import type { World } from '../world.ts'
import { type CommandInput, inputOptions, offeredCommand } from './command-input.ts'
import { type InteractionHandle, sendInteraction } from './handle.ts'
import { type ModalValues, modalSubmission } from './modal.ts'
import { interactionPayload, newInteraction } from './payloads.ts'
import { settle, type Whereabouts } from './setting.ts'

/** A slash command and the circumstances it is used in. */
export type SlashUse = CommandInput & Whereabouts

/** Something with components on it: a message, or an interaction whose answer has them. */
export type Target = APIMessage | InteractionHandle

/** What people do with the bot. Each refuses (throws) what a person's Discord would not let them do: that is a mistake in the test. */
export interface People {
  readonly slash: (use: SlashUse) => Promise<InteractionHandle>
  /** Resolves with what the bot offers for the focused option. */
  readonly autocomplete: (
    use: SlashUse & { readonly focused: string },
  ) => Promise<InteractionHandle & { readonly choices: readonly APIApplicationCommandOptionChoice[] }>
  readonly pressButton: (target: Target, customId: string, where?: Whereabouts) => Promise<InteractionHandle>
  /** `values` are option values for text selects, ids for the others. */
  readonly selectOption: (
    target: Target,
    customId: string,
    values: string | readonly string[],
    where?: Whereabouts,
  ) => Promise<InteractionHandle>
  /** Sends the form a handle opened. Values by custom id; fields left out keep what was in them. */
  readonly submitModal: (handle: InteractionHandle, values: ModalValues) => Promise<InteractionHandle>
}

const isHandle = (target: Target): target is InteractionHandle => 'interactionId' in target

const storedOf = (world: World, target: Target): StoredMessage => {
  const message = isHandle(target) ? target.message : target
  if (!message) throw new Error('There is no message to use a component of')
  const stored = world.messages.get(message.channel_id)?.get(message.id)
  if (!stored) throw new Error(`Message ${message.id} is gone`)
  return stored
}

/** A person stays where the message is, unless the test says otherwise. */
const settingFor = (world: World, stored: StoredMessage, where: Whereabouts | undefined): Setting => {
  const before = stored.interaction?.setting
  if (before && !where) return before
  const channel = world.channels.get(stored.channelId)
  const inGuild = channel?.guildId ?? before?.guild?.id
  const onlyUser = before && before.owners['0'] === undefined ? ({ install: 'user' } as const) : {}
  return settle(world, {
    ...(before ? { user: before.user.id, locale: before.locale } : {}),
    ...(inGuild === undefined ? { context: before?.context === 2 ? 'private-channel' : 'bot-dm' } : { guild: inGuild }),
    ...(channel?.recipientId ? { user: channel.recipientId } : {}),
    ...onlyUser,
    channelId: stored.channelId,
    ...where,
  })
}

const componentOn = (stored: StoredMessage, customId: string): JsonObject => {
  const all = [...walkComponents(stored.shown.components)].map(({ component }) => component)
  const found = all.find((component) => component.custom_id === customId)
  if (!found) {
    const there = all.flatMap((component) => textOf(component.custom_id) || []).join(', ')
    throw new Error(`No component "${customId}" on the message; it has: ${there || 'none'}`)
  }
  if (found.disabled === true) throw new Error(`The component "${customId}" is disabled`)
  return found
}

const refuseSelection = (component: JsonObject, values: readonly string[]): void => {
  const customId = textOf(component.custom_id)
  const least = typeof component.min_values === 'number' ? component.min_values : 1
  const most = typeof component.max_values === 'number' ? component.max_values : 1
  if (values.length < least || values.length > most) throw new Error(`"${customId}" takes ${least} to ${most} values`)
  if (component.type !== 3) return
  const offered = objectsIn(component.options).map((option) => option.value)
  for (const value of values)
    if (!offered.includes(value)) throw new Error(`"${customId}" has no option "${value}"; it has: ${offered.join(', ')}`)
}

/** What a select of people, channels or roles tells besides the ids. */
const resolvedOf = (world: World, type: number, values: readonly string[]): JsonObject => {
  if (type === 3) return {}
  const people = values.flatMap((id) => world.people.get(id)?.user ?? []).map((user) => [user.id, user])
  const channels = values
    .flatMap((id) => world.channels.get(id) ?? [])
    .map(({ id, name }) => [id, { id, name, type: 0, permissions: '0', flags: 0 }])
  if (type === 8) return { resolved: { channels: Object.fromEntries(channels) } }
  return { resolved: type === 6 ? { roles: {} } : { users: Object.fromEntries(people), members: {} } }
}

/** Gives people hands. */
export const createPeople = (world: World): People => {
  const useComponent = (stored: StoredMessage, data: JsonObject, where: Whereabouts | undefined): Promise<InteractionHandle> => {
    const setting = settingFor(world, stored, where)
    if (stored.onlyFor !== undefined && stored.onlyFor !== setting.user.id)
      throw new Error('An ephemeral message is seen by one person only')
    const interaction = newInteraction(world, interactionTypes.component, setting, { source: stored })
    return sendInteraction(world, interaction, interactionPayload(world, interaction, data), `component ${textOf(data.custom_id)}`)
  }

  return {
    slash: async (use) => {
      const setting = settle(world, use)
      const command = offeredCommand(world, use.command, setting)
      const { options } = inputOptions(command, use)
      const interaction = newInteraction(world, interactionTypes.command, setting)
      const data = {
        id: command.id,
        name: command.name,
        type: 1,
        ...(command.guild_id ? { guild_id: command.guild_id } : {}),
        ...(options.length > 0 ? { options } : {}),
      }
      return sendInteraction(world, interaction, interactionPayload(world, interaction, data), `/${use.command}`)
    },
    autocomplete: async (use) => {
      const setting = settle(world, use)
      const command = offeredCommand(world, use.command, setting)
      const typed = { ...use, options: { [use.focused]: '', ...use.options } }
      const { options, focusedType } = inputOptions(command, typed, use.focused)
      const interaction = newInteraction(world, interactionTypes.autocomplete, setting, { focusedType })
      const data = { id: command.id, name: command.name, type: 1, options }
      const handle = await sendInteraction(
        world,
        interaction,
        interactionPayload(world, interaction, data),
        `autocomplete of /${use.command}`,
      )
      const choices = objectsIn(handle.response.data.choices).map((choice) => ({
        name: textOf(choice.name),
        value: choice.value as string | number,
      }))
      return Object.assign(handle, { choices })
    },
    pressButton: async (target, customId, where) => {
      const stored = storedOf(world, target)
      const component = componentOn(stored, customId)
      if (component.type !== 2) throw new Error(`"${customId}" is not a button`)
      return useComponent(stored, { custom_id: customId, component_type: 2, id: component.id }, where)
    },
    selectOption: async (target, customId, values, where) => {
      const stored = storedOf(world, target)
      const component = componentOn(stored, customId)
      const type = numberOf(component.type)
      if (type === 2) throw new Error(`"${customId}" is a button, not a select`)
      const chosen = typeof values === 'string' ? [values] : [...values]
      refuseSelection(component, chosen)
      return useComponent(
        stored,
        { custom_id: customId, component_type: type, id: component.id, values: chosen, ...resolvedOf(world, type, chosen) },
        where,
      )
    },
    submitModal: async (handle, values) => {
      if (!isObject(handle.modal)) throw new Error('That interaction opened no form')
      const data = modalSubmission(handle.modal, values)
      const { setting, source } = handle.interaction
      const interaction = newInteraction(world, interactionTypes.modalSubmit, setting, { source })
      return sendInteraction(world, interaction, interactionPayload(world, interaction, data), `form ${textOf(data.custom_id)}`)
    },
  }
}
