import { describe, expect, test } from 'vitest'
import type { Button, Notice } from '../../src/core/notice.ts'
import { noticeText } from '../../src/core/notice-text.ts'
import type { Question, Service } from '../../src/core/service.ts'
import { statusOf } from '../../src/guides/status.ts'
import { guideNotice } from '../../src/notices/guide-notice.ts'
import type { GuideOptions } from '../../src/notices/guide-options.ts'
import { messagesFor } from '../../src/notices/messages.ts'
import { noticeHtml } from '../../src/notices/notice-html.ts'
import { aControl, anEvidence, aPractice, aRule, aService } from '../guides/service-factory.ts'

const messages = messagesFor('en')

interface Case {
  readonly question?: Partial<Question>
  readonly admin?: boolean
  readonly options?: Partial<GuideOptions>
}

function guide(service: Service, { question, admin = false, options }: Case = {}): Notice {
  const asked: Question = { region: 'DE', account: 'personal', device: 'web', on: '2026-11-22', ...question }
  return guideNotice(statusOf(service, asked), {
    messages,
    reader: { question: asked, admin, regionFrom: 'saved' },
    asked: { slug: service.slug },
    shared: false,
    followed: false,
    remarks: [],
    publicUrl: null,
    ...options,
  })
}

const lines = (service: Service, given?: Case) => noticeText(guide(service, given)).split('\n')
const withRule = (rule: Parameters<typeof aRule>[0], controls = [aControl()], more: Parameters<typeof aPractice>[0] = {}) =>
  aService({ practices: [aPractice({ rules: [aRule(rule)], controls, ...more })] })
const buttons = (notice: Notice): readonly Button[] => notice.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))

describe('the answer comes first, and says who can change it', () => {
  test.each([
    [
      'a switch',
      withRule({ default: 'on' }),
      '● Example: AI training is on by default',
      'Example uses your posts and photos to train AI, unless you turn it off.',
    ],
    [
      'a form',
      withRule({ default: 'on' }, [aControl({ kind: 'form' })]),
      '● Example: AI training is on by default',
      'Example uses your posts and photos to train AI, unless you object. There is no switch: you send a form.',
    ],
    [
      'an admin',
      withRule({ default: 'on' }, [aControl({ kind: 'admin', who: 'admin' })]),
      '● Example: AI training is on, only an admin can turn it off',
      'Example uses your posts and photos to train AI, unless an admin turns it off. Only an admin can.',
    ],
    [
      'nobody',
      withRule({ default: 'always' }, []),
      '■ Example: AI training has no off switch',
      'Example uses your posts and photos to train AI. We found no setting that stops this.',
    ],
    [
      'nobody, though one may object',
      withRule({ default: 'always' }, [aControl({ kind: 'form', weighed: true })]),
      '■ Example: AI training has no off switch',
      'Example uses your posts and photos to train AI. We found no setting that stops this. You can object; they decide.',
    ],
    [
      'a third party trains',
      withRule({ default: 'always' }, [], { thirdParty: 'AI companies' }),
      '■ Example: AI training has no off switch',
      'Example lets AI companies use your posts and photos to train AI. We found no setting that stops this.',
    ],
    [
      'opt-in',
      withRule({ default: 'off' }),
      '○ Example: AI training is off by default',
      'Example uses your posts and photos to train AI only if you turn it on. Nothing to do.',
    ],
    [
      'a promise',
      withRule({ default: 'never' }, []),
      '✓ Example says: no AI training',
      'Example says it does not use your posts and photos to train AI. Nothing to turn off.',
    ],
    [
      'nothing known',
      withRule({ default: 'unknown' }, []),
      "? Example: we don't know",
      'We found no text that settles whether Example uses your posts and photos to train AI. That is not a promise.',
    ],
  ])('%s', (_, service, heading, sentence) => {
    expect(lines(service).slice(0, 2)).toEqual([heading, sentence])
  })

  test('to an admin it speaks of the organisation', () => {
    const service = withRule({ default: 'on' }, [aControl({ kind: 'admin', who: 'admin' })], { usesForAdmin: 'posts' })
    expect(lines(service, { admin: true })[1]).toBe(
      "Example uses your organisation's posts to train AI until you turn it off. You can, as an admin.",
    )
  })
})

describe('for whom, and since when', () => {
  test('says place, account, device, day and since', () => {
    expect(lines(withRule({ default: 'on', since: '2025-11-03' }))[2]).toBe(
      'For you: Germany, personal account, in a browser, 22 November 2026. Since 3 November 2025.',
    )
  })

  test('an unknown first day is said to be unknown', () => {
    expect(lines(withRule({ default: 'on', sinceBefore: '2024-09-18' }))[2]).toContain(
      'Since before 18 September 2024 (exact date not known).',
    )
  })

  test('what comes next is announced with its date and the days left', () => {
    const service = aService({
      practices: [aPractice({ rules: [aRule({ default: 'off', until: '2026-12-01' }), aRule({ default: 'on', since: '2026-12-01' })] })],
    })
    expect(lines(service)[2]).toBe('From 1 December 2026 (in 9 days): on by default.')
  })

  test('plans that differ are told apart', () => {
    const service = aService({
      practices: [
        aPractice({ rules: [aRule({ default: 'on', plans: ['Free', 'Standard'] }), aRule({ default: 'off', plans: ['Premium'] })] }),
      ],
    })
    expect(lines(service)[2]).toBe('Free and Standard: on by default. Premium: off by default.')
  })
})

