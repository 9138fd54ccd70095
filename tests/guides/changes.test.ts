import { describe, expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { changesBetween, serviceChanges } from '../../src/guides/changes.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { aPractice, aRule, aService } from './service-factory.ts'

const withRules = (...rules: Parameters<typeof aRule>[0][]) =>
  aService({ practices: [aPractice({ rules: rules.map((rule) => aRule(rule)) })] })
const only = (...rules: Parameters<typeof aRule>[0][]) => {
  const changes = serviceChanges(withRules(...rules))
  expect(changes).toHaveLength(1)
  const [change] = changes
  if (change === undefined) throw new Error('unreachable')
  return change
}

describe('serviceChanges', () => {
  test('a default that flips on for everybody', () => {
    const change = only({ default: 'off', until: '2026-04-24' }, { default: 'on', since: '2026-04-24', announced: '2026-03-25' })
    expect(change).toMatchObject({
      effectiveOn: '2026-04-24',
      announcedOn: '2026-03-25',
      before: 'off',
      after: 'on',
      kinds: ['default-flip-on'],
      direction: 'worse',
      severity: 'action',
      jurisdictions: ['world'],
      accounts: null,
    })
  })

  test('a region that is added where others were used already', () => {
    const change = only(
      { default: 'on' },
      { default: 'never', jurisdictions: ['eea', 'CH'], until: '2025-11-03' },
      { default: 'on', jurisdictions: ['eea', 'CH'], since: '2025-11-03' },
    )
    expect(change.kinds).toEqual(['region-extended', 'default-flip-on'])
    expect(change.jurisdictions).toEqual(['CH', 'eea'])
  })

  test('a region that is spared while others are not', () => {
    const change = only(
      { default: 'on' },
      { default: 'on', jurisdictions: ['HK'], until: '2024-10-11' },
      { default: 'never', jurisdictions: ['HK'], since: '2024-10-11' },
    )
    expect(change).toMatchObject({ kinds: ['region-exempted', 'default-flip-off'], direction: 'better', severity: 'notice' })
  })

  test('the way out that is taken away, and the one that is given', () => {
    expect(only({ default: 'on', until: '2026-01-01' }, { default: 'always', since: '2026-01-01' }).kinds).toEqual(['optout-removed'])
    expect(only({ default: 'always', until: '2026-01-01' }, { default: 'on', since: '2026-01-01' }).kinds).toEqual(['optout-added'])
  })

  test('only the accounts that shift are named', () => {
    const change = only(
      { default: 'never' },
      { default: 'never', accounts: ['free', 'paid'], until: '2025-10-08' },
      { default: 'on', accounts: ['free', 'paid'], since: '2025-10-08' },
    )
    expect(change.accounts).toEqual(['free', 'paid'])
  })

  test('a rule that only restates what held is no change', () => {
    expect(
      serviceChanges(withRules({ default: 'on', until: '2026-01-01' }, { default: 'on', since: '2026-01-01', note: 'new wording' })),
    ).toEqual([])
  })

  test('a default that comes back because an exception ends', () => {
    const change = only({ default: 'on', announced: '2020-01-01' }, { default: 'never', jurisdictions: ['HK'], until: '2025-11-03' })
    expect(change).toMatchObject({ before: 'never', after: 'on', effectiveOn: '2025-11-03', announcedOn: null, jurisdictions: ['HK'] })
  })

  test('keys are the same every time and differ between changes', async () => {
    const { services } = await loadCatalog()
    const keys = services.flatMap((service) => serviceChanges(service).map((change) => change.key))
    expect(new Set(keys).size).toBe(keys.length)
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThanOrEqual(120)
  })
})

test('changesBetween leaves out the first day and takes in the last', () => {
  const catalog = createCatalog([withRules({ default: 'off', until: '2026-04-24' }, { default: 'on', since: '2026-04-24' })])
  expect(changesBetween(catalog, '2026-04-23', '2026-04-24')).toHaveLength(1)
  expect(changesBetween(catalog, '2026-04-24', '2026-04-30')).toHaveLength(0)
})

test('LinkedIn’s November 2025 change is one change for all the places it reached', async () => {
  const changes = changesBetween(await loadCatalog(), '2025-11-02', '2025-11-03').filter(
    ({ service, practice }) => service.slug === 'linkedin' && practice === service.practices[0],
  )
  expect(changes.map(({ before, after, jurisdictions, announcedOn }) => ({ before, after, jurisdictions, announcedOn }))).toEqual([
    { before: 'never', after: 'on', jurisdictions: ['CA', 'CH', 'GB', 'HK', 'eea'], announcedOn: '2025-09-18' },
  ])
})
