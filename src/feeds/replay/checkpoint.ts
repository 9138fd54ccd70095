/** Keeps where a replay is in a file, so that the same command goes on from there, also after it was killed. */

import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { CHANGE_KINDS } from '../../core/change.ts'
import { HOLDS, type Hold } from '../story/story.ts'
import type { ReplayState } from './run-replay.ts'

/** Raised when the shape below changes; a file of another format is as good as none. */
const FORMAT = 1

const Marks = z.array(z.int())
const Passage = z.object({ before: z.string().optional(), after: z.string().optional() })
const Held = z.enum(Object.keys(HOLDS) as [Hold, ...Hold[]]).nullable()
const Verdict = z.object({
  relevant: z.boolean(),
  score: z.number(),
  kinds: z.array(z.enum(CHANGE_KINDS)),
  direction: z.enum(['worse', 'better', 'neutral']),
  effectiveOn: z.string().nullable(),
  passages: z.array(Passage),
})
const Named = z.object({ collection: z.string(), service: z.string(), document: z.string(), commit: z.string() })
const Entry = Named.extend({
  at: z.number(),
  slug: z.string().nullable(),
  held: Held,
  verdict: Verdict,
  added: Marks,
  removed: Marks,
  undone: z.int(),
  standsSince: z.number().nullable(),
})
const Story = z.object({
  id: z.string(),
  openedAt: z.number(),
  updatedAt: z.number(),
  version: z.int(),
  entries: z.tuple([Entry], Entry),
})
/** Keys in the order an item has them, so that what is read from here is printed as it was before. */
const Also = z.object({ at: z.string(), ...Named.shape, slug: z.string().exactOptional() })
const Item = Also.extend({
  kinds: Verdict.shape.kinds,
  direction: Verdict.shape.direction,
  effectiveOn: Verdict.shape.effectiveOn,
  score: z.number(),
  held: Held,
  passages: Verdict.shape.passages,
  story: z.string(),
  version: z.int(),
  also: z.array(Also),
})
const File = z.object({
  format: z.literal(FORMAT),
  key: z.string(),
  state: z.object({
    positions: z.record(z.string(), z.object({ commit: z.string(), at: z.number() })),
    pipeline: z.object({ now: z.number(), stories: z.array(Story), memories: z.array(z.tuple([z.string(), z.string()])) }),
    items: z.array(Item),
    steps: z.int(),
  }),
})

/**
 * What the replay depends on besides its question: the code that decides. After an upgrade the same command starts over, because its answer
 * may be another one.
 */
export function codeFingerprint(): string {
  const feeds = join(import.meta.dirname, '..')
  const hash = createHash('sha256')
  for (const file of globSync('{detect,story,replay,open-terms-archive}/**/*.ts', { cwd: feeds }).sort())
    hash.update(file).update(readFileSync(join(feeds, file)))
  return hash.digest('hex').slice(0, 16)
}

export interface Checkpoint {
  /** `null` when there is none, or none that fits. */
  load(): ReplayState | null
  /** Replaces the file as a whole: a kill leaves the old one or the new one. */
  save(state: ReplayState): void
  clear(): void
}

/** The checkpoint of one question, as `key` describes it, in this folder. */
export function openCheckpoint(folder: string, key: string): Checkpoint {
  const file = join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.json`)
  return {
    load() {
      try {
        const read = File.safeParse(JSON.parse(readFileSync(file, 'utf8')))
        return read.success && read.data.key === key ? read.data.state : null
      } catch {
        // Not there, or cut by hand: starting over is always right.
        return null
      }
    },
    save(state) {
      mkdirSync(dirname(file), { recursive: true })
      const half = `${file}.${process.pid}.half`
      writeFileSync(half, JSON.stringify({ format: FORMAT, key, state }))
      renameSync(half, file)
    },
    clear: () => rmSync(file, { force: true }),
  }
}
