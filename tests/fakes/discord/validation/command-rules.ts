import { isObject, type JsonObject, type JsonPath, lengthOf, objectsIn, textOf } from '../json.ts'
import type { Problem } from '../rest/errors.ts'

/** https://docs.discord.com/developers/interactions/application-commands */
export const commandLimits = { size: 8000, perType: { 1: 100, 2: 15, 3: 15, 4: 1 }, createsPerDay: 200 } as const

const chatInput = 1
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** Languages commands may be translated into. https://docs.discord.com/developers/reference#locales */
const discordLocales: ReadonlySet<string> = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(' '),
)

const translations = (map: unknown): readonly (readonly [string, string])[] =>
  isObject(map) ? Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : []

const nameProblems = function* (thing: JsonObject, path: JsonPath): Generator<Problem> {
  const names = [
    ['name', textOf(thing.name), []],
    ...translations(thing.name_localizations).map(([locale, name]) => ['name_localizations', name, [locale]]),
  ] as const
  for (const [field, name, more] of names as readonly (readonly [string, string, readonly string[]])[]) {
    if (namePattern.test(name) && name === name.toLowerCase()) continue
    yield { path: [...path, field, ...more], code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }
  }
}

const localeProblems = function* (thing: JsonObject, path: JsonPath): Generator<Problem> {
  for (const field of ['name_localizations', 'description_localizations']) {
    for (const [locale] of translations(thing[field])) {
      if (discordLocales.has(locale)) continue
      yield { path: [...path, field, locale], code: 'BASE_TYPE_CHOICES', message: 'Not one of the locales Discord knows.' }
    }
  }
}

const choiceProblems = function* (option: JsonObject, path: JsonPath): Generator<Problem> {
  const choices = objectsIn(option.choices)
  if (option.autocomplete === true) {
    if (choices.length > 0) {
      const message = 'Cannot have choices and autocomplete together'
      yield { path: [...path, 'choices'], code: 'APPLICATION_COMMAND_OPTIONS_CHOICES_WITH_AUTOCOMPLETE', message }
    }
    if (![3, 4, 10].includes(Number(option.type))) {
      yield { path: [...path, 'autocomplete'], code: 'BASE_TYPE_CHOICES', message: 'Only text and number options autocomplete.' }
    }
  }
  const seen = new Set<unknown>()
  for (const [index, choice] of choices.entries()) {
    yield* localeProblems(choice, [...path, 'choices', index])
    if (seen.has(choice.name)) {
      const message = 'Choice names must be unique'
      yield { path: [...path, 'choices', index, 'name'], code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS', message }
    }
    seen.add(choice.name)
  }
}

const localNames = (option: JsonObject): ReadonlyMap<string, string> =>
  new Map([['default', textOf(option.name)], ...translations(option.name_localizations)])

const siblingProblems = function* (options: readonly JsonObject[], path: JsonPath): Generator<Problem> {
  const seen = new Set<string>()
  const locales = new Set(options.flatMap((option) => [...localNames(option).keys()]))
  let optionalBefore = false
  for (const [index, option] of options.entries()) {
    const names = localNames(option)
    for (const locale of locales) {
      const key = `${locale}:${names.get(locale) ?? names.get('default')}`
      if (seen.has(key)) {
        const message = `Option name is already used (${locale})`
        yield { path: [...path, index, 'name'], code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message }
        break
      }
      seen.add(key)
    }
    if (Number(option.type) <= 2) continue
    if (option.required === true && optionalBefore) {
      const message = 'Required options must be placed before non-required options'
      yield { path: [...path, index], code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message }
    }
    optionalBefore ||= option.required !== true
  }
  const groups = options.filter((option) => Number(option.type) <= 2).length
  if (groups > 0 && groups < options.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
    yield { path, code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message }
  }
}

const optionProblems = function* (options: unknown, path: JsonPath): Generator<Problem> {
  const list = objectsIn(options)
  yield* siblingProblems(list, path)
  for (const [index, option] of list.entries()) {
    const at = [...path, index]
    yield* nameProblems(option, at)
    yield* localeProblems(option, at)
    yield* choiceProblems(option, at)
    yield* optionProblems(option.options, [...at, 'options'])
  }
}

const longest = (text: unknown, localized: unknown): number =>
  Math.max(lengthOf(textOf(text)), ...translations(localized).map(([, words]) => lengthOf(words)))

/** Characters a command counts for: names, descriptions and values, each in its longest language. */
const commandSize = (thing: JsonObject): number =>
  longest(thing.name, thing.name_localizations) +
  longest(thing.description, thing.description_localizations) +
  lengthOf(textOf(thing.value)) +
  [...objectsIn(thing.options), ...objectsIn(thing.choices)].reduce((sum, part) => sum + commandSize(part), 0)

const placementProblems = function* (command: JsonObject, path: JsonPath, scope: 'global' | 'guild'): Generator<Problem> {
  const { contexts, integration_types: installs } = command
  if (scope === 'guild' && (contexts || installs)) {
    const message = 'Only global commands have contexts and integration types.'
    yield { path: [...path, 'contexts'], code: 'APPLICATION_COMMAND_GUILD_CONTEXTS', message }
  }
  if (Array.isArray(contexts) && contexts.includes(2) && Array.isArray(installs) && !installs.includes(1)) {
    const message = 'The private channel context needs the user install.'
    yield { path: [...path, 'contexts'], code: 'APPLICATION_COMMAND_CONTEXT_NEEDS_USER_INSTALL', message }
  }
}

/** Everything about one command that the published schema does not say. */
export const commandProblems = function* (
  command: JsonObject,
  path: JsonPath,
  scope: 'global' | 'guild',
  partial = false,
): Generator<Problem> {
  const type = command.type ?? chatInput
  if (type === chatInput) {
    if (!(partial && command.name === undefined)) yield* nameProblems(command, path)
    if (!(partial && command.description === undefined) && !textOf(command.description)) {
      yield { path: [...path, 'description'], code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' }
    }
  } else if (command.description) {
    const message = 'Context menu commands cannot have description'
    yield { path: [...path, 'description'], code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', message }
  }
  yield* localeProblems(command, path)
  yield* optionProblems(command.options, [...path, 'options'])
  yield* placementProblems(command, path, scope)
  const size = commandSize(command)
  if (size > commandLimits.size) {
    const message = `Command exceeds maximum size (${commandLimits.size}); it has ${size}`
    yield { path, code: 'APPLICATION_COMMAND_TOO_LARGE', message }
  }
}

/** What is wrong with a whole list of commands: each by itself, then names and numbers across the list. */
export const commandListProblems = function* (commands: readonly JsonObject[], scope: 'global' | 'guild'): Generator<Problem> {
  const counts = new Map<number, number>()
  const seen = new Set<string>()
  for (const [index, command] of commands.entries()) {
    yield* commandProblems(command, [index], scope)
    const type = Number(command.type ?? chatInput)
    const key = `${type}:${textOf(command.name)}`
    if (seen.has(key)) {
      const message = 'Application command names must be unique'
      yield { path: [index, 'name'], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message }
    }
    seen.add(key)
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  for (const [type, limit] of Object.entries(commandLimits.perType)) {
    if ((counts.get(Number(type)) ?? 0) <= limit) continue
    yield { path: [], code: 'APPLICATION_COMMANDS_TOO_MANY', message: `More than ${limit} commands of type ${type}` }
  }
}
