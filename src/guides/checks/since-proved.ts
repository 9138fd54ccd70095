import { lastDay } from '../../core/calendar-date.ts'
import type { CalendarDate, Evidence, Rule } from '../../core/service.ts'
import { evidenceOf } from '../status.ts'
import type { Check } from './check.ts'

/** A text from before the day can say what holds from that day only if it announces it. */
export const sinceProved: Check = {
  id: 'since-proved',
  summary: 'A rule with `since` rests on a text of that day or later, or on the one that announced it.',
  guideline: 'a-first-day-needs-a-text-of-its-time',
  check({ service }) {
    return service.practices.flatMap((practice, index) =>
      practice.rules.flatMap((rule, at) => {
        const day = rule.since
        if (day === undefined || rule.default === 'unknown') return []
        const evidence = evidenceOf(service, rule.evidence)
        if (evidence.length === 0 || evidence.some((each) => speaksOf(each, day, rule))) return []
        return [
          {
            path: ['practices', index, 'rules', at, 'since'],
            message: `Rule ${at + 1} of "${practice.id}" holds since ${day}, and every text behind it is older.`,
            fix: 'Add a text from that day or later, or say in `announced` when the service told it, with the text that does.',
          },
        ]
      }),
    )
  },
}

function speaksOf({ dated, copied }: Evidence, day: CalendarDate, { announced }: Rule): boolean {
  return [dated, copied].some(
    (date) => date !== undefined && (lastDay(date) >= day || (announced !== undefined && lastDay(date) >= announced)),
  )
}
