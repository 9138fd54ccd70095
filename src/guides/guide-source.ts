/** A guide file as it lies on disk: its text, the service it describes, and where in the text each part stands. */

import { readdirSync, readFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMap, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml'
import type { SlugRecord } from '../core/catalog.ts'
import type { Service } from '../core/service.ts'
import { ContentError, type ContentProblem } from './content-error.ts'
import { GuideFile, isRecord, RecordFile } from './schema.ts'
import { schemaProblems } from './schema-problems.ts'

/** Keys and indexes from the top of a guide file: `['practices', 0, 'rules', 2]`. */
export type Path = readonly (string | number)[]

export interface GuideSource {
  /** Relative to the project where it lies inside it, else absolute. */
  readonly file: string
  /** The file's name without `.yaml`; what its slug must be. */
  readonly fileSlug: string
  readonly text: string
  /** Absent when the file is not YAML or does not follow the schema; `problems` says why. */
  readonly service: Service | undefined
  /** What is left of a guide that moved or is no more, when the file is that. */
  readonly record?: SlugRecord
  readonly problems: readonly ContentProblem[]
  /** 1-based line of that part, or of the nearest part around it that exists. */
  lineOf(path: Path): number
}

const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url))

/** YAML 1.2 core: dates stay text, `no` is a word, a key written twice is an error. */
export const YAML_OPTIONS = { version: '1.2', schema: 'core', uniqueKeys: true } as const

export interface GuideText {
  readonly file: string
  readonly fileSlug: string
  readonly text: string
}

/** The text of every `<slug>.yaml` in a folder, by name. Throws {@link ContentError} when there is none to read. */
export function readGuideTexts(dir: string): GuideText[] {
  let names: string[]
  try {
    names = readdirSync(dir).sort()
  } catch {
    throw new ContentError([folderProblem(dir, 'the folder of guides cannot be read.', 'Check the path and its permissions.')])
  }
  const wrong = names.filter((name) => name.endsWith('.yml'))
  if (wrong.length > 0) {
    throw new ContentError(
      wrong.map((name) => folderProblem(join(dir, name), 'guide files end in .yaml.', `Rename it to ${name.replace(/yml$/, 'yaml')}.`)),
    )
  }
  const guides = names.filter((name) => name.endsWith('.yaml') && !name.startsWith('.'))
  if (guides.length === 0)
    throw new ContentError([folderProblem(dir, 'the folder holds no guides.', 'Point to a folder with <slug>.yaml files.')])
  return guides.map((name) => ({
    file: shownPath(join(dir, name)),
    fileSlug: name.slice(0, -'.yaml'.length),
    text: readFileSync(join(dir, name), 'utf8'),
  }))
}

/** Every guide file of a folder, parsed and located. A file that fails carries its problems; the others still come. */
export function readGuideFiles(dir: string): GuideSource[] {
  return readGuideTexts(dir).map(parseGuideText)
}

/** One guide from its text. Never throws. */
export function parseGuideText({ file, fileSlug, text }: GuideText): GuideSource {
  const lines = new LineCounter()
  const document = parseDocument(text, { ...YAML_OPTIONS, lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const lineOf = (path: Path): number => lineAt(offsetOf(document.contents, path))
  const yaml = [...document.errors, ...document.warnings].map(
    (error): ContentProblem => ({
      file,
      line: lineAt(error.pos[0]),
      rule: 'yaml',
      message: `${error.message.split('\n')[0] ?? error.code}.`,
      fix: yamlFix(error.code),
    }),
  )
  if (yaml.length > 0) return { file, fileSlug, text, service: undefined, problems: yaml, lineOf }
  let value: unknown
  try {
    value = document.toJS()
  } catch {
    const problem = {
      file,
      line: 1,
      rule: 'yaml',
      message: 'an alias (*name) points nowhere or too often.',
      fix: 'Write the value out where it is needed.',
    }
    return { file, fileSlug, text, service: undefined, problems: [problem], lineOf }
  }
  if (isRecord(value)) {
    const { data: record, error } = RecordFile.safeParse(value)
    if (record !== undefined) return { file, fileSlug, text, service: undefined, record, problems: [], lineOf }
    const problems = schemaProblems(error.issues).map(({ path, message, fix }) => ({
      file,
      line: lineOf(path),
      rule: 'schema',
      message,
      fix,
    }))
    return { file, fileSlug, text, service: undefined, problems, lineOf }
  }
  const parsed = GuideFile.safeParse(value)
  if (parsed.success) return { file, fileSlug, text, service: parsed.data, problems: [], lineOf }
  const problems = schemaProblems(parsed.error.issues).map(
    ({ path, message, fix }): ContentProblem => ({ file, line: lineOf(path), rule: 'schema', message, fix }),
  )
  return { file, fileSlug, text, service: undefined, problems, lineOf }
}

/** Where a path starts: at its key in a map, at its item in a list. Stops at the deepest part that exists. */
export function offsetOf(root: ParsedNode | null, path: Path): number {
  let node: Node | null = root
  let offset = 0
  for (const part of path) {
    if (isMap<Node, Node | null>(node)) {
      const pair: { key: Node; value: Node | null } | undefined = node.items.find((item) => String(item.key) === String(part))
      if (pair === undefined) break
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq<Node | null>(node)) {
      const item: Node | null | undefined = node.items[Number(part)]
      if (item === undefined || item === null) break
      offset = item.range?.[0] ?? offset
      node = item
    } else break
  }
  return offset
}

function yamlFix(code: string): string {
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two keys.'
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.'
  if (code === 'TAG_RESOLVE_FAILED') return 'Remove the tag; plain YAML values are enough.'
  return 'Correct the YAML; quote texts that hold a colon or begin with a special character.'
}

function folderProblem(path: string, message: string, fix: string): ContentProblem {
  return { file: shownPath(path), line: 1, rule: 'folder', message, fix }
}

function shownPath(path: string): string {
  const inside = relative(PROJECT_DIR, resolve(path))
  return inside.startsWith('..') || isAbsolute(inside) ? resolve(path) : inside.replaceAll('\\', '/')
}
