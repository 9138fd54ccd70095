/** Markdown to sentences: nothing is lost, places are verbatim, and every sentence knows where it stands. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outline } from '../../../src/feeds/detect/outline.ts'
import { keyOf, mask, plain } from '../../../src/feeds/detect/plain.ts'
import { sentencesOf, surroundings } from '../../../src/feeds/detect/segment.ts'

const sentences = (source: string) => outline(source).flatMap((block, index) => sentencesOf(source, block, index))
const texts = (source: string) => sentences(source).map(({ text }) => text)

describe('blocks', () => {
  test('are headings, items, rows and paragraphs; a plain line goes on with the one above unless that ended in a hard break', () => {
    const source = '# Title\none\nstill one\n\n* item\n1. first\n\n| a | b |\n| --- | --- |\n**Bold**\nnew  \nnext'
    expect(outline(source).map(({ kind, start, end }) => [kind, source.slice(start, end)])).toEqual([
      ['heading', '# Title'],
      ['paragraph', 'one\nstill one'],
      ['item', '* item'],
      ['item', '1. first'],
      ['row', '| a | b |'],
      ['heading', '**Bold**'],
      ['paragraph', 'new'],
      ['paragraph', 'next'],
    ])
  })
})

describe('sentences', () => {
  test.for([
    ['We use data. You can object! Why?', ['We use data.', 'You can object!', 'Why?']],
    [
      'Terms of Acme Inc. and others, e.g. Section 3.2 apply. Really.',
      ['Terms of Acme Inc. and others, e.g. Section 3.2 apply.', 'Really.'],
    ],
    ['See [our *policy*](https://a.example/x.y (old)) now. And <b>that</b>.', ['See our policy now.', 'And that.']],
    ['Nous utilisons vos données. Vous pouvez vous opposer.', ['Nous utilisons vos données.', 'Vous pouvez vous opposer.']],
    ['Wir nutzen z.B. Ihre Daten. Sie können widersprechen.', ['Wir nutzen z.B. Ihre Daten.', 'Sie können widersprechen.']],
    ['You agree: (a) to pay; (b) to leave.', ['You agree: (a) to pay;', '(b) to leave.']],
    ['one<br>two<br/>three', ['one', 'two', 'three']],
    ['Tom &amp; Jerry&#39;s&nbsp;data', ["Tom & Jerry's data"]],
  ] as const)('%j', ([source, expected]) => {
    expect(texts(source)).toEqual(expected)
  })

  test('a short table row is one; a long one is cut by its cells', () => {
    expect(texts('| To train models | Photos | Consent |')).toEqual(['To train models | Photos | Consent'])
    const long = 'We keep it for as long as we need it. '.repeat(20)
    expect(texts(`| Purpose | ${long}| Consent |`)).toEqual([
      'Purpose',
      ...Array.from({ length: 20 }, () => 'We keep it for as long as we need it.'),
      'Consent',
    ])
  })

  test('a wall of text is cut between words, and nothing of it is lost', () => {
    const wall = 'word '.repeat(2_000).trim()
    const pieces = sentences(wall)
    expect(pieces.length).toBeGreaterThan(4)
    expect(pieces.map(({ text }) => text).join(' ')).toBe(wall)
  })

  test('hold every word of the text, each verbatim at its place', () => {
    const line = fc
      .tuple(
        fc.constantFrom('', '# ', '* ', '1. ', '> ', '  ', '| '),
        fc.array(fc.stringMatching(/^[a-zA-Zäöé0-9.,;:!?'"()*_-]{1,12}$/), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('', ' |', '  ', '.'),
      )
      .map(([open, words, close]) => `${open}${words.join(' ')}${close}`)
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const source = lines.join('\n')
        const found = sentences(source)
        for (const { start, end, text } of found) expect(plain(mask(source.slice(start, end)))).toBe(text)
        const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
        expect(letters(found.map(({ start, end }) => source.slice(start, end)).join(''))).toBe(letters(source))
      }),
    )
  })
})

test('keys are equal where only looks, numbers of sections and numbering differ', () => {
  for (const [one, other] of [
    ['We “use” your data.', 'we "use" your data'],
    ['12.3. We use your data', '(a) We use your data;'],
    ['As noted in Section 14(a), we stop.', 'As noted in section 15 we stop.'],
    ['It’s yours', "it's  yours"],
  ] as const)
    expect(keyOf(one)).toBe(keyOf(other))
  expect(keyOf('We use your data')).not.toBe(keyOf('We do not use your data'))
})

test('a list item knows its lead-in and heading, and a lead-in what it leads to', () => {
  const source = '## Limits\n\nYou may not:\n\n* copy it;\n* train models on it.\n\nSomething else.'
  const blocks = outline(source)
  expect(surroundings(source, blocks, 3)).toEqual({ heading: '## Limits', lead: 'You may not:', tail: '' })
  expect(surroundings(source, blocks, 1)).toMatchObject({ tail: 'copy it; train models on it. Something else.' })
  expect(surroundings(source, blocks, 4)).toMatchObject({ lead: 'You may not:' })
})
