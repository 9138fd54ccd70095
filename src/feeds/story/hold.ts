/** Whether a change that the detector found should be held back for somebody to look twice, because recordings fail in known ways. */

import { isTranslation } from './language.ts'
import type { Hold } from './story.ts'

/** Less than this share of the text left: a page that failed to load, not a policy that was cut. */
const LEFT_MIN = 0.5
/** More than this many times the text: the page as it was before had not been recorded whole. */
const GROWN_MAX = 4
/** Below this, one sentence more or less is already most of a page. */
const CHARS_MIN = 600

/** Words of AI and training in the languages policies come in; only for noticing that all of them vanished at once. */
const TRAINING =
  /\b(?:AI|A\.I\.|IA|KI|LLMs?|machine[- ]learning|artificial intelligence|intelligence artificielle|inteligencia artificial|künstliche[rn]? intelligenz|train(?:s|ed|ing)?|generative)\b/gi
/** From so many on, all of them going at once is no edit. */
const TRAINING_MIN = 3
/** And the page must have lost this much besides. */
const LOST_WITH_TRAINING = 0.1

/** New sentences by those gone, from which on a text was rewritten rather than lost. */
const REWRITTEN = 0.4
/** From so many sentences gone on, another language is worth asking after. */
const GONE_MIN = 8

interface Texts {
  /** As somebody who remembers the document would have it. */
  readonly before: string
  readonly after: string
}

/** How the recording looks failed, whatever the text is about; `null` when it does not. */
export function failureOf({ before, after, gone, novel }: Texts & { readonly gone: number; readonly novel: number }): Hold | null {
  if (gone >= GONE_MIN && isTranslation(before, after)) return 'translation'
  // A shorter policy in other words is a new policy; a page that failed says little that is new.
  if (novel > gone * REWRITTEN) return null
  return isCollapse(before, after) ? 'collapse' : null
}

/** Another reason to look twice, or `null` to believe it. */
export function holdOf({ before, after, isKnownText }: Texts & { readonly isKnownText: boolean }): Hold | null {
  if (isKnownText) return 'returned'
  return after.length > CHARS_MIN && after.length > before.length * GROWN_MAX ? 'regrown' : null
}

function isCollapse(before: string, after: string): boolean {
  if (before.length > CHARS_MIN && after.length < before.length * LEFT_MIN) return true
  if (after.length > before.length * (1 - LOST_WITH_TRAINING)) return false
  return trainingWords(before) >= TRAINING_MIN && trainingWords(after) === 0
}

const trainingWords = (text: string) => text.match(TRAINING)?.length ?? 0
