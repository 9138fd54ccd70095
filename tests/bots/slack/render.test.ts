import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FALLBACK_CHARS_MAX } from '../../../src/bots/slack/limits.ts'
import { renderSlack } from '../../../src/bots/slack/render.ts'
import { mrkdwnOf, splitRich } from '../../../src/bots/slack/spans.ts'
import type { Action } from '../../../src/core/action.ts'
import { type Block, NOTICE_KINDS, type Notice, plain, type RichText, type Span, wordsOf } from '../../../src/core/notice.ts'
import { blockWeightMost, checkMessageBlocks, weighBlocks } from '../../fakes/slack/checks/blocks.ts'
import { pingsInBlocks, pingsInText } from '../../fakes/slack/checks/pings.ts'

const actionId = (action: Action) => `id:${action.do}`
const noticeOf = (...blocks: Block[]): Notice => ({ kind: 'guide', locale: 'en', tone: 'none', blocks })
const render = (...blocks: Block[]) => renderSlack(noticeOf(...blocks), { actionId })
const strong = (text: string): Span => ({ kind: 'text', text, strong: true })
const words = (text: string): Span => ({ kind: 'text', text })

describe('each kind of block', () => {
  test('a first heading is a header, a second one bold', () => {
    expect(
      render({ kind: 'heading', level: 1, text: plain('● LinkedIn: on') }, { kind: 'heading', level: 2, text: plain('Turn it off') })
        .blocks,
    ).toEqual([
      { type: 'header', text: { type: 'plain_text', text: '● LinkedIn: on', emoji: false } },
      { type: 'section', text: { type: 'mrkdwn', text: '*Turn it off*', verbatim: true }, expand: true },
    ])
  })

  test('a heading too long for a header, or with a link in it, is bold text', () => {
    const long = 'A'.repeat(151)
    expect(render({ kind: 'heading', level: 1, text: plain(long) }).blocks).toMatchObject([
      { type: 'section', text: { text: `*${long}*` } },
    ])
    expect(
      render({ kind: 'heading', level: 1, text: [words('See '), { kind: 'link', text: 'this', url: 'https://x.example' }] }).blocks,
    ).toMatchObject([{ type: 'section', text: { text: '*See* <https://x.example/|this>' } }])
  })

  test('text shows bold, struck, linked and timed runs', () => {
    const text: RichText = [
      words('Uses posts, '),
      strong('unless you turn it off'),
      words('. '),
      { kind: 'text', text: 'old', strike: true },
      words(' '),
      { kind: 'link', text: 'Proof', url: 'https://x.example/?a=1&b=2' },
      words(' '),
      { kind: 'instant', text: '9:00', atMs: 1_786_777_200_000 },
    ]
    expect(render({ kind: 'text', text }).blocks).toMatchObject([
      {
        type: 'section',
        text: {
          text: 'Uses posts, *unless you turn it off*. ~old~ <https://x.example/?a=1&amp;b=2|Proof> <!date^1786777200^{date_short_pretty} {time}|9:00>',
        },
      },
    ])
  })

  test('bold that touches a letter is rich text, where Slack shows it surely', () => {
    expect(render({ kind: 'text', text: [strong('オフ'), words('にします。')] }).blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'オフ', style: { bold: true } },
              { type: 'text', text: 'にします。' },
            ],
          },
        ],
      },
    ])
  })

  test('a heading, the list under it, quotes and text to copy are one rich text', () => {
    expect(
      render(
        { kind: 'heading', level: 2, text: plain('Turn it off') },
        { kind: 'list', ordered: true, items: [plain('One'), [words('Two '), strong('x')]] },
        { kind: 'quote', text: plain('said') },
        { kind: 'copy', text: 'Hello,\n*you*' },
      ).blocks,
    ).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Turn it off', style: { bold: true } },
              { type: 'text', text: '\n' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'One' }] },
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'Two ' },
                  { type: 'text', text: 'x', style: { bold: true } },
                ],
              },
            ],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'Hello,\n*you*' }] },
        ],
      },
    ])
  })

  test('paragraphs of rich text stay apart', () => {
    const japanese: Block = { kind: 'text', text: [strong('オフ'), words('にします。')] }
    expect(render(japanese, japanese).blocks.length).toBe(2)
  })

  test('small print joins line by line', () => {
    expect(render({ kind: 'quiet', text: plain('one') }, { kind: 'quiet', text: plain('two') }).blocks).toEqual([
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'one\ntwo', verbatim: true }] },
    ])
  })

  test('small print is context, a divider a divider', () => {
    expect(render({ kind: 'text', text: plain('a') }, { kind: 'divider' }, { kind: 'quiet', text: plain('b') }).blocks.slice(1)).toEqual([
      { type: 'divider' },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'b', verbatim: true }] },
    ])
  })

  test('buttons carry the action as their value, and an id of their own', () => {
    const buttons: Block = {
      kind: 'buttons',
      buttons: [
        { kind: 'link', label: 'Open the setting', url: 'https://x.example/s', main: true },
        { kind: 'action', label: 'Guide', action: { do: 'guide', slug: 'x' }, hint: 'Guide for X' },
        { kind: 'action', label: 'Delete', action: { do: 'digest-off' }, style: 'danger' },
        { kind: 'link', label: 'Bad', url: 'javascript:alert(1)' },
      ],
    }
    const select: Block = {
      kind: 'select',
      name: 'more',
      placeholder: 'Not your case?',
      options: [{ label: 'On iPhone', description: 'iOS', action: { do: 'guide', slug: 'x' } }],
    }
    const line = (text: string) => ({ type: 'plain_text', text, emoji: false })
    expect(render(buttons, select).blocks).toEqual([
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'optout:0', text: line('Open the setting'), url: 'https://x.example/s', style: 'primary' },
          { type: 'button', action_id: 'optout:1', text: line('Guide'), value: 'id:guide', accessibility_label: 'Guide for X' },
          { type: 'button', action_id: 'optout:2', text: line('Delete'), value: 'id:digest-off', style: 'danger' },
          {
            type: 'static_select',
            action_id: 'optout:3',
            placeholder: line('Not your case?'),
            options: [{ text: line('On iPhone'), value: 'id:guide', description: line('iOS') }],
          },
        ],
      },
    ])
  })

  test('empty parts leave no empty blocks, and an empty notice still has a text', () => {
    const message = render(
      { kind: 'text', text: [] },
      { kind: 'list', ordered: false, items: [plain('')] },
      { kind: 'copy', text: ' ' },
      { kind: 'quiet', text: plain('\u200B') },
      { kind: 'buttons', buttons: [] },
    )
    expect(message.blocks).toEqual([])
    expect(render()).toEqual({ text: '…', blocks: [] })
  })
})

