/** Whether the old text already allowed training somewhere: then more of it widens a use instead of starting one. */

import type { PolicyDocument } from '../../core/detection.ts'
import type { Side } from './diff.ts'
import { selfNamed, wordsIn } from './features.ts'
import { sentencesOf } from './segment.ts'
import { stanceOf } from './stance.ts'
import { AI_WORD, TRAIN_WORD } from './wording.ts'

/** True when a sentence of the old text says that people's data trains or develops models. */
export function allowsTraining(side: Side, document: PolicyDocument): boolean {
  return side.blocks.some((block, index) => {
    const raw = side.source.slice(block.start, block.end)
    if (!AI_WORD.test(raw) && !TRAIN_WORD.test(raw)) return false
    return sentencesOf(side.source, block, index).some(({ text }) => {
      const words = wordsIn(selfNamed(text, document))
      if (!words.has('trainModel') && !words.has('developAi') && !words.has('trainTools')) return false
      if (words.has('youNot') || words.has('people') || words.has('customerModel') || !(words.has('data') || words.has('weMay')))
        return false
      return stanceOf({ text, heading: '', lead: '', tail: '' }, document) === 'allows'
    })
  })
}
