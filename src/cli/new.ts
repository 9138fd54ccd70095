/** `optout new <slug>`: begins a guide from the template, and says what comes next. */

import { relative } from 'node:path'
import { isSlug, writeGuide } from '../guides/scaffold.ts'
import { oneWord, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'
import { UsageError } from './usage-error.ts'

/** Writes the file into the project's guides, or into `--in`. A slug that has a guide, or had one, is refused. */
export async function newGuide(argv: readonly string[], { write }: CliContext): Promise<void> {
  const args = readArguments(argv, { name: 'value', in: 'value', json: 'switch' })
  const slug = oneWord(args, 'Which slug? For example: optout new pinboard --name Pinboard')
  if (!isSlug(slug))
    throw new UsageError(`"${slug}" is no slug. Use lower-case letters, digits and single hyphens, such as ${suggested(slug)}.`)
  const { name, in: dir } = args.flags
  const file = writeGuide(slug, typeof name === 'string' ? name : capital(slug), typeof dir === 'string' ? dir : undefined)
  if (file === null)
    throw new UsageError(`There is a file ${slug}.yaml already. Slugs are permanent: change that guide, or choose another slug.`)
  const shown = relative(process.cwd(), file)
  if (args.flags.json === true) write(`${JSON.stringify({ slug, file: shown })}\n`)
  else {
    write(
      `Wrote ${shown}. Everything in it but slug and name is an example.\n\n` +
        `  1. Replace it with what you can prove; leave out the rest. Its comments say how.\n` +
        `  2. optout check            names what is missing, by file and line\n` +
        `  3. optout guide ${slug}    shows it as people will read it\n\n` +
        `How to find proof: CONTRIBUTING.md. Why each rule is there: docs/guidelines.md.\n`,
    )
  }
}

const capital = (slug: string) =>
  slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

const suggested = (typed: string) =>
  typed
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'pinboard'
