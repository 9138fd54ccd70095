/** A command and its options as one typed line, by the keywords of the command table: `linkedin in DE on ios`. */

import { COMMANDS } from '../../../src/commands/table.ts'

/** What follows `/optout` on Slack; in the practice chat the whole line is `/optout …` or `/digest …`. */
export function typedLine(command: string, options: Readonly<Record<string, string>>): string {
  const spec = COMMANDS.find(({ path }) => path.join(' ') === command)
  if (spec === undefined) throw new Error(`there is no command ${command}`)
  const unknown = Object.keys(options).filter((name) => !spec.options.some((option) => option.name === name))
  if (unknown.length > 0) throw new Error(`${command} has no option ${unknown.join()}`)
  const positional = spec.options.filter(({ keyword }) => keyword === undefined).map(({ name }) => options[name])
  const named = spec.options.flatMap(({ name, keyword }) =>
    keyword === undefined || options[name] === undefined ? [] : [keyword, options[name]],
  )
  return [command, ...positional, ...named].filter((word) => word !== undefined).join(' ')
}
