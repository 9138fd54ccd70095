import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { COMPONENT, FLAG, type MessagePayload } from '../../../src/bots/discord/payload.ts'
import { renderDiscord } from '../../../src/bots/discord/render.ts'
import type { Action } from '../../../src/core/action.ts'
import { type Block, NOTICE_KINDS, type Notice, plain, type Span } from '../../../src/core/notice.ts'
import { DISCORD_LIMITS_CHECKED, messageProblemsOf } from './check-message.ts'
import { hostileText, readMarkdown } from './read-markdown.ts'

const actionId = (action: Action) => JSON.stringify(action)
const noticeOf = (...blocks: Block[]): Notice => ({ kind: 'guide', locale: 'en', tone: 'on', blocks })
const render = (notice: Notice, options: { private?: boolean } = {}) => renderDiscord(notice, { private: true, actionId, ...options })
const heading = (text: string): Block => ({ kind: 'heading', level: 1, text: plain(text) })
const button = (label: string, slug = label): Extract<Block, { kind: 'buttons' }>['buttons'][number] => ({
  kind: 'action',
  label,
  action: { do: 'follow', slug },
})

beforeAll(DISCORD_LIMITS_CHECKED)

describe('a guide', () => {
  const guide: Notice = noticeOf(
    heading('● LinkedIn: AI training is on by default'),
    {
      kind: 'text',
      text: [
        { kind: 'text', text: 'LinkedIn uses your posts, ' },
        { kind: 'text', text: 'unless you turn it off', strong: true },
        { kind: 'text', text: '.' },
      ],
    },
    { kind: 'quiet', text: plain('For you: Germany, personal account') },
    { kind: 'divider' },
    { kind: 'heading', level: 2, text: plain('Turn it off') },
    { kind: 'buttons', buttons: [{ kind: 'link', label: 'Open the setting', url: 'https://linkedin.example/settings' }] },
    { kind: 'list', ordered: true, items: [plain('Open it.'), plain('Turn it off.')] },
    { kind: 'divider' },
    { kind: 'quote', text: plain('You can opt out\nat any time.') },
    {
      kind: 'buttons',
      buttons: [
        { kind: 'action', label: 'I turned it off', action: { do: 'help' }, style: 'done' },
        { kind: 'action', label: 'Main', action: { do: 'follow', slug: 'a' }, style: 'main' },
        { kind: 'action', label: 'Second main', action: { do: 'follow', slug: 'b' }, style: 'main' },
        { kind: 'action', label: 'Delete', action: { do: 'digest-off' }, style: 'danger' },
        button('Share here'),
      ],
    },
    {
      kind: 'select',
      name: 'case',
      placeholder: 'Not your case?',
      options: [{ label: 'On iPhone', description: 'iOS 26', action: { do: 'guide', slug: 'linkedin', device: 'ios' } }],
    },
  )

  test('is one container with the colour of its state, for one person only', () => {
    const payload = render(guide)
    expect(payload.flags).toBe(FLAG.componentsV2 | FLAG.ephemeral)
    expect(payload.content).toBeUndefined()
    expect(payload.allowed_mentions).toEqual({ parse: [] })
    expect(payload.components).toHaveLength(1)
    expect(payload.components[0]).toMatchObject({ type: COMPONENT.container, accent_color: 0xb97a14 })
  })

  test('joins neighbouring texts, keeps buttons in rows of four, one of them the main one', () => {
    const [container] = render(guide).components
    expect(container?.components).toEqual([
      {
        type: COMPONENT.text,
        content:
          '## ● LinkedIn: AI training is on by default\nLinkedIn uses your posts, **unless you turn it off**.\n-# For you: Germany, personal account',
      },
      { type: COMPONENT.separator },
      { type: COMPONENT.text, content: '### Turn it off' },
      {
        type: COMPONENT.row,
        components: [{ type: COMPONENT.button, style: 5, label: 'Open the setting', url: 'https://linkedin.example/settings' }],
      },
      { type: COMPONENT.text, content: '1. Open it.\n2. Turn it off.' },
      { type: COMPONENT.separator },
      { type: COMPONENT.text, content: '> You can opt out\n> at any time.' },
      {
        type: COMPONENT.row,
        components: [
          { type: COMPONENT.button, style: 3, label: 'I turned it off', custom_id: '{"do":"help"}' },
          { type: COMPONENT.button, style: 1, label: 'Main', custom_id: '{"do":"follow","slug":"a"}' },
          { type: COMPONENT.button, style: 2, label: 'Second main', custom_id: '{"do":"follow","slug":"b"}' },
          { type: COMPONENT.button, style: 4, label: 'Delete', custom_id: '{"do":"digest-off"}' },
        ],
      },
      {
        type: COMPONENT.row,
        components: [{ type: COMPONENT.button, style: 2, label: 'Share here', custom_id: '{"do":"follow","slug":"Share here"}' }],
      },
      {
        type: COMPONENT.row,
        components: [
          {
            type: COMPONENT.select,
            custom_id: 'select:case',
            placeholder: 'Not your case?',
            options: [{ label: 'On iPhone', description: 'iOS 26', value: '{"do":"guide","slug":"linkedin","device":"ios"}' }],
          },
        ],
      },
    ])
  })

  test('is public without the ephemeral flag, and without a colour when it has no state', () => {
    const payload = render({ ...guide, tone: 'none' }, { private: false })
    expect(payload.flags).toBe(FLAG.componentsV2)
    expect(payload.components[0]).not.toHaveProperty('accent_color')
  })
})

