import { describe, expect, test } from 'vitest'
import { blockWeightMost, checkMessageBlocks, checkView, weighBlocks } from './checks/blocks.ts'
import { describeProblem } from './checks/problem.ts'
import { echoBlocks } from './echo-bot.ts'
import type { JsonObject } from './json.ts'

const long = (length: number) => 'x'.repeat(length)
const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (more: JsonObject = {}) => ({ type: 'section', text: mrkdwn('hi'), ...more })
const button = (more: JsonObject = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more })
const actions = (...elements: JsonObject[]) => ({ type: 'actions', elements })
const option = (more: JsonObject = {}) => ({ text: plain('One'), value: '1', ...more })
const select = (more: JsonObject = {}) => ({ type: 'static_select', action_id: 's', options: [option()], ...more })
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const richText = (...elements: JsonObject[]) => ({ type: 'rich_text', elements })

const problemsOf = (blocks: unknown[]) => checkMessageBlocks(blocks).map(describeProblem)

describe('blocks that Slack accepts', () => {
  test.each<[string, unknown[]]>([
    ['the echo bot', echoBlocks('x')],
    ['every limit reached but not passed', [section({ text: mrkdwn(long(3000)), fields: times(10, () => plain(long(2000))) })]],
    ['25 elements', [actions(...times(25, (index) => button({ action_id: `a${index}` })))]],
    ['the same action id in two blocks', [actions(button()), actions(button())]],
    [
      '100 options with an initial one',
      [actions(select({ options: times(100, (index) => option({ value: String(index) })), initial_option: option({ value: '7' }) }))],
    ],
    [
      'option groups',
      [actions(select({ options: undefined, option_groups: [{ label: plain('G'), options: [option()] }] }))].map((block) =>
        JSON.parse(JSON.stringify(block)),
      ),
    ],
    ['an image by url', [{ type: 'image', image_url: 'https://example.org/a.png', alt_text: 'A' }]],
    [
      'an ordered list in rich text',
      [
        richText({
          type: 'rich_text_list',
          style: 'ordered',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Open', style: { bold: true } }] }],
        }),
      ],
    ],
    ['50 blocks', times(50, () => ({ type: 'divider' }))],
    ['expand on a section', [section({ expand: true })]],
  ])('%s', (_name, blocks) => {
    expect(problemsOf(blocks)).toEqual([])
  })
})

