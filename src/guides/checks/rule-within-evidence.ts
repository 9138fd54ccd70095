import { covers } from '../../core/jurisdiction.ts'
import { evidenceOf } from '../status.ts'
import type { Check } from './check.ts'

/** A text for Europe says nothing about Brazil. */
export const ruleWithinEvidence: Check = {
  id: 'rule-within-evidence',
  summary: 'A rule names no place that the editions of its evidence do not speak for.',
  guideline: 'no-wider-than-its-evidence',
  check({ service }) {
    return service.practices.flatMap((practice, index) =>
      practice.rules.flatMap((rule, at) => {
        const evidence = evidenceOf(service, rule.evidence)
        if (rule.default === 'unknown' || evidence.length === 0) return []
        const spokenFor = evidence.flatMap(({ edition }) => edition.jurisdictions)
        const wider = rule.jurisdictions.filter((place) => !spokenFor.some((edition) => covers(edition, place)))
        if (wider.length === 0) return []
        return [
          {
            path: ['practices', index, 'rules', at, 'jurisdictions'],
            message: `Rule ${at + 1} of "${practice.id}" answers for ${wider.join(', ')}; its evidence speaks for ${[...new Set(spokenFor)].join(', ')}.`,
            fix: 'Add evidence for those places, or leave them to a rule with `default: unknown`.',
          },
        ]
      }),
    )
  },
}
