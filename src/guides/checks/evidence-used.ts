import type { Check } from './check.ts'
import { evidenceUses } from './evidence-uses.ts'

/** Proof that proves nothing in the guide is noise to whoever checks it. */
export const evidenceUsed: Check = {
  id: 'evidence-used',
  summary: 'Every evidence entry is referred to by something in the guide.',
  guideline: 'evidence-is-one-list',
  check({ service }) {
    const used = new Set(evidenceUses(service).map(({ id }) => id))
    return service.evidence.flatMap(({ id }, index) =>
      used.has(id)
        ? []
        : [
            {
              path: ['evidence', index],
              message: `Nothing refers to the evidence "${id}".`,
              fix: 'Refer to it where it proves something, or remove it.',
            },
          ],
    )
  },
}