describe('blocks that Slack refuses', () => {
  test.each<[string, unknown, string]>([
    ['an unknown block', { type: 'sparkle' }, 'unsupported type: sparkle [json-pointer:/blocks/0/type]'],
    ['an unknown property', section({ colour: 'red' }), 'invalid additional property: colour [json-pointer:/blocks/0]'],
    [
      'an unknown property deep inside',
      actions(button({ confirm: { text: plain('Sure?'), colour: 'red' } })),
      'invalid additional property: colour [json-pointer:/blocks/0/elements/0/confirm]',
    ],
    [
      'emoji on mrkdwn',
      section({ text: { ...mrkdwn('hi'), emoji: true } }),
      'invalid additional property: emoji [json-pointer:/blocks/0/text]',
    ],
    ['a missing type', { text: plain('hi') }, 'missing required field: type [json-pointer:/blocks/0]'],
    ['text where a text object belongs', { type: 'section', text: 'hi' }, 'must provide an object [json-pointer:/blocks/0/text]'],
    ['a section without text', { type: 'section' }, 'must define either `text` or `fields` [json-pointer:/blocks/0]'],
    ['an empty section', section({ text: mrkdwn('') }), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      '3,001 characters in a section',
      section({ text: mrkdwn(long(3001)) }),
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['11 fields', section({ fields: times(11, () => plain('f')) }), 'no more than 10 items allowed [json-pointer:/blocks/0/fields]'],
    [
      '2,001 characters in a field',
      section({ fields: [plain(long(2001))] }),
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    ['mrkdwn in a header', { type: 'header', text: mrkdwn('hi') }, 'must be plain_text [json-pointer:/blocks/0/text/type]'],
    [
      '151 characters in a header',
      { type: 'header', text: plain(long(151)) },
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['mrkdwn on a button', actions(button({ text: mrkdwn('Go') })), 'must be plain_text [json-pointer:/blocks/0/elements/0/text/type]'],
    [
      '76 characters on a button',
      actions(button({ text: plain(long(76)) })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      '2,001 characters of value',
      actions(button({ value: long(2001) })),
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      '3,001 characters of url',
      actions(button({ url: `https://e.org/${long(3000)}` })),
      'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
    ],
    ['a url that is none', actions(button({ url: 'linkedin settings' })), 'invalid_url [json-pointer:/blocks/0/elements/0/url]'],
    ['an invented style', actions(button({ style: 'success' })), 'must be one of primary,danger [json-pointer:/blocks/0/elements/0/style]'],
    [
      '256 characters of action_id',
      actions(button({ action_id: long(256) })),
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'an action_id twice in a block',
      actions(button(), button()),
      '`action_id` "a" already exists in this block [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    ['256 characters of block_id', section({ block_id: long(256) }), 'must be less than 256 characters [json-pointer:/blocks/0/block_id]'],
    ['no elements', actions(), 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
    [
      '26 elements',
      actions(...times(26, (index) => button({ action_id: `a${index}` }))),
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      '11 things in a context',
      { type: 'context', elements: times(11, () => plain('c')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a button in a context',
      { type: 'context', elements: [button()] },
      'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'an image without alt_text',
      { type: 'image', image_url: 'https://e.org/a.png' },
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      '101 options',
      actions(select({ options: times(101, (index) => option({ value: String(index) })) })),
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    ['no options', actions(select({ options: [] })), 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]'],
    [
      '76 characters of option text',
      actions(select({ options: [option({ text: plain(long(76)) })] })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      '151 characters of option value',
      actions(select({ options: [option({ value: long(151) })] })),
      'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
    ],
    [
      'an initial option that is none',
      actions(select({ initial_option: option({ value: '2' }) })),
      '`initial_option` must exactly match one of the options [json-pointer:/blocks/0/elements/0/initial_option]',
    ],
    [
      'options and groups',
      actions(select({ option_groups: [{ label: plain('G'), options: [option()] }] })),
      'only one of `options` and `option_groups` may be given [json-pointer:/blocks/0/elements/0]',
    ],
    [
      '151 characters of placeholder',
      actions(select({ placeholder: plain(long(151)) })),
      'must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]',
    ],
    [
      '6 choices in a menu',
      actions({ type: 'overflow', action_id: 'o', options: times(6, (index) => option({ value: String(index) })) }),
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      '11 radio buttons',
      actions({ type: 'radio_buttons', action_id: 'r', options: times(11, (index) => option({ value: String(index) })) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      '31 characters to confirm',
      actions(button({ confirm: { text: plain('Sure?'), confirm: plain(long(31)) } })),
      'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]',
    ],
    [
      'a time that is none',
      actions({ type: 'timepicker', action_id: 't', initial_time: '9:30' }),
      'must be a time such as 09:30 [json-pointer:/blocks/0/elements/0/initial_time]',
    ],
    [
      'empty text in rich text',
      richText({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }),
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
    [
      'an unknown list style',
      richText({ type: 'rich_text_list', style: 'roman', elements: [{ type: 'rich_text_section', elements: [] }] }),
      'must be one of bullet,ordered [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      '12,001 characters of markdown',
      { type: 'markdown', text: long(12_001) },
      'must be less than 12001 characters [json-pointer:/blocks/0/text]',
    ],
    [
      'a file input in a message',
      { type: 'input', label: plain('File'), element: { type: 'file_input' } },
      'unsupported type: file_input [json-pointer:/blocks/0/element/type]',
    ],
  ])('%s', (_name, block, expected) => {
    expect(problemsOf([block])).toContain(expected)
  })

  test('51 blocks', () => {
    expect(problemsOf(times(51, () => ({ type: 'divider' })))).toEqual(['no more than 50 items allowed [json-pointer:/blocks]'])
  })

  test('a block_id twice in a message', () => {
    expect(problemsOf([section({ block_id: 'b' }), section({ block_id: 'b' })])).toEqual([
      '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
    ])
  })
})

describe('views', () => {
  const modal = (more: JsonObject = {}) => ({ type: 'modal', title: plain('Digest'), blocks: [section()], ...more })
  const input = { type: 'input', label: plain('Name'), element: { type: 'plain_text_input', action_id: 'n' } }
  const problemsIn = (view: JsonObject) => checkView(view).map(describeProblem)

  test('a modal and a home tab of 100 blocks are accepted', () => {
    expect(problemsIn(modal({ submit: plain('Save'), blocks: [input, ...times(99, () => section())] }))).toEqual([])
    expect(problemsIn({ type: 'home', blocks: times(100, () => section()) })).toEqual([])
  })

  test.each<[string, JsonObject, string]>([
    ['101 blocks', modal({ blocks: times(101, () => section()) }), 'no more than 100 items allowed [json-pointer:/view/blocks]'],
    ['25 characters of title', modal({ title: plain(long(25)) }), 'must be less than 25 characters [json-pointer:/view/title/text]'],
    ['25 characters on submit', modal({ submit: plain(long(25)) }), 'must be less than 25 characters [json-pointer:/view/submit/text]'],
    ['25 characters on close', modal({ close: plain(long(25)) }), 'must be less than 25 characters [json-pointer:/view/close/text]'],
    [
      '256 characters of callback_id',
      modal({ callback_id: long(256) }),
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      '3,001 characters of private_metadata',
      modal({ private_metadata: long(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    ['an input without submit', modal({ blocks: [input] }), 'missing required field: submit [json-pointer:/view]'],
    ['a title on a home tab', { ...modal(), type: 'home' }, 'invalid additional property: title [json-pointer:/view]'],
    ['an unknown kind', { ...modal(), type: 'drawer' }, 'unsupported type: drawer [json-pointer:/view/type]'],
    ['no blocks', { type: 'modal', title: plain('T') }, 'missing required field: blocks [json-pointer:/view]'],
    [
      'a markdown block',
      modal({ blocks: [{ type: 'markdown', text: 'hi' }] }),
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    ['an unknown block', modal({ blocks: [{ type: 'sparkle' }] }), 'unsupported type: sparkle [json-pointer:/view/blocks/0/type]'],
  ])('%s is refused', (_name, view, expected) => {
    expect(problemsIn(view)).toContain(expected)
  })
})

describe('the weight of a message', () => {
  test('counts text wherever it is, and a share for each further block', () => {
    expect(weighBlocks([section({ text: mrkdwn(long(100)) })])).toBe(100)
    expect(weighBlocks([section({ text: mrkdwn(long(100)) }), { type: 'divider' }])).toBe(225)
    expect(weighBlocks([richText({ type: 'rich_text_section', elements: [{ type: 'text', text: long(7) }] })])).toBe(7)
    expect(blockWeightMost).toBe(13_000)
  })
})
