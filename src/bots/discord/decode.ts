/** One interaction as Discord sends it, as one thing somebody wants. Whatever does not have the documented shape is named, not thrown. */

import type { z } from 'zod'
import type { Input } from '../../commands/command.ts'
import { FLAG } from './payload.ts'
import { actionIdOf } from './rows.ts'
import { CommandData, type CommandOption, ComponentData, Envelope, ModalData } from './schema.ts'

/** Whom and where it came from, and how to answer. */
export interface Origin {
  readonly id: string
  readonly applicationId: string
  /** Answers are sent with this; it is as good as a password for 15 minutes. */
  readonly token: string
  readonly userId: string
  readonly guildId: string | null
  readonly channelId: string | null
  /** The bot itself is in the guild; false where only the person installed the app. */
  readonly installed: boolean
  readonly locale: string | null
  readonly guildLocale: string | null
  /** The person's permissions in the channel; `null` outside guilds. */
  readonly permissions: bigint | null
  /** The message the component (or the form it opened) belongs to. */
  readonly message: SourceMessage | null
}

interface SourceMessage {
  /** Nobody else sees it: ephemeral, or in the person's direct messages with the bot. */
  readonly personal: boolean
  readonly componentsV2: boolean
}

export type Wish =
  | { readonly kind: 'command'; readonly path: readonly string[]; readonly input: Input }
  | { readonly kind: 'autocomplete'; readonly path: readonly string[]; readonly option: string; readonly typed: string }
  | { readonly kind: 'press'; readonly actionId: string }
  | { readonly kind: 'submit'; readonly actionId: string; readonly values: Input }

export type Decoded =
  | { readonly kind: 'wish'; readonly wish: Wish; readonly origin: Origin }
  /** Not what Discord documents. With `origin` the person can at least be told so. */
  | { readonly kind: 'malformed'; readonly problem: string; readonly origin: Origin | null }

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type */
const INTERACTION = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
const OPTION = { subcommand: 1, group: 2 } as const
const SELECT_TYPE = 3
const BOT_DM_CONTEXT = 1

/** Decodes the data of an INTERACTION_CREATE event. */
export function decodeInteraction(payload: unknown): Decoded {
  const envelope = Envelope.safeParse(payload)
  if (!envelope.success) return { kind: 'malformed', problem: placeOf(envelope.error), origin: null }
  const origin = originOf(envelope.data)
  if (origin === null) return { kind: 'malformed', problem: 'user', origin: null }
  const data = typeof payload === 'object' && payload !== null && 'data' in payload ? payload.data : undefined
  const wish = wishOf(envelope.data.type, data)
  if (typeof wish !== 'string') return { kind: 'wish', wish, origin }
  // An autocomplete cannot be answered with words.
  return { kind: 'malformed', problem: wish, origin: envelope.data.type === INTERACTION.autocomplete ? null : origin }
}

function originOf(envelope: Envelope): Origin | null {
  const user = envelope.member?.user ?? envelope.user
  if (user === null || user === undefined) return null
  const guildId = envelope.guild_id ?? null
  const permissions = envelope.member?.permissions ?? ''
  const owners = envelope.authorizing_integration_owners
  const inBotDm = envelope.context === undefined || envelope.context === null ? guildId === null : envelope.context === BOT_DM_CONTEXT
  const flags = envelope.message?.flags ?? 0
  return {
    id: envelope.id,
    applicationId: envelope.application_id,
    token: envelope.token,
    userId: user.id,
    guildId,
    channelId: envelope.channel_id ?? null,
    // "0" names the guild the bot itself is installed in. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
    installed: guildId !== null && (owners === null || owners === undefined || owners['0'] === guildId),
    locale: envelope.locale ?? null,
    guildLocale: envelope.guild_locale ?? null,
    permissions: /^\d+$/.test(permissions) ? BigInt(permissions) : null,
    message: envelope.message
      ? { personal: inBotDm || (flags & FLAG.ephemeral) !== 0, componentsV2: (flags & FLAG.componentsV2) !== 0 }
      : null,
  }
}

/** The wish, or where the data is not what Discord documents. */
function wishOf(type: number, data: unknown): Wish | string {
  switch (type) {
    case INTERACTION.command:
    case INTERACTION.autocomplete: {
      const command = CommandData.safeParse(data)
      if (!command.success) return placeOf(command.error)
      const { path, options } = flatten(command.data)
      if (type === INTERACTION.command) return { kind: 'command', path, input: inputOf(options) }
      const focused = options.find((option) => option.focused === true)
      return focused === undefined
        ? 'data.options.focused'
        : { kind: 'autocomplete', path, option: focused.name, typed: String(focused.value ?? '') }
    }
    case INTERACTION.component: {
      const component = ComponentData.safeParse(data)
      if (!component.success) return placeOf(component.error)
      const { custom_id, component_type, values } = component.data
      if (component_type !== SELECT_TYPE) return { kind: 'press', actionId: actionIdOf(custom_id) }
      const [chosen] = values ?? []
      return chosen === undefined ? 'data.values' : { kind: 'press', actionId: chosen }
    }
    case INTERACTION.modal: {
      const modal = ModalData.safeParse(data)
      if (!modal.success) return placeOf(modal.error)
      const values = Object.fromEntries(modal.data.fields.flatMap(({ custom_id, value }) => (value ? [[custom_id, value]] : [])))
      return { kind: 'submit', actionId: modal.data.custom_id, values }
    }
    default:
      return 'type'
  }
}

/** Subcommands arrive as options that hold the real ones. */
function flatten({ name, options }: CommandData): { path: readonly string[]; options: readonly CommandOption[] } {
  const path = [name]
  let level = options ?? []
  for (let first = level[0]; first !== undefined && (first.type === OPTION.subcommand || first.type === OPTION.group); first = level[0]) {
    path.push(first.name)
    level = first.options ?? []
  }
  return { path, options: level }
}

function inputOf(options: readonly CommandOption[]): Input {
  return Object.fromEntries(options.flatMap(({ name, value }) => (value === null || value === undefined ? [] : [[name, textOf(value)]])))
}

function textOf(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

function placeOf(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') || 'data'
}
