import type { Check } from './check.ts'

/** Policies change; words without a day prove nothing about today. */
export const evidenceDated: Check = {
  id: 'evidence-dated',
  summary: 'Every evidence entry says when its text was published or copied.',
  guideline: 'every-quote-has-a-date',
  check({ service }) {
    return service.evidence.flatMap((entry, index) => {
      if (entry.dated !== undefined || entry.copied !== undefined) return []
      return [
        {
          path: ['evidence', index],
          message: `"${entry.id}" ${entry.quote === undefined ? 'has no date' : 'quotes a text without a date'}.`,
          fix: 'Add `dated` (the date the text carries) or `copied` (the day it was read).',
        },
      ]
    })
  },
}
