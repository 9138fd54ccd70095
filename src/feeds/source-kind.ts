/** What a kind of source is to the rest: fields in the feeds file, and a source made from them. */

import type { z } from 'zod'
import type { Log } from '../core/ports/log.ts'
import type { PolicySource } from '../core/ports/policy-source.ts'
import type { Fetcher } from './fetch/fetcher.ts'
import type { OffThread } from './off-thread/off-thread.ts'

/** What a source may use. */
export interface SourceContext {
  readonly fetcher: Fetcher
  readonly offThread: OffThread
  /** Where a source may keep files that can be made again. */
  readonly dataDir: string
  readonly log: Log
}

export type SourceFactory = (context: SourceContext) => PolicySource

/** Each kind is a folder here, named as the kind is in the feeds file, whose `source.ts` exports `sourceKind`. */
export interface SourceKind {
  /** Reads an entry of the feeds file without its `kind` and `every`. `everyMs` is what `every` said, if anything. */
  read(entry: unknown, everyMs: number | undefined): { readonly create: SourceFactory } | { readonly issues: readonly z.core.$ZodIssue[] }
}

/** A kind from the schema of its fields, how often to look unless told, and how a source is made. */
export function defineSourceKind<Entry>(kind: {
  readonly entry: z.ZodType<Entry>
  readonly everyMs: number
  readonly create: (entry: Entry, common: { readonly everyMs: number }, context: SourceContext) => PolicySource
}): SourceKind {
  return {
    read(value, everyMs = kind.everyMs) {
      const parsed = kind.entry.safeParse(value)
      if (!parsed.success) return { issues: parsed.error.issues }
      return { create: (context) => kind.create(parsed.data, { everyMs }, context) }
    },
  }
}
