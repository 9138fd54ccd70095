import type { Check } from './check.ts'

/** People must be able to read the source, or be told why they cannot. */
export const evidenceFindable: Check = {
  id: 'evidence-findable',
  summary: 'Every evidence entry has a link, or says why there is none; never both.',
  guideline: 'proof-people-can-open',
  check({ service }) {
    return service.evidence.flatMap(({ id, url, unlinked }, index) => {
      if ((url === undefined) !== (unlinked === undefined)) return []
      return [
        {
          path: ['evidence', index],
          message: url === undefined ? `"${id}" has no link and does not say why.` : `"${id}" has a link and a reason for having none.`,
          fix: url === undefined ? 'Add `url`, or say in `unlinked` why there is none.' : 'Remove `unlinked`.',
        },
      ]
    })
  },
}
