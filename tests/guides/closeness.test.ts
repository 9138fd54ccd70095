import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closeness } from '../../src/guides/closeness.ts'

/** Optimal string alignment by its textbook definition, one whole table. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, line) => Array.from({ length: b.length + 1 }, (_, column) => line + column))
  const at = (line: number, column: number) => table[line]?.[column] ?? Number.POSITIVE_INFINITY
  for (let line = 1; line <= a.length; line += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const swapped =
        a[line - 1] === b[column - 2] && a[line - 2] === b[column - 1] ? at(line - 2, column - 2) + 1 : Number.POSITIVE_INFINITY
      const same = a[line - 1] === b[column - 1] ? 0 : 1
      const row = table[line]
      if (row !== undefined)
        row[column] = Math.min(at(line - 1, column) + 1, at(line, column - 1) + 1, at(line - 1, column - 1) + same, swapped)
    }
  }
  return at(a.length, b.length)
}

describe('closeness', () => {
  test.each([
    ['linkdin', 'linkedin', 1],
    ['lniekdin', 'linkedin', 2],
    ['strvaa', 'strava', 1],
    ['stvraa', 'strava', null],
    ['zoom', 'zoom', 0],
    ['zom', 'zoom', null],
    ['instagram', 'linkedin', null],
  ])('%s is %3$s slips from %s', (typed, term, slips) => {
    expect(closeness(typed, term)).toBe(slips)
  })

  test('is the whole distance wherever that is few enough to be a typo, whatever was asked before', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(word, word, (typed, term) => {
        const shorter = Math.min(typed.length, term.length)
        const whole = distance(typed, term)
        expect(closeness(typed, term)).toBe(shorter < 4 || whole > (shorter >= 7 ? 2 : 1) ? null : whole)
      }),
      { numRuns: 5_000 },
    )
  })
})
