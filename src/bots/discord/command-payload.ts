/** The command table as Discord's application commands. https://docs.discord.com/developers/interactions/application-commands */

import type { Command, OptionSpec, OptionType } from '../../commands/command.ts'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import { cutAtSentence } from '../../core/fit-notice.ts'
import { type ChoiceText, choicesFor } from './choices.ts'
import { cleanLine } from './escape.ts'
import { CHOICE_CHARS_MAX, DESCRIPTION_CHARS_MAX } from './limits.ts'

type Localisations = Readonly<Record<string, string>>

export interface CommandPayload {
  readonly type: 1
  readonly name: string
  readonly description: string
  readonly description_localizations?: Localisations
  readonly options: readonly OptionPayload[]
  readonly contexts: readonly number[]
  readonly integration_types: readonly number[]
  readonly default_member_permissions: string | null
}

export interface OptionPayload {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly description_localizations?: Localisations
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly { readonly name: string; readonly name_localizations?: Localisations; readonly value: string }[]
  readonly channel_types?: readonly number[]
  readonly min_value?: number
  readonly max_value?: number
  readonly options?: readonly OptionPayload[]
}

const CHAT_INPUT = 1
const SUBCOMMAND = 1
const STRING = 3
const INTEGER = 4
const CHANNEL = 7
/** Text, announcement, and the three kinds of thread. https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const CHANNEL_TYPES = [0, 5, 10, 11, 12] as const
const DAYS = { min: 1, max: 3650 } as const
/** Guild, bot DM, other private channels; guild and user install. https://docs.discord.com/developers/resources/application#installation-context */
const ANYWHERE = { contexts: [0, 1, 2], integration_types: [0, 1] } as const
const IN_CHANNELS = { contexts: [0], integration_types: [0] } as const
const MANAGE_GUILD = String(1 << 5)

/** Answered from memory while somebody types. */
const COMPLETED: ReadonlySet<OptionType> = new Set<OptionType>(['service', 'services', 'region', 'zone', 'time', 'when'])

/** The languages Discord translates commands into. https://docs.discord.com/developers/reference#locales */
const LOCALES =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(' ')
const DEFAULT_LOCALE = 'en-US'

type Describe = FrontDesk['describe']

/** One payload for each first word of the table, in the table's order. */
export function commandPayloads({ commands, describe }: Pick<FrontDesk, 'commands' | 'describe'>): readonly CommandPayload[] {
  const names = [...new Set(commands.map(({ path }) => path[0]))]
  return names.map((name) => {
    const family = commands.filter(({ path }) => path[0] === name)
    const alone = family.find(({ path }) => path.length === 1)
    const summary = alone?.summary ?? `command.${name}`
    const place = family.every(({ scope }) => scope === 'channel') ? IN_CHANNELS : ANYWHERE
    const managed = family.every(({ permission }) => permission !== 'anyone')
    return {
      type: CHAT_INPUT,
      name,
      ...described(summary, describe),
      options: alone === undefined ? family.map((command) => subcommand(command, describe)) : optionsOf(alone, describe),
      ...place,
      default_member_permissions: managed ? MANAGE_GUILD : null,
    }
  })
}

function subcommand(command: Command, describe: Describe): OptionPayload {
  const [first, second = first] = command.path
  return { type: SUBCOMMAND, name: second, ...described(command.summary, describe), options: optionsOf(command, describe) }
}

/** Required ones first, as Discord wants them. */
function optionsOf({ options }: Command, describe: Describe): OptionPayload[] {
  return [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)].map((option) =>
    optionPayload(option, describe),
  )
}

function optionPayload(option: OptionSpec, describe: Describe): OptionPayload {
  const base = { name: option.name, ...described(option.summary, describe), required: option.required }
  if (option.type === 'channel') return { type: CHANNEL, ...base, channel_types: CHANNEL_TYPES }
  if (option.type === 'days') return { type: INTEGER, ...base, min_value: DAYS.min, max_value: DAYS.max }
  const choices = choicesFor(option)
  if (choices !== null) return { type: STRING, ...base, choices: choices.map((choice) => choicePayload(choice, describe)) }
  return { type: STRING, ...base, ...(COMPLETED.has(option.type) ? { autocomplete: true } : {}) }
}

function choicePayload({ value, label }: ChoiceText, describe: Describe): NonNullable<OptionPayload['choices']>[number] {
  if (typeof label === 'string') return { name: label.slice(0, CHOICE_CHARS_MAX), value }
  const { text, translations } = inEachLocale((locale) => capital(cut(describe(label.key, locale), CHOICE_CHARS_MAX), locale))
  return { name: text, ...(translations === null ? {} : { name_localizations: translations }), value }
}

function described(key: string, describe: Describe): { description: string; description_localizations?: Localisations } {
  const { text, translations } = inEachLocale((locale) => cut(describe(key, locale), DESCRIPTION_CHARS_MAX))
  return { description: text, ...(translations === null ? {} : { description_localizations: translations }) }
}

/** The default words, and those of every language that says it otherwise: a language the front desk does not know gets the default anyway. */
function inEachLocale(write: (locale: string) => string): { text: string; translations: Localisations | null } {
  const text = write(DEFAULT_LOCALE)
  const entries = LOCALES.map((locale) => [locale, write(locale)] as const).filter(([, words]) => words !== text && words !== '')
  return { text, translations: entries.length === 0 ? null : Object.fromEntries(entries) }
}

const cut = (text: string, charsMax: number) => cutAtSentence(cleanLine(text), charsMax)
const capital = (text: string, locale: string) => `${text.slice(0, 1).toLocaleUpperCase(locale)}${text.slice(1)}`
