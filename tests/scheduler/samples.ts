import type { Change } from '../../src/core/change.ts'
import type { Practice, Rule, Service } from '../../src/core/service.ts'

const rule: Rule = { default: 'on', jurisdictions: ['world'], evidence: [] }
const practice: Practice = { id: 'models', title: 'AI models', uses: 'your posts', rules: [rule], controls: [], caveats: [] }

export function aService(slug: string): Service {
  return {
    slug,
    name: slug,
    aliases: [],
    products: [],
    domains: [],
    owner: slug,
    category: 'social',
    evidence: [],
    practices: [practice],
    alternatives: [],
    timeline: [],
    myths: [],
    controllers: [],
    recordedAs: [],
    conflicts: [],
  }
}

/** A change of LinkedIn on 2026-08-20, announced on 2026-08-10, for everybody, unless told otherwise. */
export function aChange(key: string, given: Partial<Omit<Change, 'key' | 'service'>> & { readonly slug?: string } = {}): Change {
  const { slug = 'linkedin', ...rest } = given
  return {
    key,
    service: aService(slug),
    practice,
    effectiveOn: '2026-08-20',
    announcedOn: '2026-08-10',
    before: 'off',
    after: 'on',
    kinds: ['default-flip-on'],
    direction: 'worse',
    severity: 'action',
    jurisdictions: ['world'],
    accounts: null,
    plans: null,
    rule,
    ...rest,
  }
}
