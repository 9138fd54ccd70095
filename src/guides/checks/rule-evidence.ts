import { evidenceOf } from '../status.ts'
import type { Check } from './check.ts'

/** An answer nobody can look up is a guess. */
export const ruleEvidence: Check = {
  id: 'rule-evidence',
  summary: 'Every rule that is not `unknown` rests on evidence with a quote and a date.',
  guideline: 'no-answer-without-evidence',
  check({ service }) {
    return service.practices.flatMap((practice, index) =>
      practice.rules.flatMap((rule, at) => {
        if (rule.default === 'unknown') return []
        const quoted = evidenceOf(service, rule.evidence).some(
          ({ quote, dated, copied }) => quote !== undefined && (dated ?? copied) !== undefined,
        )
        if (quoted) return []
        return [
          {
            path: ['practices', index, 'rules', at, 'evidence'],
            message: `Rule ${at + 1} of "${practice.id}" says ${rule.default}, and none of its evidence has a quote with a date.`,
            fix: 'Add the passage that says so, with its date, or write `default: unknown`.',
          },
        ]
      }),
    )
  },
}
