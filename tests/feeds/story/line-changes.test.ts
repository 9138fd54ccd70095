/** Lines that are new or gone, whatever their order; against the plain way of finding them. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineChanges } from '../../../src/feeds/story/line-changes.ts'

test('a line that moved is neither new nor gone', () => {
  expect(lineChanges('a\nb\nc', 'c\na\nb\nd')).toEqual({ added: new Set(['d']), removed: new Set() })
})

test('half a line in common is no line in common', () => {
  expect(lineChanges('we train\nnever', 'we train models\nnever')).toEqual({
    added: new Set(['we train models']),
    removed: new Set(['we train']),
  })
  expect(lineChanges('we do not\ntrain', 'we do\nnot train')).toEqual({
    added: new Set(['we do', 'not train']),
    removed: new Set(['we do not', 'train']),
  })
})

test('finds what comparing all lines finds, where no line stands twice', () => {
  const text = fc.uniqueArray(fc.stringMatching(/^[ab]{0,4}$/), { maxLength: 8 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const earlier = new Set(before.split('\n'))
      const later = new Set(after.split('\n'))
      expect(lineChanges(before, after)).toEqual({ added: later.difference(earlier), removed: earlier.difference(later) })
    }),
    { numRuns: 1_000 },
  )
})
