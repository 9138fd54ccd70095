import type { Check, Problem } from './check.ts'

/** A rule that ends before it begins never holds. */
export const datesInOrder: Check = {
  id: 'dates-in-order',
  summary: '`since` lies before `until`, and a rule has `since` or `sinceBefore`, not both.',
  guideline: 'days-first-and-last',
  check({ service }) {
    return service.practices.flatMap((practice, index) => [
      ...practice.rules.flatMap((rule, at): Problem[] => {
        const path = ['practices', index, 'rules', at]
        const problems = ordered([...path, 'until'], rule.since, rule.until, 'since')
        problems.push(...ordered([...path, 'until'], rule.sinceBefore, rule.until, 'sinceBefore'))
        if (rule.since !== undefined && rule.sinceBefore !== undefined) {
          problems.push({
            path: [...path, 'sinceBefore'],
            message: 'This rule has both `since` and `sinceBefore`.',
            fix: 'Keep `since` when the first day is known, else `sinceBefore`.',
          })
        }
        return problems
      }),
      ...practice.controls.flatMap((control, at) =>
        ordered(['practices', index, 'controls', at, 'until'], control.since, control.until, 'since'),
      ),
    ])
  },
}

function ordered(path: Problem['path'], first: string | undefined, until: string | undefined, name: string): Problem[] {
  if (first === undefined || until === undefined || first < until) return []
  return [
    {
      path,
      message: `\`until\` (${until}) is not after \`${name}\` (${first}).`,
      fix: '`until` is the first day it no longer holds; correct one of the two dates.',
    },
  ]
}
