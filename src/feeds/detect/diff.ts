/** Finds the sentences that really changed between two texts and pairs each with its near counterpart. Moves, reformatting, renumbering and link churn vanish here. */

import { differingSpan } from './changed-lines.ts'
import { CANDIDATES_MAX, POSTINGS_MAX, UNITS_MAX } from './limits.ts'
import { type Block, outline } from './outline.ts'
import { type Sentence, sentencesOf } from './segment.ts'

/** A text and its blocks, and which of them the other text does not have word for word. */
export interface Touched {
  readonly source: string
  readonly blocks: readonly Block[]
  readonly touchedBlocks: readonly number[]
  /** The sentences of a block; cut when first asked for. */
  sentencesIn(block: number): readonly Sentence[]
}

/** Which of the touched sentences really changed. */
export interface Side extends Touched {
  /** The sentences of the touched blocks, changed or not. */
  readonly touched: readonly Sentence[]
  readonly changed: readonly Sentence[]
  /** Blocks that hold a changed sentence. */
  readonly changedBlocks: ReadonlySet<number>
}

/** Two of something: of the text before and of the text after. */
export interface Both<T> {
  readonly before: T
  readonly after: T
}

/** A place that changed: added, removed, or both with what it was before. */
export interface Change {
  readonly before: Sentence | undefined
  readonly after: Sentence | undefined
  /** How much the two sides share, from 0 to 1. */
  readonly likeness: number
}

/** What may have changed, without a look at single sentences. */
export function touch(before: string, after: string): Both<Touched> {
  const old = outline(before)
  const now = outline(after)
  const [start, oldEnd, nowEnd] = differingSpan(before, after)
  const oldSpan = within(old, start, oldEnd)
  const nowSpan = within(now, start, nowEnd)
  return {
    before: touchedIn(before, old, oldSpan, textsOf(after, now, nowSpan)),
    after: touchedIn(after, now, nowSpan, textsOf(before, old, oldSpan)),
  }
}

/** Indexes of the blocks that reach into a span. */
function within(blocks: readonly Block[], start: number, end: number): readonly number[] {
  const found: number[] = []
  for (const [index, block] of blocks.entries()) if (block.end > start && block.start < end) found.push(index)
  return found
}

const textsOf = (source: string, blocks: readonly Block[], indexes: readonly number[]): ReadonlySet<string> =>
  new Set(indexes.map((index) => source.slice(blocks[index]?.start, blocks[index]?.end)))

/** Of the blocks in `span`, those whose words are not, as one block, in the other text. */
function touchedIn(source: string, blocks: readonly Block[], span: readonly number[], theirs: ReadonlySet<string>): Touched {
  const touchedBlocks = span.filter((index) => !theirs.has(source.slice(blocks[index]?.start, blocks[index]?.end)))
  const cut = new Map<number, readonly Sentence[]>()
  return {
    source,
    blocks,
    touchedBlocks,
    sentencesIn(index) {
      const block = blocks[index]
      if (block === undefined) return []
      const known = cut.get(index) ?? sentencesOf(source, block, index)
      cut.set(index, known)
      return known
    },
  }
}

/** What did change: sentences that are on one side only, however they look. */
export function settle({ before, after }: Both<Touched>): Both<Side> {
  const old = sentencesOfAll(before)
  const now = sentencesOfAll(after)
  return { before: sideOf(before, old, keysOf(now)), after: sideOf(after, now, keysOf(old)) }
}

function sentencesOfAll({ touchedBlocks, sentencesIn }: Touched): readonly Sentence[] {
  const found: Sentence[] = []
  for (const block of touchedBlocks) {
    if (found.length >= UNITS_MAX) break
    found.push(...sentencesIn(block))
  }
  return found
}

const keysOf = (sentences: readonly Sentence[]): ReadonlySet<string> => new Set(sentences.map(({ key }) => key))

function sideOf(side: Touched, touched: readonly Sentence[], others: ReadonlySet<string>): Side {
  const changed = touched.filter(({ key }) => key !== '' && !others.has(key))
  return { ...side, touched, changed, changedBlocks: new Set(changed.map(({ block }) => block)) }
}

const wordsOf = (key: string) => new Set(key.split(' '))

interface Indexed {
  readonly sentence: Sentence
  readonly words: ReadonlySet<string>
}

/** Finds, for a sentence, the one on the other side that shares most of its words. */
interface Matcher {
  nearest(sentence: Sentence): { readonly sentence: Sentence; readonly likeness: number } | undefined
}

/** An index of `sentences` by their words. Words in very many sentences are not looked up, so a look-up stays short. */
function matcherFor(sentences: readonly Sentence[]): Matcher {
  const indexed: Indexed[] = sentences.map((sentence) => ({ sentence, words: wordsOf(sentence.key) }))
  const postings = new Map<string, number[]>()
  for (const [index, { words }] of indexed.entries()) {
    for (const word of words) {
      const list = postings.get(word)
      if (list === undefined) postings.set(word, [index])
      else if (list.length <= POSTINGS_MAX) list.push(index)
    }
  }
  return {
    nearest(sentence) {
      const words = wordsOf(sentence.key)
      const shared = new Map<number, number>()
      for (const word of words) {
        const list = postings.get(word)
        if (list === undefined || list.length > POSTINGS_MAX) continue
        for (const index of list) shared.set(index, (shared.get(index) ?? 0) + 1)
      }
      const promising = [...shared].sort((a, b) => b[1] - a[1]).slice(0, 12)
      let best: { sentence: Sentence; likeness: number } | undefined
      for (const [index] of promising) {
        const other = indexed[index]
        if (other === undefined) continue
        const likeness = likenessOf(words, other.words)
        if (best === undefined || likeness > best.likeness) best = { sentence: other.sentence, likeness }
      }
      return best
    },
  }
}

/** Words in common, twice over all words; a sentence that went whole into a longer one counts nearly as much. */
export function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  const smaller = Math.min(a.size, b.size)
  if (smaller === 0) return 0
  const dice = (2 * shared) / (a.size + b.size)
  return smaller >= 6 ? Math.max(dice, (0.9 * shared) / smaller) : dice
}

/** Two sentences are versions of one another from here on. */
const PAIR_LIKENESS_MIN = 0.5

/** The changes among the `telling` sentences; each with its counterpart where there is one. */
export function changesIn({ before, after }: Both<Side>, telling: ReadonlySet<Sentence>): readonly Change[] {
  const added = after.changed.filter((sentence) => telling.has(sentence)).slice(0, CANDIDATES_MAX)
  const removed = before.changed.filter((sentence) => telling.has(sentence)).slice(0, CANDIDATES_MAX)
  if (added.length + removed.length === 0) return []
  const fromBefore = matcherFor(before.changed)
  const fromAfter = matcherFor(after.changed)
  const changes: Change[] = []
  const paired = new Set<Sentence>()
  for (const sentence of added) {
    const near = fromBefore.nearest(sentence)
    if (near !== undefined && near.likeness >= PAIR_LIKENESS_MIN) {
      changes.push({ before: near.sentence, after: sentence, likeness: near.likeness })
      paired.add(near.sentence)
    } else changes.push({ before: undefined, after: sentence, likeness: near?.likeness ?? 0 })
  }
  for (const sentence of removed) {
    if (paired.has(sentence)) continue
    const near = fromAfter.nearest(sentence)
    if (near !== undefined && near.likeness >= PAIR_LIKENESS_MIN) {
      changes.push({ before: sentence, after: near.sentence, likeness: near.likeness })
    } else changes.push({ before: sentence, after: undefined, likeness: near?.likeness ?? 0 })
  }
  return changes
}