describe('the text for screen readers', () => {
  test('is the whole message in words, first the heading and the sentence', () => {
    const message = render(
      { kind: 'heading', level: 1, text: plain('● LinkedIn: on') },
      { kind: 'text', text: [words('Uses <posts>, '), strong('unless you turn it off'), words('.')] },
      {
        kind: 'buttons',
        buttons: [
          { kind: 'link', label: 'Open the setting', url: 'https://x.example/s_t?a&b' },
          { kind: 'action', label: 'Done', action: { do: 'help' } },
        ],
      },
      { kind: 'list', ordered: true, items: [plain('Open it'), [{ kind: 'link', text: 'Form', url: 'https://x.example/f' }]] },
      { kind: 'copy', text: 'Hello *you*' },
    )
    expect(message.text).toBe(
      '● LinkedIn: on\nUses &lt;posts&gt;, unless you turn it off.\nOpen the setting, <https://x.example/s_t?a&amp;b>\n1. Open it\n2. Form, <https://x.example/f>\nHello ∗you∗',
    )
  })

  test('loses what may go first when it is long', () => {
    const message = render({ kind: 'text', text: plain('Keep this. ') }, { kind: 'text', drop: 1, text: plain('word '.repeat(700)) })
    expect(message.text).toBe('Keep this. ')
  })
})

