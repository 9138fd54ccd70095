/** The kinds of source there are: each folder here with a `source.ts` is one, named as in the feeds file. Loaded when an entry asks for it. */

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SourceKind } from './source-kind.ts'

export interface SourceKinds {
  readonly names: readonly string[]
  load(name: string): Promise<SourceKind>
}

/** The kinds in a folder; by default those that come with the project. */
export function findKinds(dir: string = import.meta.dirname): SourceKinds {
  const names = readdirSync(dir)
    .filter((name) => existsSync(join(dir, name, 'source.ts')))
    .sort()
  return {
    names,
    async load(name) {
      const { sourceKind }: { readonly sourceKind: SourceKind } = await import(pathToFileURL(join(dir, name, 'source.ts')).href)
      return sourceKind
    },
  }
}
