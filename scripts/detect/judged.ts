/** Reads steps of public version histories that were read and judged for training: named by commit, their texts stay where they are. */

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Item } from './items.ts'

/** One line of `judged.jsonl`. */
interface Judged {
  readonly collection: string
  readonly commit: string
  readonly service: string
  readonly document: string
  readonly family: string
  readonly relevant: boolean
}

/**
 * The judged steps whose collection lies in `folder` as a clone called `<collection>-versions`, as its repository at
 * github.com/OpenTermsArchive is. Steps of other collections are left out.
 */
export function readJudged(folder: string): readonly Item[] {
  return readFileSync(join(import.meta.dirname, 'judged.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => itemOf(JSON.parse(line) as Judged, folder) ?? [])
}

function itemOf({ collection, commit, service, document, family, relevant }: Judged, folder: string): Item | undefined {
  const repository = join(folder, `${collection}-versions`)
  if (!existsSync(repository)) return undefined
  const path = `${service}/${document}.md`
  return {
    id: `${collection}/${commit.slice(0, 10)}`,
    family,
    service,
    document,
    relevant,
    set: 'judged',
    kind: 'none',
    direction: 'neutral',
    difficulty: '',
    effectiveOn: null,
    recordedOn: '',
    keySentences: [],
    negativeReason: undefined,
    before: textAt(repository, `${commit}^:${path}`),
    after: textAt(repository, `${commit}:${path}`),
  }
}

const textAt = (repository: string, name: string) =>
  execFileSync('git', ['-C', repository, 'show', name], { encoding: 'utf8', maxBuffer: 1 << 28 })
