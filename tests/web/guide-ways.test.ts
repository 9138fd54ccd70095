/** A guide's page: ways out of every use, what they need and cost, what the rule adds, and where sources disagree. */

import { expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import type { Service } from '../../src/core/service.ts'
import { aControl, anEvidence, aPractice, aRule, aService } from '../guides/service-factory.ts'
import { textAt } from './a-site.ts'

const pageOf = async (service: Service) => {
  const page = await textAt('/s/example', {}, { catalog: createCatalog([service]) })
  return page.slice(page.indexOf('<article'), page.indexOf('</article>'))
}
const sharing = (overrides: Parameters<typeof aControl>[0] = {}) =>
  aPractice({ id: 'sharing', title: 'Sharing', controls: [aControl({ id: 'other', ...overrides })] })

test('every use shows the steps of its own way out', async () => {
  const steps = { web: { steps: [{ choose: ['Settings', 'Partners'] }, { toggle: 'Share', to: 'off' as const }], evidence: ['policy'] } }
  const page = await pageOf(aService({ practices: [aPractice(), sharing({ link: { url: 'https://example.com/partners' }, steps })] }))
  const use = page.slice(page.indexOf('id="use-sharing"'))
  expect(use).toContain('Open <strong>Settings</strong>, then <strong>Partners</strong>.')
  expect(use).toContain('Turn off <strong>Share</strong>.')
  expect(use).toContain('href="https://example.com/partners"')
})

test('a way out that was told above is not told twice', async () => {
  const page = await pageOf(aService({ practices: [aPractice(), sharing()] }))
  expect(page.slice(page.indexOf('id="use-sharing"'))).toContain('The same switch turns it off.')
  expect(page.match(/Use my posts for AI/g)).toHaveLength(1)
})

test('what helps besides stands on the page where nothing is used, too', async () => {
  const service = aService({
    practices: [aPractice({ rules: [aRule({ default: 'never' })], controls: [] })],
    alternatives: [{ text: 'Keep your profile short.' }],
  })
  expect(await pageOf(service)).toContain('<h2>What else you can do</h2><ul class="points"><li>Keep your profile short.')
})

test('notes, facts of a control, sources that disagree and where it is known from', async () => {
  const page = await pageOf(
    aService({
      practices: [
        aPractice({
          rules: [aRule({ note: 'Only in some cases.' })],
          controls: [aControl({ takes: 'about a minute', loses: ['Suggestions stop.'], covers: 'Posts.', needs: ['an account'] })],
        }),
      ],
      conflicts: ['The policy says one thing, a help page another.'],
      evidence: [anEvidence({ kind: 'press' })],
    }),
  )
  for (const words of [
    '<p class="source">Only in some cases.</p>',
    'You need: an account. It covers: Posts. How long: about a minute. What you lose: Suggestions stop.',
    'The policy says one thing, a help page another.',
    'Known from reports, not from its own words.',
  ])
    expect(page).toContain(words)
})

test('a table shows the regions whose answers differ, the reader’s own marked; where none differ there is no table', async () => {
  const rules = [aRule({ default: 'always' }), aRule({ jurisdictions: ['eea'] }), aRule({ default: 'never', jurisdictions: ['US'] })]
  const page = await pageOf(aService({ practices: [aPractice({ rules })] }))
  const rows = [...page.slice(page.indexOf('id="regions"')).matchAll(/<tr[^>]*>.*?<\/tr>/g)].map(([row]) => row)
  expect(rows.map((row) => row.replace(/<[^>]*>/g, '|').replace(/\|+/g, '|'))).toEqual([
    '|Region|AI training|What you can do|',
    '|the EU and EEA|On by default|Turn it off|',
    '|United States|Not used|Nothing to do|',
    '|the rest of the world|Always used|Turn it off|',
  ])
  expect(rows.map((row) => row.includes('aria-current'))).toEqual([false, true, false, false])
  expect(rows[2]).toContain('href="/s/example?region=US"')
  expect(await pageOf(aService())).not.toContain('id="regions"')
})

test('an answer we do not know says what decides it', async () => {
  const rules = [aRule({ default: 'unknown' }), aRule({ jurisdictions: ['US'] }), aRule({ accounts: ['business'] })]
  expect(await pageOf(aService({ practices: [aPractice({ rules })] }))).toContain(
    'We know it for other cases. What decides it: the kind of account and the region.',
  )
})
