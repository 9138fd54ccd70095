/** Judges every labelled step by weights that were learnt without its family. */

import type { Verdict } from '../../src/core/detection.ts'
import { verdictOf } from '../../src/feeds/detect/detect.ts'
import type { Item } from './items.ts'
import { learn, SETTINGS } from './learn.ts'
import type { Analysed } from './steps.ts'

export interface Judgement {
  readonly item: Item
  readonly verdict: Verdict
}

const NOTHING: Verdict = { relevant: false, score: 0, kinds: [], direction: 'neutral', effectiveOn: null, passages: [] }

/** `judged` steps only teach. `without` names what is not learnt, to see what it earns. */
export function crossValidate(
  labelled: readonly Analysed[],
  judged: readonly Analysed[],
  folds: number,
  without?: RegExp,
): readonly Judgement[] {
  const foldOf = foldsOf(labelled, folds)
  return Array.from({ length: folds }, (_, fold) => {
    const inFold = ({ item }: Analysed) => foldOf.get(item.family) === fold
    const model = learn(
      [...labelled, ...judged].filter((step) => !inFold(step)).map(({ step }) => step),
      without === undefined ? SETTINGS : { ...SETTINGS, without },
    )
    return labelled.filter(inFold).map(({ item, analysis }) => ({
      item,
      verdict: analysis === undefined || analysis.candidates.length === 0 ? NOTHING : verdictOf(analysis, item, model, item.recordedOn),
    }))
  }).flat()
}

/** Families in the order of a fixed hash, dealt out in turn: the same every time, and not by name. */
function foldsOf(labelled: readonly Analysed[], folds: number): ReadonlyMap<string, number> {
  const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
  const families = [...new Set(labelled.map(({ item }) => item.family))].sort((a, b) => hash(a) - hash(b))
  return new Map(families.map((family, index) => [family, index % folds]))
}
