/** Policies in plain words to record and change, and the steps they make. */

import type { PolicyStep } from '../../../src/core/detection.ts'
import type { Detect } from '../../../src/feeds/story/pipeline.ts'

export const TRAINING = 'We use the content you post to train our artificial intelligence models.'
export const NO_SHARING = 'We do not sell your personal information to anyone for any purpose.'

const TOPICS = [
  'account',
  'payment',
  'device',
  'location',
  'message',
  'contact',
  'advertising',
  'cookie',
  'security',
  'support',
  'retention',
  'transfer',
]

/** A policy of a heading and a dozen paragraphs, each of its own words; `extra` paragraphs follow. */
export function aPolicy(...extra: string[]): string {
  const paragraphs = TOPICS.map(
    (topic) =>
      `We collect ${topic} information when you use the service. This ${topic} information is kept for as long as the law asks for it. You may ask us for a copy of your ${topic} information at any time.`,
  )
  return `# Privacy Policy\n\n${[...paragraphs, ...extra].join('\n\n')}\n`
}

/** Stands in for the detector: relevant when a sentence about training is on one side only. */
export const wordsDetector: Detect = (before, after) => {
  const about = (text: string) => text.split(/(?<=\.)\s+|\n+/).filter((sentence) => /\btrain\b/.test(sentence))
  const added = about(after).filter((sentence) => !before.includes(sentence))
  const removed = about(before).filter((sentence) => !after.includes(sentence))
  const relevant = added.length + removed.length > 0
  return {
    relevant,
    score: relevant ? 0.9 : 0.1,
    kinds: relevant ? [added.length > 0 ? 'new-use' : 'narrowed-use'] : [],
    direction: added.length > 0 ? 'worse' : relevant ? 'better' : 'neutral',
    effectiveOn: /effective (\d{4}-\d{2}-\d{2})/.exec(after)?.[1] ?? null,
    passages: [...added.map((sentence) => ({ after: sentence })), ...removed.map((sentence) => ({ before: sentence }))],
  }
}

let count = 0

/** The steps of one document that reads so on these days; the first is its first record. */
export function stepsOf(
  texts: readonly (readonly [day: string, text: string, how?: 'technical'])[],
  { collection = 'demo', service = 'Pinboard', document = 'Privacy Policy' } = {},
): PolicyStep[] {
  return texts.map(([day, after, how], index) => {
    count += 1
    return {
      collection,
      service,
      document,
      id: count.toString(16).padStart(40, '0'),
      at: Date.parse(day),
      before: texts[index - 1]?.[1] ?? null,
      after,
      technical: how === 'technical',
    }
  })
}

/** All steps in order of their time. */
export const inOrder = (...histories: readonly (readonly PolicyStep[])[]) => histories.flat().sort((a, b) => a.at - b.at)
