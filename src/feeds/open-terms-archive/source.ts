/** Open Terms Archive: a collection's versions repository, mirrored with git and read on from where reading stopped. */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { PolicyStep } from '../../core/detection.ts'
import type { PolicySource, PollFault, PollOutcome } from '../../core/ports/policy-source.ts'
import { defineSourceKind } from '../source-kind.ts'
import type { GitFailure } from './git-error.ts'
import { GitError } from './git-error.ts'
import { openRepository, type Repository, readHistory } from './history.ts'
import { syncMirror } from './mirror.ts'

const HOUR_MS = 3_600_000
/** Collections are recorded once or twice a day. */
const EVERY_MS = 3 * HOUR_MS
/** So far back a collection is read at first, to know what its documents said before. */
const KNOWN_MS = 400 * 24 * HOUR_MS
/** Steps handed over at once: a kill repeats at most so many. */
const BATCH = 400

const Cursor = z.strictObject({ commit: z.string(), at: z.number() })
type Cursor = z.infer<typeof Cursor>

export const sourceKind = defineSourceKind({
  entry: z.strictObject({
    collection: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use the collection’s short name, such as contrib'),
    repository: z
      .string()
      .regex(
        /^(https:\/\/|ssh:\/\/|file:\/\/|\/)/,
        'use the address of its versions repository, such as https://github.com/OpenTermsArchive/contrib-versions',
      )
      .max(500),
  }),
  everyMs: EVERY_MS,
  create: ({ collection, repository }, { everyMs }, { dataDir }): PolicySource => {
    const digest = createHash('sha256').update(repository).digest('hex').slice(0, 8)
    const folder = join(dataDir, 'collections', `${collection}-${digest}.git`)
    return {
      id: `open-terms-archive:${repository}`,
      name: `Open Terms Archive: ${collection}`,
      everyMs,
      async poll({ cursor, now, signal }): Promise<PollOutcome> {
        const synced = await syncMirror({ url: repository, folder, signal })
        if (synced.kind === 'failed') return faultOf(synced.failure)
        const opened = await openRepository(folder, collection)
        if (opened.kind === 'failed') return faultOf(opened.failure)
        const after = readCursor(cursor) ?? { commit: '0'.repeat(40), at: now - KNOWN_MS }
        try {
          const batch = await readBatch(opened.repository, after, signal)
          if (batch.steps.length === 0) return { kind: 'unchanged', cursor: JSON.stringify(batch.cursor) }
          return {
            kind: 'found',
            found: { steps: batch.steps, news: [] },
            cursor: JSON.stringify(batch.cursor),
            keep: {},
            more: batch.more,
          }
        } catch (error) {
          if (error instanceof GitError) return faultOf({ code: error.code, detail: error.message })
          throw error
        }
      },
    }
  },
})

function readCursor(cursor: string | null): Cursor | null {
  if (cursor === null) return null
  try {
    const parsed = Cursor.safeParse(JSON.parse(cursor))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Whole commits only: one may change several documents, and reading goes on after a commit. */
async function readBatch(
  repository: Repository,
  after: Cursor,
  signal: AbortSignal,
): Promise<{ readonly steps: readonly PolicyStep[]; readonly cursor: Cursor; readonly more: boolean }> {
  const steps: PolicyStep[] = []
  for await (const step of readHistory(repository, { after, signal })) {
    const last = steps.at(-1)
    if (last !== undefined && steps.length >= BATCH && last.id !== step.id) {
      return { steps, cursor: { commit: last.id, at: newest(steps, after) }, more: true }
    }
    steps.push(step)
  }
  return { steps, cursor: { commit: repository.head, at: newest(steps, after) }, more: false }
}

const newest = (steps: readonly PolicyStep[], after: Cursor) => steps.reduce((latest, { at }) => Math.max(latest, at), after.at)

function faultOf({ code }: GitFailure): PollFault {
  switch (code) {
    case 'git-missing':
    case 'not-a-repository':
    case 'damaged':
      return { kind: 'refused', code }
    case 'in-use':
    case 'stopped':
    case 'timed-out':
    case 'unreachable':
      return { kind: 'unavailable', code }
  }
}