describe('length', () => {
  const quiet = (drop: number): Block => ({ kind: 'text', drop, text: plain(`${drop}: ${'word '.repeat(60)}`) })

  test('what may go goes until the message is as short as its kind should be', () => {
    const { blocks } = render(
      { kind: 'text', text: plain('stays') },
      quiet(3),
      quiet(1),
      quiet(2),
      ...Array.from({ length: 10 }, (_, index) => quiet(index + 4)),
    )
    expect(JSON.stringify(blocks)).not.toMatch(/"[12]: /)
    expect(JSON.stringify(blocks)).toMatch(/stays.*13: /)
    expect(weighBlocks(blocks)).toBeLessThan(2_400 + 14 * 125)
  })

  test('what must stay is kept beyond that, as long as Slack takes it', () => {
    const long = 'word '.repeat(1_400).trim()
    const { blocks } = render({ kind: 'text', text: plain(long) })
    expect(blocks.length).toBe(3)
    expect(
      blocks
        .map((block) => (block.type === 'section' ? block.text?.text : ''))
        .join('')
        .trim(),
    ).toBe(long)
  })

  test('splitting keeps every word and every limit', () => {
    fc.assert(
      fc.property(richText, fc.integer({ min: 40, max: 200 }), (text, charsMax) => {
        const parts = splitRich(text, charsMax)
        for (const part of parts) expect(mrkdwnOf(part).text.length).toBeLessThanOrEqual(charsMax)
        expect(parts.map(wordsOf).join('')).toBe(splitRich(text, 1_000_000).map(wordsOf).join(''))
      }),
    )
  })
})

const hostileText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '<!channel>',
    '<!here|here>',
    '<@U012AB3CD>',
    '<!subteam^S012|x>',
    '<https://evil.example|bank>',
    '*b*',
    ':smi',
    'le:',
    '> q',
    '&amp;',
    ' ',
    '\n',
    'https://evil.example',
    'e\u0301'.repeat(900),
    'word. '.repeat(800),
  ),
)
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: hostileText, strong: fc.boolean(), strike: fc.boolean() }),
  fc
    .record({
      kind: fc.constant('link' as const),
      text: hostileText,
      url: fc.oneof(
        fc.webUrl().map((url) => url.replace(/^https?:\/\/[^/]*/, 'https://ours.example')),
        hostileText,
      ),
    })
    .filter((link) => !link.url.includes('evil')),
  fc.record({
    kind: fc.constant('instant' as const),
    text: hostileText,
    atMs: fc.oneof(fc.integer(), fc.constant(Number.NaN), fc.constant(1.5e12)),
  }),
)
const richText: fc.Arbitrary<RichText> = fc.array(span, { maxLength: 5 })
const action: Action = { do: 'help' }
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), level: fc.constantFrom(1 as const, 2 as const), text: richText }),
  fc.record({ kind: fc.constantFrom('text' as const, 'quiet' as const, 'quote' as const), text: richText }),
  fc.record({ kind: fc.constant('text' as const), text: richText, drop: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('list' as const), ordered: fc.boolean(), items: fc.array(richText, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('copy' as const), text: hostileText }),
  fc.constant({ kind: 'divider' as const }),
  fc.record({
    kind: fc.constant('buttons' as const),
    buttons: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('link' as const),
          label: hostileText,
          url: fc.constantFrom('https://ours.example/', 'javascript:x'),
          hint: hostileText,
        }),
        fc.record({ kind: fc.constant('action' as const), label: hostileText, action: fc.constant(action) }),
      ),
      { maxLength: 30 },
    ),
  }),
  fc.record({
    kind: fc.constant('select' as const),
    name: fc.constant('s'),
    placeholder: hostileText,
    options: fc.array(fc.record({ label: hostileText, description: hostileText, action: fc.constant(action) }), { maxLength: 120 }),
  }),
)
const notice: fc.Arbitrary<Notice> = fc.record({
  kind: fc.constantFrom(...NOTICE_KINDS),
  locale: fc.constant('en'),
  tone: fc.constant('none' as const),
  blocks: fc.oneof(fc.array(block, { maxLength: 12 }), fc.array(block, { minLength: 45, maxLength: 70 })),
})

describe('whatever a notice holds', () => {
  test('Slack takes it, nobody is pinged, and only our links are links', () => {
    fc.assert(
      fc.property(notice, (content) => {
        const { text, blocks } = renderSlack(content, { actionId })
        expect(blocks.length === 0 ? [] : checkMessageBlocks(blocks)).toEqual([])
        expect(weighBlocks(blocks)).toBeLessThanOrEqual(blockWeightMost)
        expect(text.length).toBeGreaterThan(0)
        expect(text.length).toBeLessThanOrEqual(FALLBACK_CHARS_MAX)
        expect([...pingsInBlocks(blocks), ...pingsInText(text)]).toEqual([])
        const mrkdwn = [text, ...mrkdwnIn(blocks)]
        for (const markup of mrkdwn)
          for (const tag of markup.match(/<[^>]*>?/g) ?? []) expect(tag).toMatch(/^<(https:\/\/ours\.example[^<>]*|!date\^\d+\^[^<>]*)>$/)
        expect(JSON.stringify(blocks)).not.toMatch(/"url":"https?:\/\/evil/)
      }),
      { numRuns: 60 },
    )
  })
})

function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) {
    expect(value).toMatchObject({ verbatim: true })
    return [String(value.text)]
  }
  return Object.values(value).flatMap(mrkdwnIn)
}
