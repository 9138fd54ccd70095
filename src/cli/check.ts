/** `optout check`: every content check on every guide file and on the laws behind letters; with `--quotes`, quotes against copies of their texts. */

import { fileURLToPath } from 'node:url'
import { checkContent } from '../guides/check.ts'
import { AUTHORITIES } from '../guides/laws/authorities.ts'
import { checkLaws } from '../guides/laws/check-laws.ts'
import { LAWS } from '../guides/laws/index.ts'
import { noWords, readArguments, today } from './arguments.ts'
import { checkQuotes } from './check-quotes.ts'
import type { CliContext } from './context.ts'

const CONTENT = fileURLToPath(new URL('../guides/content/', import.meta.url))

/** Prints each problem as `file:line rule message` with its fix; `true` when all is well. */
export async function check(argv: readonly string[], { write }: CliContext): Promise<boolean> {
  const args = readArguments(argv, { json: 'switch', quotes: 'value' })
  noWords({ ...args, words: args.words.slice(1) })
  if (typeof args.flags.quotes === 'string') return checkQuotes(args.words[0], args.flags.quotes, { write, json: args.flags.json === true })
  const guides = checkContent(args.words[0] ?? CONTENT, { today: today() })
  const problems = args.words.length > 0 ? guides : [...guides, ...checkLaws(LAWS, AUTHORITIES)]
  if (args.flags.json === true) write(`${JSON.stringify(problems, null, 2)}\n`)
  else {
    for (const { file, line, rule, message, fix } of problems) write(`${file}:${line}  ${rule}  ${message}\n    Fix: ${fix}\n`)
    write(problems.length === 0 ? 'All guides are well.\n' : `${problems.length} problem${problems.length === 1 ? '' : 's'} to mend.\n`)
  }
  return problems.length === 0
}
