/**
 * Remembers what YAML texts were read as between starts. Parsing and checking 150 guides takes most of a second, comparing their hashes a few
 * milliseconds, and every `optout` command loads them. Keyed by content, so it can never be stale; losing it costs time only.
 */

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseDocument } from 'yaml'
import { YAML_OPTIONS } from './guide-source.ts'

export interface ParseCache {
  /** The value of a YAML text, or `undefined` when it is not clean YAML or was refused. */
  parse(text: string): unknown
  /** Writes what was parsed since opening, if anything was. Never fails: a read-only checkout just stays slow. */
  save(): void
}

/** Bump when reading changes what the same text means. */
const FORMAT = 2

export interface ParseCacheOptions {
  /** Makes of the plain value what is kept; `undefined` refuses it. Its result must survive JSON. */
  readonly decode?: (value: unknown) => unknown
  /** Changes whenever `decode` may make something else of the same value. */
  readonly version?: string
}

/** A cache kept in `file`; without one, nothing is kept. A damaged file counts as empty. */
export function openParseCache(file: string | undefined, { decode = (value) => value, version = '' }: ParseCacheOptions = {}): ParseCache {
  const known = file === undefined ? new Map<string, unknown>() : readKnown(file)
  const used = new Map<string, unknown>()
  let changed = false
  return {
    parse(text) {
      const key = createHash('sha256').update(`${FORMAT} ${version}\n${text}`).digest('base64url')
      const kept = known.get(key)
      const value = kept ?? decode(parseYaml(text))
      if (kept === undefined) changed = true
      if (value !== undefined) used.set(key, value)
      return value
    },
    save() {
      if (file === undefined || !changed) return
      try {
        mkdirSync(dirname(file), { recursive: true })
        const unfinished = `${file}.${process.pid}`
        writeFileSync(unfinished, JSON.stringify([...used]))
        renameSync(unfinished, file)
      } catch {
        // Installed read-only: the next start parses again.
      }
    },
  }
}

function readKnown(file: string): Map<string, unknown> {
  try {
    const entries: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Array.isArray(entries) ? new Map(entries.filter(isEntry)) : new Map()
  } catch {
    return new Map()
  }
}

const isEntry = (entry: unknown): entry is [string, unknown] => Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string'

function parseYaml(text: string): unknown {
  const document = parseDocument(text, YAML_OPTIONS)
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined
  try {
    return document.toJS()
  } catch {
    return undefined
  }
}
