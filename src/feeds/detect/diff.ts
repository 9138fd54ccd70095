/** Finds the sentences that really changed between two texts and pairs each with its near counterpart. Moves, reformatting, renumbering and link churn vanish here. */

import { CANDIDATES_MAX, POSTINGS_MAX, UNITS_MAX } from './limits.ts'
import { type Block, outline } from './outline.ts'
import { type Sentence, sentencesOf } from './segment.ts'

/** A text, its blocks, and the sentences of those blocks that the other text does not have word for word. */
export interface Touched {
  readonly source: string
  readonly blocks: readonly Block[]
  readonly touched: readonly Sentence[]
}

/** Which of the touched sentences really changed. */
export interface Side extends Touched {
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
  return {
    before: { source: before, blocks: old, touched: onlyIn(before, old, after, now) },
    after: { source: after, blocks: now, touched: onlyIn(after, now, before, old) },
  }
}

/** What did change: sentences that are on one side only, however they look. */
export function settle({ before, after }: Both<Touched>): Both<Side> {
  const old = keysOf(before)
  const now = keysOf(after)
  return { before: sideOf(before, now), after: sideOf(after, old) }
}

const keysOf = ({ touched }: Touched): ReadonlySet<string> => new Set(touched.map(({ key }) => key))

function sideOf(side: Touched, others: ReadonlySet<string>): Side {
  const changed = side.touched.filter(({ key }) => key !== '' && !others.has(key))
  return { ...side, changed, changedBlocks: new Set(changed.map(({ block }) => block)) }
}

/** The sentences of blocks whose words are not, as one block, in the other text. */
function onlyIn(source: string, blocks: readonly Block[], other: string, otherBlocks: readonly Block[]): readonly Sentence[] {
  const theirs = new Set(otherBlocks.map(({ start, end }) => other.slice(start, end)))
  const found: Sentence[] = []
  for (const [index, block] of blocks.entries()) {
    if (found.length >= UNITS_MAX) break
    if (!theirs.has(source.slice(block.start, block.end))) found.push(...sentencesOf(source, block, index))
  }
  return found
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
