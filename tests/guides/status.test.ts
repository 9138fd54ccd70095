import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/core/calendar-date.ts'
import { COUNTRIES } from '../../src/core/jurisdiction.ts'
import { ASKED_ACCOUNTS, DEFAULTS, type Question } from '../../src/core/service.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { rulesFor, statusOf } from '../../src/guides/status.ts'
import { anEvidence, aPractice, aRule, aService } from './service-factory.ts'

const asked = (overrides: Partial<Question> = {}): Question => ({
  region: 'DE',
  account: 'personal',
  device: 'web',
  on: '2026-11-22',
  ...overrides,
})
const withRules = (...rules: Parameters<typeof aRule>[0][]) =>
  aService({ practices: [aPractice({ rules: rules.map((rule) => aRule(rule)) })] })

describe('statusOf', () => {
  test('the narrower place wins, whatever the order of the rules', () => {
    const service = withRules(
      { default: 'always', jurisdictions: ['world'] },
      { default: 'on', jurisdictions: ['eea'] },
      { default: 'off', jurisdictions: ['eu'] },
      { default: 'never', jurisdictions: ['DE'] },
      { default: 'unknown', jurisdictions: ['US-CA'] },
    )
    const answer = (region: string) => statusOf(service, asked({ region })).headline.default
    expect([answer('DE'), answer('FR'), answer('NO'), answer('BR'), answer('US-CA'), answer('US')]).toEqual([
      'never',
      'off',
      'on',
      'always',
      'unknown',
      'always',
    ])
  })

  test('among equally narrow places, a rule that names the account wins', () => {
    const service = withRules({ default: 'on' }, { default: 'never', accounts: ['enterprise', 'minor'] })
    expect(statusOf(service, asked({ account: 'enterprise' })).headline.default).toBe('never')
    expect(statusOf(service, asked({ account: 'business' })).headline.default).toBe('on')
  })

  test('a rule holds from its first day until the day before its last', () => {
    const service = withRules({ default: 'never', until: '2025-11-03' }, { default: 'on', since: '2025-11-03' })
    expect(statusOf(service, asked({ on: '2025-11-02' })).headline.default).toBe('never')
    expect(statusOf(service, asked({ on: '2025-11-03' })).headline.default).toBe('on')
  })

  test('says what comes next and when', () => {
    const service = withRules({ default: 'off', until: '2026-12-01' }, { default: 'on', since: '2026-12-01' })
    expect(statusOf(service, asked()).headline.next).toMatchObject({ on: '2026-12-01', default: 'on' })
    expect(statusOf(service, asked({ on: '2026-12-01' })).headline.next).toBeNull()
  })

  test('where nothing is said, the answer is unknown and has no rule', () => {
    const service = withRules({ default: 'on', jurisdictions: ['US'] })
    expect(statusOf(service, asked()).headline).toMatchObject({ default: 'unknown', rule: null, confidence: 'none' })
  })

  test('plans of one account: the most used default is the answer, and all are told', () => {
    const service = withRules(
      { default: 'off', accounts: ['business'], plans: ['Premium'] },
      { default: 'on', accounts: ['business'], plans: ['Free', 'Standard'] },
    )
    const { headline } = statusOf(service, asked({ account: 'business' }))
    expect(headline.default).toBe('on')
    expect(headline.byPlan.map(({ plans, default: value }) => [plans, value])).toEqual([
      [['Free', 'Standard'], 'on'],
      [['Premium'], 'off'],
    ])
  })

  test('a personal account is answered as free, and says so when paid differs', () => {
    const service = withRules({ default: 'on', accounts: ['free'] }, { default: 'never', accounts: ['paid'] })
    expect(statusOf(service, asked()).headline).toMatchObject({ default: 'on', onPaid: 'never' })
    expect(statusOf(service, asked({ account: 'free' })).headline.onPaid).toBeNull()
  })

  test('confidence comes from whose words they are and how old', () => {
    const confidence = (evidence: Parameters<typeof anEvidence>[0]) =>
      statusOf(aService({ evidence: [anEvidence(evidence)] }), asked()).headline.confidence
    expect(confidence({ kind: 'policy', dated: '2026-08-01' })).toBe('high')
    expect(confidence({ kind: 'policy', dated: '2024' })).toBe('medium')
    expect(confidence({ kind: 'press', dated: '2026-08-01' })).toBe('low')
  })

  test('a guide ages by itself', () => {
    const service = aService({ evidence: [anEvidence({ dated: '2026-08-21' })] })
    const freshness = (on: string) => statusOf(service, asked({ on })).freshness
    expect([freshness('2026-11-18'), freshness('2026-11-19'), freshness('2027-05-18')]).toEqual(['fresh', 'check', 'stale'])
  })
})

describe('the catalog', async () => {
  const catalog = await loadCatalog()
  const regions = fc.constantFrom('world', 'eu', 'eea', 'US-CA', 'US-TX', ...COUNTRIES)
  const accounts = fc.constantFrom(...ASKED_ACCOUNTS)
  const days = fc.integer({ min: 0, max: 7000 }).map((days) => addDays('2015-01-01', days))

  test('answers every place, account and day with exactly one default per practice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...catalog.services), regions, accounts, days, (service, region, account, on) => {
        for (const each of statusOf(service, asked({ region, account, on })).practices) {
          expect(DEFAULTS).toContain(each.default)
          const rules = rulesFor(each.practice, region, account, on)
          const plain = rules.filter((rule) => rule.plans === undefined)
          expect(plain.length, `${service.slug} ${each.practice.id} ${region} ${account} ${on}`).toBeLessThanOrEqual(1)
          const plans = rules.flatMap((rule) => rule.plans ?? [])
          expect(new Set(plans).size).toBe(plans.length)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['linkedin', 'DE', 'personal', '2025-11-02', 'never'],
    ['linkedin', 'DE', 'personal', '2025-11-03', 'on'],
    ['linkedin', 'GB', 'personal', '2025-11-03', 'on'],
    ['linkedin', 'CH', 'personal', '2025-11-02', 'never'],
    ['linkedin', 'HK', 'personal', '2024-10-10', 'on'],
    ['linkedin', 'HK', 'personal', '2024-10-11', 'never'],
    ['linkedin', 'US', 'personal', '2024-09-17', 'on'],
    ['linkedin', 'BR', 'personal', '2026-11-22', 'on'],
    ['zoom', 'US', 'personal', '2026-11-22', 'never'],
    ['reddit', 'DE', 'personal', '2026-11-22', 'always'],
    ['atlassian', 'DE', 'business', '2026-08-17', 'on'],
    ['github-copilot', 'US', 'free', '2026-04-23', 'off'],
    ['github-copilot', 'US', 'free', '2026-04-24', 'on'],
  ] as const)('%s in %s, %s account, on %s: %s', (slug, region, account, on, expected) => {
    const service = catalog.find(slug)
    if (service === undefined) throw new Error(`no guide ${slug}`)
    expect(statusOf(service, asked({ region, account, on })).headline.default).toBe(expected)
  })
})
