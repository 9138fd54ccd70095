/** Tells Discord our commands, and only when it knows others: writing them costs some of a daily allowance. */

import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import { type CommandPayload, commandPayloads, type OptionPayload } from './command-payload.ts'
import { COMMAND_CHARS_MAX, COMMANDS_MAX, DESCRIPTION_CHARS_MAX, OPTIONS_MAX, SELECT_OPTIONS_MAX } from './limits.ts'

export interface RegisterOptions {
  readonly rest: Pick<REST, 'get' | 'put'>
  readonly applicationId: string
  readonly frontDesk: Pick<FrontDesk, 'commands' | 'describe'>
}

/**
 * Makes Discord's global commands ours. `unchanged` when they were already: nothing was written. Throws when Discord cannot be asked, and
 * when a command is beyond Discord's limits (a mistake in the table).
 */
export async function registerCommands({ rest, applicationId, frontDesk }: RegisterOptions): Promise<'written' | 'unchanged'> {
  const commands = commandPayloads(frontDesk)
  const problems = commandProblems(commands)
  if (problems.length > 0) throw new Error(`commands Discord would refuse: ${problems.join('; ')}`)
  const route = Routes.applicationCommands(applicationId)
  const stored = z.array(z.unknown()).safeParse(await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) }))
  if (stored.success && sameCommands(stored.data, commands)) return 'unchanged'
  await rest.put(route, { body: commands })
  return 'written'
}

/** Whether what Discord has stored says the same; ids, versions and defaults it added do not count, nor does their order. */
export function sameCommands(stored: readonly unknown[], ours: readonly CommandPayload[]): boolean {
  const essence = (commands: readonly unknown[]) => commands.map((command) => JSON.stringify(essenceOf(command))).toSorted()
  return JSON.stringify(essence(stored)) === JSON.stringify(essence(ours))
}

const SAID = [
  'type',
  'name',
  'description',
  'description_localizations',
  'name_localizations',
  'required',
  'autocomplete',
  'channel_types',
  'min_value',
  'max_value',
  'value',
  'contexts',
  'integration_types',
  'default_member_permissions',
] as const
/** Lists whose order means nothing. */
const SETS: ReadonlySet<string> = new Set(['channel_types', 'contexts', 'integration_types'])

/** Only what we say ourselves, without what is absent, false or empty. */
function essenceOf(thing: unknown): unknown {
  if (typeof thing !== 'object' || thing === null) return thing
  const source = new Map(Object.entries(thing))
  const essence: [string, unknown][] = []
  for (const key of SAID) {
    const value = source.get(key)
    if (isNothing(value)) continue
    if (SETS.has(key) && Array.isArray(value)) essence.push([key, value.map(String).toSorted()])
    else essence.push([key, typeof value === 'object' && value !== null ? Object.entries(value).toSorted(byKey) : value])
  }
  for (const key of ['choices', 'options']) {
    const list = source.get(key)
    if (Array.isArray(list) && list.length > 0) essence.push([key, list.map(essenceOf)])
  }
  return essence
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1)

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** What Discord would refuse, as sentences for whoever changes the table. */
export function commandProblems(commands: readonly CommandPayload[]): string[] {
  const problems = commands.length > COMMANDS_MAX ? [`${commands.length} commands, at most ${COMMANDS_MAX}`] : []
  for (const command of commands) {
    const chars = charsOf(command)
    if (chars > COMMAND_CHARS_MAX) problems.push(`/${command.name} has ${chars} characters, at most ${COMMAND_CHARS_MAX}`)
    problems.push(...partProblems(command, `/${command.name}`))
  }
  return problems
}

function partProblems(part: CommandPayload | OptionPayload, at: string): string[] {
  const problems: string[] = []
  if (!NAME.test(part.name) || part.name !== part.name.toLowerCase()) problems.push(`${at}: the name "${part.name}" is not allowed`)
  if (part.description.length === 0 || part.description.length > DESCRIPTION_CHARS_MAX)
    problems.push(`${at}: a description has 1 to ${DESCRIPTION_CHARS_MAX} characters`)
  const options = part.options ?? []
  if (options.length > OPTIONS_MAX) problems.push(`${at}: at most ${OPTIONS_MAX} options`)
  if (new Set(options.map(({ name }) => name)).size < options.length) problems.push(`${at}: two options have one name`)
  const choices = 'choices' in part ? (part.choices ?? []) : []
  if (choices.length > SELECT_OPTIONS_MAX) problems.push(`${at}: at most ${SELECT_OPTIONS_MAX} choices`)
  return [...problems, ...options.flatMap((option) => partProblems(option, `${at} ${option.name}`))]
}

/** As Discord counts: names, descriptions and values, each in its longest language. */
function charsOf(part: CommandPayload | OptionPayload): number {
  const choices = 'choices' in part ? (part.choices ?? []) : []
  const ofChoices = choices.reduce((sum, { name, name_localizations, value }) => sum + longest(name, name_localizations) + value.length, 0)
  const ofOptions = (part.options ?? []).reduce((sum, option) => sum + charsOf(option), 0)
  return part.name.length + longest(part.description, part.description_localizations) + ofChoices + ofOptions
}

function longest(text: string, translations: Readonly<Record<string, string>> = {}): number {
  return Math.max(text.length, ...Object.values(translations).map((words) => words.length))
}
