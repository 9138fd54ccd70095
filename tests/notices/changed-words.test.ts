import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordsOf } from '../../src/core/notice.ts'
import { changedWords } from '../../src/notices/changed-words.ts'

const marked = (before: string | undefined, after: string | undefined, chars = 100) => {
  const { before: one, after: other } = changedWords(before, after, chars)
  const show = (side: typeof one) =>
    side?.map((span) => (span.kind === 'text' && span.strong === true ? `*${span.text}*` : span.text)).join('') ?? null
  return [show(one), show(other)]
}

test('marks the words that differ, on both sides', () => {
  expect(marked('We use posts to show ads today.', 'We use posts to train models today.')).toEqual([
    'We use posts to *show ads *today.',
    'We use posts to *train models *today.',
  ])
})

test('what was only added or only taken out has one side', () => {
  expect(marked(undefined, 'New.')).toEqual([null, 'New.'])
  expect(marked('Old.', undefined)).toEqual(['Old.', null])
})

test('is cut at the end of a word', () => {
  expect(marked(undefined, 'One two three four', 10)).toEqual([null, 'One two …'])
})

test('never says a word that is not in the text, and never exceeds its length', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 5, max: 60 }), (before, after, chars) => {
      const sides = changedWords(before, after, chars)
      for (const [side, text] of [
        [sides.before, before],
        [sides.after, after],
      ] as const) {
        const said = wordsOf(side ?? [])
        expect(said.length).toBeLessThanOrEqual(chars + 2)
        expect(text.startsWith(said.replace(/ …$/, '').trimEnd()) || said === text).toBe(true)
      }
    }),
  )
})
