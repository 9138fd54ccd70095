/** Days as policies write them, and which of them is the day of effect. */

import { describe, expect, test } from 'vitest'
import { daysIn } from '../../../src/feeds/detect/calendar-words.ts'
import { effectiveDay } from '../../../src/feeds/detect/dates.ts'
import { settle, touch } from '../../../src/feeds/detect/diff.ts'

test.for([
  ['November 3, 2025', '2025-11-03'],
  ['Nov. 3rd 2025', '2025-11-03'],
  ['3 November 2025', '2025-11-03'],
  ['3. November 2025', '2025-11-03'],
  ['1er septembre 2025', '2025-09-01'],
  ['15. März 2026', '2026-03-15'],
  ['2025-11-03', '2025-11-03'],
  ['3.11.2025', '2025-11-03'],
  ['25/12/2025', '2025-12-25'],
  ['12/25/2025', '2025-12-25'],
  ['03/04/2025', undefined],
  ['February 30, 2025', undefined],
  ['Section 12 2025', undefined],
] as const)('%s is %s', ([text, day]) => {
  expect(daysIn(`Updated ${text}.`)[0]?.on).toBe(day)
})

const dayOf = (after: string, before = 'Old words here.', recordedOn?: string) =>
  effectiveDay(settle(touch(before, after)).after, [], recordedOn === undefined ? {} : { recordedOn })

describe('the day of effect', () => {
  test.for([
    ['Effective November 3, 2025', '2025-11-03'],
    ['**Effective date:** November 3, 2025', '2025-11-03'],
    ['These terms take effect on November 3, 2025.', '2025-11-03'],
    ['The policy will come into force on 3 November 2025.', '2025-11-03'],
    ['Starting November 3, 2025, we will use your posts to train models.', '2025-11-03'],
    ['En vigueur le 1er septembre 2025', '2025-09-01'],
    ['Gültig ab 3. November 2025', '2025-11-03'],
    ['Last updated: November 3, 2025', null],
    ['You may see the version effective until November 3, 2025.', null],
    ['Effective as of August 1, 2023, Acme Inc. became Bolt Inc.', null],
    ['Acme was founded on November 3, 2025.', null],
  ] as const)('%s: %s', ([after, day]) => {
    expect(dayOf(after)).toBe(day)
  })

  test('is the header before a sentence further down', () => {
    expect(
      dayOf(
        'Effective: May 2, 2026\n\nA longer sentence says that one part of all this will only take effect on June 9, 2026, for reasons that nobody needs to know about here or anywhere else at all.',
      ),
    ).toBe('2026-05-02')
  })

  test('of an unchanged header counts only while it lies ahead', () => {
    const header = 'Effective May 2, 2026'
    expect(dayOf(`${header}\n\nNew words.`, `${header}\n\nOld words.`, '2026-04-01')).toBe('2026-05-02')
    expect(dayOf(`${header}\n\nNew words.`, `${header}\n\nOld words.`, '2026-06-01')).toBeNull()
    expect(dayOf(`${header}\n\nNew words.`, `${header}\n\nOld words.`)).toBeNull()
  })

  test('may be a day of last change that is still to come', () => {
    expect(dayOf('Last updated: May 2, 2026', '', '2026-04-01')).toBe('2026-05-02')
    expect(dayOf('Last updated: May 2, 2026', '', '2026-05-02')).toBeNull()
  })
})
