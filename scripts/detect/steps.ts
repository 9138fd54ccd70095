/** Labelled items to steps for learning: runs the detector's own analysis on the whole texts. */

import { type Analysis, analyse, type Candidate } from '../../src/feeds/detect/analyse.ts'
import { vectorOf } from '../../src/feeds/detect/classify.ts'
import { likenessOf } from '../../src/feeds/detect/diff.ts'
import { keyOf } from '../../src/feeds/detect/plain.ts'
import type { Item } from './items.ts'
import type { Step } from './learn.ts'

/** An item with what the detector makes of it. */
export interface Analysed {
  readonly item: Item
  readonly analysis: Analysis | undefined
  readonly step: Step
}

export function analysed(item: Item): Analysed {
  const result = analyse(item.before, item.after, item)
  const analysis = typeof result === 'string' ? undefined : result
  const examples = (analysis?.candidates ?? []).map((candidate) => ({ vector: vectorOf(candidate), key: isKey(candidate, item) }))
  return { item, analysis, step: { family: item.family, relevant: item.relevant, examples } }
}

/** True when the candidate holds one of the sentences a reader named, or most of it. */
function isKey({ before, after }: Candidate, { keySentences }: Item): boolean {
  return keySentences.some((sentence) => {
    const words = new Set(keyOf(sentence).split(' '))
    return [before, after].some((side) => side !== undefined && likenessOf(words, new Set(keyOf(side.text).split(' '))) >= 0.7)
  })
}