describe('what we send to a person unasked', () => {
  const reminder: Notice = {
    kind: 'reminder',
    locale: 'en',
    tone: 'on',
    blocks: [
      { kind: 'heading', level: 1, text: plain('Atlassian: 3 days left.') },
      { kind: 'text', text: plain('An admin sets it to Off.') },
      { kind: 'divider' },
      { kind: 'quiet', text: plain('You asked for this.') },
      { kind: 'buttons', buttons: [button('Open guide')] },
    ],
  }

  test('is classic content, readable on a lock screen, without previews of links', () => {
    expect(renderDiscord(reminder, { private: false, actionId, tag: 77 })).toEqual({
      flags: FLAG.suppressEmbeds,
      content: '**Atlassian: 3 days left.**\nAn admin sets it to Off.\n-# You asked for this.',
      components: [
        {
          type: COMPONENT.row,
          id: 77,
          components: [{ type: COMPONENT.button, style: 2, label: 'Open guide', custom_id: '{"do":"follow","slug":"Open guide"}' }],
        },
      ],
      allowed_mentions: { parse: [] },
    })
  })

  test('takes the components form where it replaces such a message', () => {
    const payload = renderDiscord(reminder, { private: false, actionId, form: 'components' })
    expect(payload.content).toBeUndefined()
    expect(payload.flags & FLAG.componentsV2).not.toBe(0)
  })
})

