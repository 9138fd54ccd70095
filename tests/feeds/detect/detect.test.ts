/** The detector as a whole: the traps it was built for, and the laws it must keep whatever it is given. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detect } from '../../../src/feeds/detect/index.ts'
import { TRAPS } from './traps.ts'

const DOCUMENT = { service: 'Pinhole', document: 'Privacy Policy' }
const NOTHING = { relevant: false, kinds: [], direction: 'neutral', effectiveOn: null, passages: [] }

describe('traps', () => {
  test.for(TRAPS)('$name', ({ before, after, document, expected }) => {
    const verdict = detect(before, after, { service: 'Pinhole', document: document ?? DOCUMENT.document })
    if (expected === null) {
      expect(verdict).toMatchObject(NOTHING)
      expect(verdict.score).toBeLessThanOrEqual(0.5)
      return
    }
    expect(verdict).toMatchObject({ relevant: true, direction: expected.direction })
    expect(verdict.kinds[0]).toBe(expected.kind)
    expect(verdict.score).toBeGreaterThan(0.5)
    expect(JSON.stringify(verdict.passages[0])).toContain(expected.quotes)
  })
})

test('the day of effect comes with the verdict', () => {
  const after = 'Effective November 3, 2025\n\nWe run a place for photographs.\n\nWe may use your photographs to train our AI models.\n'
  expect(detect('We run a place for photographs.\n', after, DOCUMENT)).toMatchObject({ relevant: true, effectiveOn: '2025-11-03' })
})

/** Sentences of policies, so that random texts reach every part. */
const SENTENCES = [
  'We may use your photographs to train our AI models.',
  'We will not use [your data](https://a.example) to train **machine learning** models.',
  'You can opt out of AI training in your settings.',
  'You may not use the site to train any model.',
  '* develop and improve our algorithms;',
  '| To train our models | Messages | Consent |',
  '## How we use data',
  'Effective November 3, 2025',
  'We keep logs for thirty days.',
  'Nous utilisons vos données pour entraîner nos modèles.',
  'For example, we use:',
  '',
]
const text = fc.array(fc.constantFrom(...SENTENCES), { maxLength: 14 }).map((lines) => lines.join('\n\n'))

describe('laws', () => {
  test('every passage is verbatim in its text, and only a relevant verdict has any', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { relevant, score, kinds, passages } = detect(before, after, DOCUMENT)
        expect(relevant).toBe(score > 0.5)
        expect(kinds.length > 0).toBe(relevant)
        expect(passages.length > 0).toBe(relevant)
        for (const passage of passages) {
          expect(passage.before ?? passage.after).toBeDefined()
          expect(before).toContain(passage.before ?? '')
          expect(after).toContain(passage.after ?? '')
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a text against itself says nothing', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (same) => {
        expect(detect(same, same, DOCUMENT)).toEqual({ ...NOTHING, score: 0 })
      }),
    )
  })

  test('paragraphs in another order say nothing', () => {
    // Lists and headings are left out: what they stand under changes when they move.
    const paragraphs = fc.shuffledSubarray(
      SENTENCES.filter((line) => /^[A-Z]/.test(line) && !line.endsWith(':')),
      { minLength: 1 },
    )
    const orders = paragraphs.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })))
    fc.assert(
      fc.property(orders, ([one, other]) => {
        expect(detect(one.join('\n\n'), other.join('\n\n'), DOCUMENT).relevant).toBe(false)
      }),
    )
  })

  test('the same texts always give the same verdict', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const first = detect(before, after, DOCUMENT)
        detect(after, before, { service: 'Another', document: 'Terms' })
        expect(detect(before, after, DOCUMENT)).toEqual(first)
      }),
    )
  })
})

describe('hostile texts', () => {
  const unit = 'We may use your data to train our AI models. '
  test.for([
    ['nothing', '', ''],
    ['binary', '\u0000\u0001\ud800\udfff\uffff'.repeat(2_000), `${'\u0000\ufffe'.repeat(3_000)} train AI models`],
    ['marks never closed', '['.repeat(20_000), `${'[a]('.repeat(8_000)}${'<b '.repeat(8_000)}${'**'.repeat(8_000)} train AI models`],
    ['a wall without a stop', 'data '.repeat(80_000), 'your data to train models '.repeat(16_000)],
    ['one word', 'a'.repeat(400_000), `${'a'.repeat(400_000)} train AI models`],
    ['a long table', '| a | b |\n'.repeat(40_000), '| train AI models on your data | b |\n'.repeat(12_000)],
    ['many colons', 'We train:\n\n'.repeat(20_000), '* models:\n\n'.repeat(20_000)],
    ['thousands of different claims', '', Array.from({ length: 8_000 }, (_, index) => `${unit}${index} of ${index * 7}.`).join('\n\n')],
    [
      'all different',
      Array.from({ length: 9_000 }, (_, index) => `Old ${index} model ${index % 97}.`).join('\n\n'),
      Array.from({ length: 9_000 }, (_, index) => `New ${index} AI model ${index % 89}.`).join('\n\n'),
    ],
    ['a list in a list', 'x', `${'* '.repeat(5_000)}train AI models on your data`],
  ] as const)('%s are answered in time', ([, before, after]) => {
    const started = performance.now()
    const verdict = detect(before, after, DOCUMENT)
    expect(typeof verdict.relevant).toBe('boolean')
    // Generous for a busy machine; what is quadratic takes minutes.
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  test('never throws, whatever the strings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 }), (before, after) => {
        expect(detect(`${before}\n${unit}`, `${after}\n${unit}${after}`, DOCUMENT).score).toBeLessThanOrEqual(1)
      }),
    )
  })
})
