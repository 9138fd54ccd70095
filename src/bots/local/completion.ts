/** What to offer while somebody types a whole line: commands first, then the option the cursor is in. */

import type { Asker } from '../../commands/asker.ts'
import type { Command, OptionSpec } from '../../commands/command.ts'
import type { FrontDesk } from '../../commands/front-desk-port.ts'

export interface Completion {
  /** What people read. */
  readonly label: string
  /** One more line about it, or nothing. */
  readonly hint: string
  /** The whole line after choosing it. */
  readonly text: string
}

const COMPLETIONS_MAX = 8
/** Some commands take long enough lists that a hint of what may follow is worth more than another name. */
const KEYWORDS_MAX = 4

/** At most 8 completions of `text`, best first. */
export async function complete(text: string, frontDesk: FrontDesk, asker: Asker): Promise<readonly Completion[]> {
  const line = text.replace(/^\s+/, '')
  if (line === '' || /^\/\S*$/.test(line)) return commandsLike(line, frontDesk, asker)
  const found = commandOf(line, frontDesk.commands)
  if (found === null) return commandsLike(line, frontDesk, asker)
  const { option, typed, head } = optionAt(found.rest, found.command.options)
  const prefix = `${found.head}${head}`
  const choices = option === null ? [] : await choicesOf(found.command, option, typed, frontDesk, asker)
  const offered = choices.map(({ label, value }) => ({ label, hint: value === label ? '' : value, text: `${prefix}${value} ` }))
  return [...offered.slice(0, COMPLETIONS_MAX), ...keywords(found.command, line, frontDesk, asker)].slice(0, COMPLETIONS_MAX)
}

const nameOf = (command: Command) => `/${command.path.join(' ')}`

function commandsLike(line: string, frontDesk: FrontDesk, asker: Asker): readonly Completion[] {
  const wanted = line.toLowerCase().replace(/^\/?/, '/')
  return frontDesk.commands
    .filter((command) => nameOf(command).startsWith(wanted))
    .slice(0, COMPLETIONS_MAX)
    .map((command) => ({
      label: nameOf(command),
      hint: frontDesk.describe(command.summary, asker.locale ?? 'en'),
      text: command.options.length === 0 ? nameOf(command) : `${nameOf(command)} `,
    }))
}

/** The command the line names whole, and what follows it; a line without a slash asks for a guide. */
function commandOf(line: string, commands: readonly Command[]): { command: Command; head: string; rest: string } | null {
  const lower = line.toLowerCase()
  const longestFirst = commands.toSorted((a, b) => nameOf(b).length - nameOf(a).length)
  const command = longestFirst.find((each) => lower.startsWith(`${nameOf(each)} `))
  if (command !== undefined)
    return { command, head: line.slice(0, nameOf(command).length + 1), rest: line.slice(nameOf(command).length + 1) }
  const guide = commands.find((each) => each.path[0] === 'optout')
  return line.startsWith('/') || guide === undefined ? null : { command: guide, head: '', rest: line }
}

/** The option being typed: the one whose keyword came last, else the positional one at this place. `head` is what stands before its value. */
function optionAt(rest: string, options: readonly OptionSpec[]): { option: OptionSpec | null; typed: string; head: string } {
  const words = [...rest.matchAll(/\S+/g)]
  for (const word of words.toReversed()) {
    const start = word.index + word[0].length + 1
    const option = options.find((each) => each.keyword === word[0].toLowerCase())
    if (option !== undefined && word.index > 0 && rest.length >= start)
      return { option, typed: rest.slice(start), head: rest.slice(0, start) }
  }
  const slots = options.filter((each) => each.keyword === undefined)
  const [first] = slots
  if (first === undefined) return { option: null, typed: '', head: '' }
  // A service's name may have several words; other positional values have one each.
  if (first.type === 'service') return { option: first, typed: rest, head: '' }
  const done = /\s$/.test(rest) || rest === '' ? words.length : words.length - 1
  const start = words[done]?.index ?? rest.length
  return { option: slots[done] ?? null, typed: rest.slice(start), head: rest.slice(0, start) }
}

async function choicesOf(
  command: Command,
  option: OptionSpec,
  typed: string,
  frontDesk: FrontDesk,
  asker: Asker,
): Promise<readonly { label: string; value: string }[]> {
  if (option.choices === undefined) {
    const found = await frontDesk.suggest(command.path, option.name, typed.trim(), asker)
    // Once a value is whole, its own suggestion says nothing more.
    return /\s$/.test(typed) &&
      found.some(({ value, label }) => [value, label].some((each) => each.toLowerCase() === typed.trim().toLowerCase()))
      ? []
      : found
  }
  return option.choices.filter(({ value }) => value.toLowerCase().startsWith(typed.trim().toLowerCase()) && value !== typed.trim())
}

/** After a finished word: the words that may introduce what comes next ("in", "as"). */
function keywords(command: Command, line: string, frontDesk: FrontDesk, asker: Asker): readonly Completion[] {
  if (!/\S\s$/.test(line)) return []
  const used = new Set(line.toLowerCase().split(/\s+/))
  const seen = new Set<string>()
  return command.options.flatMap((option): Completion[] => {
    const { keyword } = option
    if (keyword === undefined || used.has(keyword) || seen.has(keyword) || seen.size >= KEYWORDS_MAX) return []
    seen.add(keyword)
    return [{ label: `${keyword} …`, hint: frontDesk.describe(option.summary, asker.locale ?? 'en'), text: `${line}${keyword} ` }]
  })
}
