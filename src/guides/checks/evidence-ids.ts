import type { Check, Problem } from './check.ts'
import { evidenceUses } from './evidence-uses.ts'

/** References that lead nowhere, or to two places. */
export const evidenceIds: Check = {
  id: 'evidence-ids',
  summary: 'Every evidence id exists once.',
  guideline: 'evidence-is-one-list',
  check({ service }) {
    const seen = new Set<string>()
    const twice: Problem[] = []
    service.evidence.forEach(({ id }, index) => {
      if (seen.has(id))
        twice.push({
          path: ['evidence', index, 'id'],
          message: `The evidence id "${id}" is used twice.`,
          fix: 'Give one of the two another id.',
        })
      seen.add(id)
    })
    const missing = evidenceUses(service)
      .filter(({ id }) => !seen.has(id))
      .map(
        ({ id, path }): Problem => ({
          path,
          message: `There is no evidence "${id}".`,
          fix: 'Correct the id, or add the entry under `evidence`.',
        }),
      )
    return [...twice, ...missing]
  },
}
