/** A small world of guides that shows every kind of answer, and the site over it. */

import { createCatalog } from '../../src/core/catalog.ts'
import type { Service } from '../../src/core/service.ts'
import { createWeb, type WebOptions } from '../../src/web/index.ts'
import { aControl, anEvidence, anotherService, aPractice, aRule, aService } from '../guides/service-factory.ts'

/** 22 November 2026, 9:00 in Berlin. */
export const NOW = Date.parse('2026-11-22T08:00:00Z')

/** On by default with a switch; since 3 November 2025 in Europe; products, aliases, a myth, history. */
export const example = aService({
  aliases: ['exampel'],
  products: ['Example Learning'],
  practices: [
    aPractice({
      rules: [
        aRule({ jurisdictions: ['eea', 'CH', 'GB'], since: '2025-11-03', announced: '2025-09-18' }),
        aRule({ default: 'never', jurisdictions: ['eea', 'CH', 'GB'], until: '2025-11-03', evidence: ['old'] }),
        aRule({ jurisdictions: ['world'] }),
      ],
      controls: [
        aControl({
          steps: {
            web: { steps: [{ choose: ['Me', 'Settings'] }, { toggle: 'Use my data', to: 'off' }], evidence: ['policy'] },
            ios: { steps: [{ choose: ['Profile photo', 'Settings'] }, { toggle: 'Use my data', to: 'off' }], evidence: ['policy'] },
          },
        }),
      ],
      caveats: [{ text: 'It does not undo training that has already happened.' }],
      data: { used: ['posts'], excluded: ['private messages'] },
    }),
    aPractice({ id: 'ranking', title: 'Ranking', rules: [aRule({ default: 'always' })], controls: [] }),
  ],
  evidence: [
    anEvidence({ dated: '2026-08-21' }),
    anEvidence({ id: 'old', title: 'Older policy', dated: '2025-01-01', quote: 'We do not train AI on members in Europe.' }),
  ],
  timeline: [{ on: '2025-09-18', what: 'Example announces it.', kind: 'announced', jurisdictions: ['world'], evidence: ['policy'] }],
  myths: [{ claim: 'Private messages are used.', truth: 'They are not, says the policy.', evidence: ['policy'] }],
})

/** Off today; on by default for everybody from 17 January 2027; only an admin can change it. */
const upcoming = anotherService('upcoming', {
  name: 'Upcoming',
  category: 'work',
  practices: [
    aPractice({
      rules: [aRule({ default: 'off', until: '2027-01-17' }), aRule({ since: '2027-01-17', announced: '2026-11-01' })],
      controls: [aControl({ kind: 'admin', who: 'admin', link: { url: 'https://upcoming.example/admin' } })],
    }),
  ],
  adminMessage: 'Hello, could you turn it off? Thank you.',
})

/** Everything in it tries to become markup. */
const hostile = anotherService('hostile', {
  name: '<script>alert(1)</script>',
  category: 'media',
  owner: '"><img src=x onerror=alert(1)>',
  practices: [
    aPractice({
      uses: '<b onmouseover="alert(1)">posts</b>',
      title: '</title><svg onload=alert(1)>',
      controls: [],
      rules: [aRule({ default: 'always' })],
    }),
  ],
  evidence: [anEvidence({ title: "'><iframe src=//evil.example>", quote: '</blockquote><script>alert(2)</script>' })],
  conflicts: ['<script>alert(3)</script>'],
})

export const services: readonly Service[] = [
  example,
  upcoming,
  hostile,
  anotherService('quiet', { name: 'Quiet', practices: [aPractice({ rules: [aRule({ default: 'never' })], controls: [] })] }),
]

/** The site as an operator in Germany runs it. */
export function aSite(overrides: Partial<WebOptions> = {}) {
  return createWeb({
    catalog: createCatalog(services),
    clock: { now: () => NOW },
    defaults: { region: 'DE', zone: 'Europe/Berlin' },
    publicUrl: 'https://optout.example',
    ready: () => true,
    ...overrides,
  })
}

/** A page's HTML. */
export async function textAt(path: string, init?: RequestInit, overrides: Partial<WebOptions> = {}): Promise<string> {
  const response = await aSite(overrides).request(path, init)
  return response.text()
}
