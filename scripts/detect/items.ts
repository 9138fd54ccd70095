/** Reads labelled policy changes: `dev.jsonl` beside `docs.tar.gz` (or an unpacked `docs/`) with both whole texts of each. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChangeKind, Direction } from '../../src/core/change.ts'

export interface Item {
  readonly id: string
  /** Services of one owner share a family; training and test never do. */
  readonly family: string
  readonly service: string
  readonly document: string
  readonly relevant: boolean
  /** `hard_negative`, `ordinary_negative` or `positive`. */
  readonly set: string
  readonly kind: ChangeKind | 'none'
  readonly direction: Direction
  readonly difficulty: string
  readonly effectiveOn: string | null
  readonly recordedOn: string
  readonly keySentences: readonly string[]
  readonly negativeReason: string | undefined
  readonly before: string
  readonly after: string
}

/** Where the labelled changes lie when nothing else is said. */
export const DEFAULT_DATA = '../shared/policy-diffs'

/** The items in `folder`, or `null` when there are none. */
export function readItems(folder: string): readonly Item[] | null {
  const labels = join(folder, 'dev.jsonl')
  if (!existsSync(labels)) return null
  const docs = docsIn(folder)
  return readFileSync(labels, 'utf8')
    .trim()
    .split('\n')
    .map((line) => itemOf(JSON.parse(line) as Row, docs))
}

function docsIn(folder: string): string {
  if (existsSync(join(folder, 'docs'))) return join(folder, 'docs')
  const into = mkdtempSync(join(tmpdir(), 'optout-detect-'))
  execFileSync('tar', ['-xzf', join(folder, 'docs.tar.gz'), '-C', into])
  return existsSync(join(into, 'docs')) ? join(into, 'docs') : into
}

interface Row {
  readonly id: string
  readonly family: string
  readonly service: string
  readonly document: string
  readonly recorded_at: string
  readonly set: string
  readonly relevant: boolean
  readonly kind: string
  readonly direction: Direction
  readonly difficulty: string
  readonly effective_date: string | null
  readonly key_sentences_after: readonly string[]
  readonly key_sentences_before: readonly string[]
  readonly negative_reason?: string
}

function itemOf(row: Row, docs: string): Item {
  return {
    id: row.id,
    family: row.family,
    service: row.service,
    document: row.document,
    relevant: row.relevant,
    set: row.set,
    kind: row.kind.replaceAll('_', '-') as Item['kind'],
    direction: row.direction,
    difficulty: row.difficulty,
    effectiveOn: row.effective_date,
    recordedOn: row.recorded_at.slice(0, 10),
    keySentences: [...row.key_sentences_after, ...row.key_sentences_before],
    negativeReason: row.negative_reason,
    before: readFileSync(join(docs, `${row.id}.before.md`), 'utf8'),
    after: readFileSync(join(docs, `${row.id}.after.md`), 'utf8'),
  }
}
