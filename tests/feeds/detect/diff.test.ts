/** What changed between two texts, and what only looks as if it had. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedLines } from '../../../src/feeds/detect/changed-lines.ts'
import { changesIn, settle, touch } from '../../../src/feeds/detect/diff.ts'

const changes = (before: string, after: string) => {
  const sides = settle(touch(before, after))
  return changesIn(sides, new Set([...sides.before.changed, ...sides.after.changed])).map((change) => [
    change.before?.text,
    change.after?.text,
  ])
}

describe('changed lines', () => {
  test('are those of one side only, wherever they stand', () => {
    expect(changedLines('a\nb\nc\nd', 'c\nb\nnew\nd')).toEqual({ before: ['a'], after: ['new'] })
    expect(changedLines('same', 'same')).toEqual({ before: [], after: [] })
    expect(changedLines('a\na', 'a')).toEqual({ before: ['a'], after: [] })
  })

  test('are the same as a comparison of all lines would find', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'cc', 'a'.repeat(5_000), ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
    const extra = (of: string, other: string) => {
      const left = other.split('\n')
      return of.split('\n').filter((line) => {
        const at = left.indexOf(line)
        if (at >= 0) left.splice(at, 1)
        return at < 0 && line !== ''
      })
    }
    fc.assert(
      fc.property(text, text, (before, after) => {
        const found = changedLines(before, after)
        expect(found.after.toSorted()).toEqual(extra(after, before).toSorted())
        expect(found.before.toSorted()).toEqual(extra(before, after).toSorted())
      }),
    )
  })
})

describe('no change at all', () => {
  test.for([
    ['a moved paragraph', 'One sentence here.\n\nAnother one there.', 'Another one there.\n\nOne sentence here.'],
    ['new looks', 'We **use** your data.', '## We use _your_ [data](https://a.example)'],
    ['other link targets', 'See [here](https://a.example/1).', 'See [here](https://b.example/2).'],
    ['new numbers', '3.1 We use your data as Section 4 says.', '7.2 We use your data as Section 9 says.'],
    ['other line breaks', 'We use your data\nto show it. And more.', 'We use your data to\nshow it.\nAnd more.'],
    ['split and joined paragraphs', 'One is here. Two is there.', 'One is here.\n\nTwo is there.'],
    [
      'a table with its rows in another order',
      '| We use it | Now |\n| We keep it | Later |',
      '| We keep it | Later |\n| We use it | Now |',
    ],
  ] as const)('%s', ([, before, after]) => {
    expect(changes(before, after)).toEqual([])
  })
})

test('a reworded sentence is paired with what it was; new and dropped ones stand alone', () => {
  const before = 'We may use your photos to show them to friends.\n\nWe never sell anything to anybody.'
  const after = 'We may use your photos and videos to show them to friends.\n\nCookies keep people signed in on this device.'
  expect(changes(before, after)).toEqual([
    ['We may use your photos to show them to friends.', 'We may use your photos and videos to show them to friends.'],
    [undefined, 'Cookies keep people signed in on this device.'],
    ['We never sell anything to anybody.', undefined],
  ])
})