describe('the next step', () => {
  test('a link makes the way one step, and the menus stay as the way by hand', () => {
    expect(lines(aService()).slice(3, 8)).toEqual([
      'Turn it off',
      'Open the setting: https://example.com/settings/ai',
      '1. Open AI settings with the button.',
      '2. Turn off Use my posts for AI.',
      'By hand: Settings › AI settings',
    ])
  })

  test('without a link the menus are the steps', () => {
    const { link: _, ...unlinked } = aControl()
    const service = aService({ practices: [aPractice({ controls: [unlinked] })] })
    expect(lines(service).slice(3, 6)).toEqual(['Turn it off', '1. Open Settings, then AI settings.', '2. Turn off Use my posts for AI.'])
  })

  test('where nothing can be pressed, the first step carries the address', () => {
    expect(lines(aService(), { options: { surface: 'text' } })).toContain('1. Open AI settings, https://example.com/settings/ai')
  })

  test('a device without steps gets those of another, and is told so', () => {
    expect(lines(aService(), { question: { device: 'ios' } })).toContain('We only have the steps in a browser.')
  })

  test('never leaves nothing to do', () => {
    expect(buttons(guide(withRule({ default: 'never' }, []))).map(({ label }) => label)).toEqual(['Follow Example', 'Share here'])
  })

  test('a member gets the message for their admin, an admin gets the steps', () => {
    const service = aService({
      adminMessage: 'Hello, could you turn it off? Thank you.',
      practices: [aPractice({ controls: [aControl({ kind: 'admin', who: 'admin' })] })],
    })
    expect(lines(service)).toContain('> Hello, could you turn it off? Thank you.')
    expect(lines(service, { admin: true })).toContain('2. Turn off Use my posts for AI.')
    expect(buttons(guide(service)).map(({ label }) => label)).toEqual([
      'Copy the message',
      'I am the admin',
      'Remind me',
      'Objection letter',
      'Follow Example',
      'Share here',
    ])
    expect(buttons(guide(service, { admin: true })).map(({ label }) => label)).not.toContain('Objection letter')
  })
})

describe('proof', () => {
  test('the service’s own newest words come first, with their date and the day of the copy', () => {
    const service = aService({
      evidence: [
        anEvidence({ id: 'press', kind: 'press', dated: '2026-11-01', quote: 'They train AI, say reports.' }),
        anEvidence({ id: 'old', dated: '2024', quote: 'We train AI models.' }),
        anEvidence({ id: 'policy', dated: '2026-08-21', copied: '2026-08-22', quote: 'You can opt out of AI training.' }),
      ],
      practices: [aPractice({ rules: [aRule({ evidence: ['press', 'old', 'policy'] })] })],
    })
    const said = lines(service)
    expect(said).toContain('Proof “You can opt out of AI training.”')
    expect(said.at(-1)).toContain(
      'Example privacy policy, https://example.com/privacy, 21 August 2026, copy of 22 August 2026 · Checked 1 November 2026.',
    )
  })

  test('what is old says so', () => {
    const age = (dated: string) => lines(aService({ evidence: [anEvidence({ dated })] })).at(-1)
    expect(age('2026-01-01')).toContain('Last checked 1 January 2026, so look twice.')
    expect(age('2025-01-01')).toContain('Last checked over a year ago, so look twice.')
  })
})

test('a shared guide says nothing of a person, and its buttons answer each one privately', () => {
  const notice = guide(aService(), { options: { shared: true } })
  expect(noticeText(notice)).toContain('For: Germany, personal account, 22 November 2026')
  expect(buttons(notice).flatMap((button) => (button.kind === 'action' ? [button.action] : []))).toEqual([
    { do: 'guide', slug: 'example' },
    { do: 'follow', slug: 'example' },
  ])
  expect(notice.blocks.some(({ kind }) => kind === 'select')).toBe(false)
})

test('as HTML it is escaped, and links lead only to the web', () => {
  const html = noticeHtml(guide(withRule({ default: 'on' }, [], { uses: 'your <script>alert(1)</script> & "posts"' })))
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;posts&quot;')
  expect(html).not.toContain('<script')
  const hostile: Notice = {
    kind: 'list',
    locale: 'en',
    tone: 'none',
    blocks: [{ kind: 'text', text: [{ kind: 'link', text: 'x', url: 'javascript:alert(1)' }] }],
  }
  expect(noticeHtml(hostile)).not.toContain('javascript:')
})