describe('limits', () => {
  test('parts that may go leave before the target is passed, the rest stays whole', () => {
    const long = (drop?: number): Block => ({
      kind: 'text',
      text: plain('word '.repeat(200).trim()),
      ...(drop === undefined ? {} : { drop }),
    })
    const text = textOf(render(noticeOf(heading('Title'), long(), long(1), { kind: 'text', text: plain('the end') })))
    expect(text).toBe(`## Title\n${'word '.repeat(200).trim()}\nthe end`)
  })

  test('nothing that must stay is cut for the target alone', () => {
    const must: Block = { kind: 'text', text: plain('word '.repeat(500).trim()) }
    expect(textOf(render(noticeOf(heading('Title'), must)))).toBe(`## Title\n${'word '.repeat(500).trim()}`)
  })

  test('text beyond four thousand characters is cut at the end of a sentence', () => {
    const text = textOf(render(noticeOf(heading('Title'), { kind: 'text', text: plain('This is a sentence. '.repeat(400)) })))
    expect(text.length).toBeLessThanOrEqual(4000)
    expect(text.endsWith('This is a sentence. …')).toBe(true)
  })

  test('the same action on two buttons gets two ids that mean the same', () => {
    const { components } = render(noticeOf(heading('x'), { kind: 'buttons', buttons: [button('One', 'a'), button('Two', 'a')] }))
    const ids = components.flatMap((container) => container.components.flatMap((part) => ('components' in part ? part.components : [])))
    expect(ids).toMatchObject([{ custom_id: '{"do":"follow","slug":"a"}' }, { custom_id: '{"do":"follow","slug":"a"} ~2' }])
  })

  test('an address too long for a button becomes a line of text, one that is no web address goes', () => {
    const long = `https://a.example/${'x'.repeat(600)}`
    const text = textOf(
      render(
        noticeOf(heading('x'), {
          kind: 'buttons',
          buttons: [
            { kind: 'link', label: 'Open', url: long },
            { kind: 'link', label: 'Bad', url: 'javascript:alert(1)' },
          ],
        }),
      ),
    )
    expect(text).toBe(`## x\n[Open](${long})`)
  })

  test('more options than a select takes are spread over several', () => {
    const options = Array.from({ length: 30 }, (_, index) => ({
      label: `Service ${index}`,
      action: { do: 'follow', slug: `s${index}` } as const,
    }))
    const [container] = render(noticeOf(heading('x'), { kind: 'select', name: 'open', placeholder: 'Open', options })).components
    const selects = container?.components.filter((part) => part.type === COMPONENT.row).flatMap((row) => row.components) ?? []
    expect(selects.map((select) => (select.type === COMPONENT.select ? select.options.length : 0))).toEqual([25, 5])
  })

  test('copied text stays as it is, in a code block', () => {
    expect(textOf(render(noticeOf({ kind: 'copy', text: 'Hello,\n*please* stop <@1>.' })))).toBe('```\nHello,\n*please* stop <@1>.\n```')
  })

  test('a notice without words is still a message', () => {
    expect(textOf(render(noticeOf({ kind: 'divider' })))).toBe('…')
  })

  test('any notice becomes a message that Discord takes', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(anyNotice(), fc.boolean(), (notice, isPrivate) => {
        const payload = renderDiscord(notice, {
          private: isPrivate,
          actionId: (action) => JSON.stringify(action).slice(0, 100),
          tag: 1_100_000_000,
        })
        expect(messageProblemsOf(payload)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('no text of a notice mentions, links or formats on its own', () => {
    const quiet = fc
      .tuple(hostileText(), hostileText())
      .map(([one, two]) =>
        noticeOf(
          { kind: 'text', text: plain(one) },
          { kind: 'list', ordered: false, items: [plain(two)] },
          { kind: 'quote', text: plain(one) },
          { kind: 'quiet', text: plain(two) },
        ),
      )
    fc.assert(
      fc.property(quiet, (notice) => {
        const ours = new Set(['list', 'quotation', 'small print'])
        expect(readMarkdown(textOf(render(notice))).effects.filter((effect) => !ours.has(effect))).toEqual([])
      }),
    )
  })
})

/** Every text of the payload. */
function textOf({ content, components }: MessagePayload): string {
  const displayed = components
    .flatMap((top) => (top.type === COMPONENT.container ? top.components : []))
    .flatMap((part) => (part.type === COMPONENT.text ? [part.content] : []))
  return [...(content === undefined ? [] : [content]), ...displayed].join('\n')
}

function anyNotice(): fc.Arbitrary<Notice> {
  const words = fc.oneof(hostileText(), fc.lorem({ maxCount: 120 }))
  const span: fc.Arbitrary<Span> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: words, strong: fc.boolean(), strike: fc.boolean() }),
    fc.record({
      kind: fc.constant('link' as const),
      text: words,
      url: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), hostileText()),
    }),
    fc.record({ kind: fc.constant('instant' as const), text: words, atMs: fc.oneof(fc.integer(), fc.double()) }),
  )
  const rich = fc.array(span, { maxLength: 4 })
  const action = fc.record({ do: fc.constant('follow' as const), slug: fc.string({ maxLength: 40 }) })
  const anyButton = fc.oneof(
    fc.record({
      kind: fc.constant('action' as const),
      label: words,
      action,
      style: fc.constantFrom('main' as const, 'done' as const, 'danger' as const),
    }),
    fc.record({
      kind: fc.constant('link' as const),
      label: words,
      url: fc.oneof(fc.webUrl(), hostileText(), fc.constant(`https://a.example/${'y'.repeat(700)}`)),
    }),
  )
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: fc.constant('heading' as const), level: fc.constantFrom(1 as const, 2 as const), text: rich }),
    fc.record({ kind: fc.constantFrom('text' as const, 'quiet' as const, 'quote' as const), text: rich }),
    fc.record({ kind: fc.constant('list' as const), ordered: fc.boolean(), items: fc.array(rich, { maxLength: 12 }) }),
    fc.record({ kind: fc.constant('copy' as const), text: words }),
    fc.constant({ kind: 'divider' as const }),
    fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(anyButton, { maxLength: 30 }) }),
    fc.record({
      kind: fc.constant('select' as const),
      name: words,
      placeholder: words,
      options: fc.array(fc.record({ label: words, description: words, action }), { maxLength: 60 }),
    }),
  )
  const droppable = fc
    .tuple(block, fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }))
    .map(([each, drop]) => (drop === null ? each : { ...each, drop }))
  return fc.record({
    kind: fc.constantFrom(...NOTICE_KINDS),
    locale: fc.constant('en'),
    tone: fc.constantFrom('on' as const, 'none' as const),
    blocks: fc.array(droppable, { maxLength: 30 }),
  })
}
