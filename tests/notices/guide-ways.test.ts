/** Ways out of every practice, and what is said about them: in a guide's message. */

import { expect, test } from 'vitest'
import { noticeText } from '../../src/core/notice-text.ts'
import type { Question, Service } from '../../src/core/service.ts'
import { statusOf } from '../../src/guides/status.ts'
import { guideNotice } from '../../src/notices/guide-notice.ts'
import { messagesFor } from '../../src/notices/messages.ts'
import { aControl, anEvidence, aPractice, aRule, aService, type ControlInput, type EvidenceInput } from '../guides/service-factory.ts'

function said(service: Service, surface: 'chat' | 'text' = 'chat', asked: Partial<Question> = {}): readonly string[] {
  const question: Question = { region: 'DE', account: 'personal', device: 'web', on: '2026-11-22', ...asked }
  const notice = guideNotice(statusOf(service, question), {
    messages: messagesFor('en'),
    reader: { question, admin: false, regionFrom: 'saved' },
    asked: { slug: service.slug },
    surface,
    shared: false,
    followed: false,
    remarks: [],
    publicUrl: null,
  })
  return noticeText(notice).split('\n')
}

const withControl = (control: Partial<ControlInput>) => aService({ practices: [aPractice({ controls: [aControl(control)] })] })
const withEvidence = (...evidence: Partial<EvidenceInput>[]) =>
  aService({
    evidence: evidence.map((each, at) => anEvidence({ id: at === 0 ? 'policy' : `more-${at}`, ...each })),
    practices: [aPractice({ controls: [], rules: [aRule({ evidence: evidence.map((_, at) => (at === 0 ? 'policy' : `more-${at}`)) })] })],
  })

test('a link that lands elsewhere than the steps lead to replaces none of them', () => {
  const service = withControl({ link: { url: 'https://example.com/settings', lands: 'Account' } })
  const steps = ['1. Open Settings, then AI settings.', '2. Turn off Use my posts for AI.']
  expect(said(service)).toEqual(expect.arrayContaining(['Open the setting: https://example.com/settings', ...steps]))
  expect(said(service, 'text')).toEqual(expect.arrayContaining([...steps, 'Or open Account, https://example.com/settings']))
})

test('a link nobody knows the landing of replaces nothing either', () => {
  expect(said(withControl({ link: { url: 'https://example.com/settings' } }))).toContain('1. Open Settings, then AI settings.')
})

test('a landing is the same label in spite of case and punctuation', () => {
  const service = withControl({ link: { url: 'https://example.com/ai', lands: 'AI Settings…' } })
  expect(said(service)).toContain('1. Open AI Settings… with the button.')
})

test('a way that is only the address of the link is left out', () => {
  const steps = [{ open: 'https://example.com/ai' }, { toggle: 'AI', to: 'off' as const }]
  const service = withControl({ link: { url: 'https://example.com/ai' }, steps: { web: { steps, evidence: ['policy'] } } })
  expect(said(service)).toEqual(expect.arrayContaining(['1. Open the page with the button.', '2. Turn off AI.']))
})

test('where the first use has no way out, the steps of the first other use that has one are shown', () => {
  const sharing = aPractice({ id: 'sharing', title: 'Sharing', rules: [aRule({ default: 'on' })] })
  const service = aService({ practices: [aPractice({ rules: [aRule({ default: 'never' })], controls: [] }), sharing] })
  const words = said(service)
  expect(words).toEqual(expect.arrayContaining(['Turn it off: Sharing', '2. Turn off Use my posts for AI.', '- Sharing: on by default.']))
  const both = said(aService({ practices: [aPractice(), sharing] }))
  expect(both).not.toContain('Turn it off: Sharing')
  expect(both).toContain('- Sharing: on by default. The same switch turns it off.')
})

test.each(['never', 'unknown', 'always'] as const)('what helps besides is told where the answer is %s', (value) => {
  const service = aService({
    practices: [aPractice({ rules: [aRule({ default: value })], controls: [] })],
    alternatives: [{ text: 'Keep what is private out of it.' }],
  })
  const words = said(service)
  expect(words).toContain('- Keep what is private out of it.')
  expect(words).toContain(value === 'never' ? 'What else you can do' : 'What you can do instead')
})

test.each(['never', 'on', 'always', 'off'] as const)('the note of a rule that says %s follows the answer', (value) => {
  const service = aService({ practices: [aPractice({ rules: [aRule({ default: value, note: 'Only in some cases.' })] })] })
  expect(said(service).filter((line) => line.includes('Only in some cases.'))).toEqual(['Only in some cases.'])
})

test('deleting speaks of what the practice uses', () => {
  const service = aService({ practices: [aPractice({ uses: 'your recordings', controls: [aControl({ kind: 'delete' })] })] })
  expect(said(service)).toContain('Delete your recordings')
  expect(said(service)[1]).toBe('Example uses your recordings to train AI. You can only delete your recordings.')
})

test('says what a control covers, needs, takes and costs, and from when it works', () => {
  const service = withControl({
    needs: ['an account'],
    takesEffect: 'It works from then on.',
    covers: 'Posts, not messages',
    takes: 'about a minute',
    loses: ['Suggestions stop.'],
  })
  expect(said(service)).toContain(
    'You need: an account. It works from then on. It covers: Posts, not messages. How long: about a minute. What you lose: Suggestions stop.',
  )
})

test('what a parent has to do is said so', () => {
  const words = said(withControl({ who: 'parent' }))
  expect(words[1]).toBe('Example uses your posts and photos to train AI, unless a parent or guardian turns it off.')
  expect(words).toContain('A parent or guardian has to do this.')
})

test.each([
  ['reports', [{ kind: 'press' }, { kind: 'ngo' }], 'Known from reports, not from its own words.'],
  ['an authority', [{ kind: 'regulator' }, { kind: 'press' }], 'Known from an authority, not from its own words.'],
  ['its own words', [{ kind: 'press' }, { kind: 'help' }], null],
] as const)('an answer known from %s', (_, evidence, expected) => {
  const last = said(withEvidence(...evidence)).find((line) => line.includes(' · '))
  expect(/Known from[^.]*\./.exec(last ?? '')?.[0] ?? null).toBe(expected)
})

test.each([
  ['2026-08-25', 'Checked 25 August 2026.'],
  ['2026-08-24', 'Last checked 24 August 2026.'],
  ['2026-02-25', 'Last checked 25 February 2026, so look twice.'],
  ['2025-02-25', 'Last checked over a year ago, so look twice.'],
])('what was read on %s reads "%s"', (dated, expected) => {
  const line = said(withEvidence({ dated })).find((each) => each.includes(' · '))
  expect(line?.split(' · ')[1]).toBe(expected)
})
