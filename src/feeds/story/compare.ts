/** Compares a step with what is remembered of its document, and takes out of it what is only repeated. */

import { counterparts } from './counterparts.ts'
import type { DayNumber, DocumentMemory } from './document-memory.ts'
import { lineChanges } from './line-changes.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** A sentence that goes again so soon after it came was a blink; what it came with is undone. */
const BLINK_DAYS = 30

export interface Comparison {
  /** Never seen in this document. */
  readonly novel: readonly Sentence[]
  /** Seen before, gone in between, here again. */
  readonly back: readonly Sentence[]
  /** There before this step and not after it. */
  readonly gone: readonly Sentence[]
  /** Those among the gone that came only lately, have come and gone before, or made place for another wording that is back. */
  readonly undone: readonly Sentence[]
  /** Of those back, the longest time away, in days. */
  readonly awayDays: number
}

/** What the step changed, seen with the eyes of somebody who has followed the document. The memory stays as it is. */
export function compare(before: string, after: string, memory: DocumentMemory, today: DayNumber): Comparison {
  const { added, removed } = lineChanges(before, after)
  const came = distinct(sentencesOf([...added].join('\n')))
  const left = distinct(sentencesOf([...removed].join('\n')))
  const novel: Sentence[] = []
  const back: Sentence[] = []
  let awayDays = 0
  for (const sentence of came.values()) {
    const known = memory.find(sentence.mark)
    if (known === null) novel.push(sentence)
    else if (known.wentOn !== 0) {
      back.push(sentence)
      awayDays = Math.max(awayDays, today - known.wentOn)
    }
  }
  const gone = stillMissing(
    [...left.values()].filter(({ mark }) => !came.has(mark)),
    after,
  )
  const replacedByKnown = counterparts(gone, back)
  const replacedByNovel = counterparts(gone, novel)
  const undone = gone.filter((sentence) => {
    if (replacedByKnown.has(sentence)) return true
    // A new wording is best understood beside the one it replaces, however young that is.
    if (replacedByNovel.has(sentence)) return false
    const known = memory.find(sentence.mark)
    return known !== null && (known.cameBack || today - known.cameOn <= BLINK_DAYS)
  })
  return { novel, back, gone, undone, awayDays }
}

/** A search for a few sentences is quicker than reading the whole text for all of them. */
const SEARCHED_MAX = 24

/** A sentence of a removed line may stand in a line that stayed. */
function stillMissing(candidates: readonly Sentence[], after: string): readonly Sentence[] {
  if (candidates.length === 0) return candidates
  if (candidates.length <= SEARCHED_MAX) return candidates.filter(({ text }) => !after.includes(text))
  const there = new Set(sentencesOf(after).map(({ mark }) => mark))
  return candidates.filter(({ mark }) => !there.has(mark))
}

function distinct(sentences: readonly Sentence[]): Map<number, Sentence> {
  return new Map(sentences.map((sentence) => [sentence.mark, sentence]))
}

/** True when everything that changed is a repetition. */
export function isRepeat({ novel, back, gone, undone }: Comparison): boolean {
  return novel.length === 0 && gone.length === undone.length && back.length + undone.length > 0
}

/**
 * The earlier text as somebody who remembers would have it: with what comes back already there, and without what was going to be undone.
 * Against it, only what is new stands out. Each sentence stays word for word.
 */
export function rememberedBefore(before: string, after: string, { back, undone }: Comparison): string {
  if (back.length === 0 && undone.length === 0) return before
  const drop = new Set(undone.map(({ mark }) => mark))
  const { removed } = lineChanges(before, after)
  const beforeLines = before.split('\n')
  const kept = drop.size === 0 ? beforeLines : beforeLines.map((line) => (removed.has(line) ? withoutSentences(line, drop) : line))
  return [...kept, ...back.flatMap(({ text }) => ['', text])].join('\n')
}

function withoutSentences(line: string, drop: ReadonlySet<number>): string {
  return sentencesOf(line)
    .filter(({ mark }) => drop.has(mark))
    .reduce((rest, { text }) => rest.replace(text, ''), line)
}
