/** The feeds file: which sources are looked at. Read once at the start; everything wrong with it is told at once, by line. */

import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { offsetOf, type Path, YAML_OPTIONS } from '../guides/guide-source.ts'
import { type Allow, parseAllow } from './fetch/allow.ts'
import { findKinds, type SourceKinds } from './kinds.ts'
import type { SourceFactory } from './source-kind.ts'

export interface FeedsFile {
  readonly file: string
  readonly allow: Allow
  /** What sites are told to turn to, when the file says so. */
  readonly contact: string | null
  readonly entries: readonly { readonly line: number; readonly create: SourceFactory }[]
}

export interface FeedsProblem {
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly message: string
}

/** Thrown when the feeds file cannot be used; its message has every problem with file and line. */
export class FeedsFileError extends Error {
  override readonly name = 'FeedsFileError'
  readonly code = 'feeds_file_invalid'
  readonly problems: readonly FeedsProblem[]

  constructor(problems: readonly FeedsProblem[]) {
    super(`The feeds file needs attention:\n${problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n')}`)
    this.problems = problems
  }
}

/** The one that comes with the project. */
export const DEFAULT_FEEDS_FILE = `${import.meta.dirname}/feeds.yaml`

const MINUTE_MS = 60_000
const UNITS_MS = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: 24 * 60 * MINUTE_MS }
const EVERY_MIN_MS = 5 * MINUTE_MS
const EVERY_MAX_MS = 30 * UNITS_MS.d

const Every = z.string('write a time, such as 30m, 6h or 1d').transform((text, context) => {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? []
  const ms = count === undefined ? Number.NaN : Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS]
  if (ms >= EVERY_MIN_MS && ms <= EVERY_MAX_MS) return ms
  context.addIssue({ code: 'custom', message: 'write a time from 5m to 30d, such as 30m, 6h or 1d' })
  return z.NEVER
})

const File = z.strictObject({
  contact: z
    .string()
    .trim()
    .min(3)
    .max(200)
    .regex(/^[\x21-\x7e]+$/, 'write an address without spaces')
    .optional(),
  allow: z
    .array(z.string())
    .default([])
    .transform((entries, context) => {
      const parsed = parseAllow(entries)
      if ('allow' in parsed) return parsed.allow
      const path = [entries.indexOf(parsed.wrong)]
      context.addIssue({
        code: 'custom',
        path,
        message: `"${parsed.wrong}" is no host name and no network, such as wiki.example.org or 10.1.0.0/16`,
      })
      return z.NEVER
    }),
  sources: z.array(z.looseObject({ kind: z.string('is missing'), every: Every.optional() }, 'begins with "- kind:"')),
})

/** Reads the feeds file. @throws {FeedsFileError} with everything that is wrong with it. */
export async function readFeedsFile(path: string = DEFAULT_FEEDS_FILE, kinds: SourceKinds = findKinds()): Promise<FeedsFile> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    throw new FeedsFileError([
      { file: path, line: 1, message: 'The file cannot be read. Check its path and permissions, or unset FEEDS_FILE.' },
    ])
  }
  return await parseFeedsFile(text, path, kinds)
}

/** The same from its text. @throws {FeedsFileError} */
export async function parseFeedsFile(text: string, file: string, kinds: SourceKinds): Promise<FeedsFile> {
  const lines = new LineCounter()
  const document = parseDocument(text, { ...YAML_OPTIONS, lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const lineOf = (path: Path) => lineAt(offsetOf(document.contents, path))
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    file,
    line: lineAt(pos[0]),
    message: `${message.split('\n')[0]}.`,
  }))
  if (problems.length > 0) throw new FeedsFileError(problems)

  const parsed = File.safeParse(toValue(document))
  const told = (issues: readonly z.core.$ZodIssue[], above: Path) =>
    problems.push(...issues.flatMap((issue) => wordsFor(issue, above)).map(({ path, message }) => ({ file, line: lineOf(path), message })))
  if (!parsed.success) {
    told(parsed.error.issues, [])
    throw new FeedsFileError(problems)
  }
  const entries: FeedsFile['entries'][number][] = []
  for (const [n, { kind, every, ...fields }] of parsed.data.sources.entries()) {
    const above = ['sources', n]
    if (!kinds.names.includes(kind)) {
      problems.push({ file, line: lineOf([...above, 'kind']), message: `kind: "${kind}" is none of ${kinds.names.join(', ')}.` })
      continue
    }
    const read = (await kinds.load(kind)).read(fields, every)
    if ('issues' in read) told(read.issues, above)
    else entries.push({ line: lineOf(above), create: read.create })
  }
  if (problems.length > 0) throw new FeedsFileError(problems)
  return { file, allow: parsed.data.allow, contact: parsed.data.contact ?? null, entries }
}

/** An empty file is a file without sources; an alias that explodes is no file at all. */
function toValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS() ?? { sources: [] }
  } catch {
    return null
  }
}

function wordsFor(issue: z.core.$ZodIssue, above: Path): { readonly path: Path; readonly message: string }[] {
  const path: Path = [...above, ...issue.path.filter((part) => typeof part !== 'symbol')]
  const what = path.at(-1)
  const where = typeof what === 'string' ? `${what}: ` : ''
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `${key}: there is no such field here. Remove it, or correct its spelling.`,
    }))
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return [{ path, message: `${where}is missing.` }]
  if (issue.code === 'invalid_union') return [{ path, message: `${where}write a text, or a list of texts.` }]
  return [{ path, message: `${where}${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}.` }]
}
