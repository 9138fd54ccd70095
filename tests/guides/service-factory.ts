/**
 * Small valid guides for tests. Everything is written as in a guide file (`choose: [...]`, not `kind: 'choose'`) and parsed by the
 * real schema, so a test's world cannot be one that the loader would refuse. Say only what the test is about.
 */

import { stringify } from 'yaml'
import type { z } from 'zod'
import type { Service } from '../../src/core/service.ts'
import { GuideFile } from '../../src/guides/schema.ts'

export type GuideInput = z.input<typeof GuideFile>
export type PracticeInput = GuideInput['practices'][number]
export type RuleInput = PracticeInput['rules'][number]
export type ControlInput = NonNullable<PracticeInput['controls']>[number]
export type EvidenceInput = GuideInput['evidence'][number]

/** The day tests take for today. */
export const TODAY = '2026-11-22'

/** Evidence `policy`: the service's own words, for the whole world. */
export function anEvidence(overrides: Partial<EvidenceInput> = {}): EvidenceInput {
  return {
    id: 'policy',
    url: 'https://example.com/privacy',
    title: 'Example privacy policy',
    publisher: 'Example',
    kind: 'policy',
    dated: '2025-01-01',
    edition: { jurisdictions: ['world'], language: 'en' },
    quote: 'We use your posts to train our AI models. You can turn this off.',
    supports: 'default and switch',
    ...overrides,
  }
}

/** `on` for everybody, always. */
export function aRule(overrides: Partial<RuleInput> = {}): RuleInput {
  return { default: 'on', jurisdictions: ['world'], evidence: ['policy'], ...overrides }
}

/** A switch with a link and steps on the web. */
export function aControl(overrides: Partial<ControlInput> = {}): ControlInput {
  return {
    id: 'switch',
    kind: 'toggle',
    link: { url: 'https://example.com/settings/ai', lands: 'AI settings' },
    steps: {
      web: { steps: [{ choose: ['Settings', 'AI settings'] }, { toggle: 'Use my posts for AI', to: 'off' }], evidence: ['policy'] },
    },
    evidence: ['policy'],
    ...overrides,
  }
}

/** One world rule and one switch. */
export function aPractice(overrides: Partial<PracticeInput> = {}): PracticeInput {
  return { id: 'training', title: 'AI training', uses: 'your posts and photos', rules: [aRule()], controls: [aControl()], ...overrides }
}

/** A guide as written in YAML: "Example", slug `example`, one practice, one evidence entry. Passes every content check. */
function aGuide(overrides: Partial<GuideInput> = {}): GuideInput {
  return {
    slug: 'example',
    name: 'Example',
    domains: ['example.com'],
    owner: 'Example Inc.',
    category: 'social',
    practices: [aPractice()],
    evidence: [anEvidence()],
    ...overrides,
  }
}

/** The same as the program sees it. Throws when the overrides break the schema. */
export function aService(overrides: Partial<GuideInput> = {}): Service {
  return GuideFile.parse(aGuide(overrides))
}

/** A second, unrelated service named after its slug: own domain, own aliases. */
export function anotherService(slug: string, overrides: Partial<GuideInput> = {}): Service {
  return aService({ slug, name: slug, domains: [`${slug}.example`], practices: [aPractice({ controls: [] })], ...overrides })
}

/** The text of a guide file. */
export function aGuideText(overrides: Partial<GuideInput> = {}): string {
  return stringify(aGuide(overrides), { schema: 'core', lineWidth: 0 })
}
