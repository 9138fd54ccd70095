import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeSlack, fakeIds, plainMrkdwn, startFakeSlack } from './index.ts'
import { post } from './test-clients.ts'

const { general } = fakeIds
let fake: FakeSlack

beforeAll(async () => {
  fake = await startFakeSlack()
})
beforeEach(() => fake.reset())
afterAll(() => fake.stop())

test.each([
  ['*On* by default', 'On by default'],
  ['Open <https://example.org/a_b_c|the setting>.', 'Open the setting.'],
  ['See <https://example.org>', 'See https://example.org'],
  ['_maybe_ ~not~ `code`', 'maybe not code'],
  ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
  ['R&amp;D &lt;b&gt;', 'R&D <b>'],
  ['hey <@U0ALICE000>', 'hey <@U0ALICE000>'],
])('mrkdwn %s reads %s', (written, read) => {
  expect(plainMrkdwn(written)).toBe(read)
})

test('every kind of block reads as a line', async () => {
  const plain = (text: string) => ({ type: 'plain_text', text })
  const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
  const sectionOf = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] })
  const blocks = [
    { type: 'header', text: plain('LinkedIn') },
    {
      type: 'section',
      text: mrkdwn('*On*'),
      fields: [plain('Since'), plain('2025')],
      accessory: { type: 'button', action_id: 'g', text: plain('Guide') },
    },
    { type: 'divider' },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_list', style: 'ordered', elements: [sectionOf('Open settings'), sectionOf('Turn off')] }],
    },
    { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: [sectionOf('Not retroactive')] }] },
    { type: 'context', elements: [mrkdwn('Checked _today_'), { type: 'image', image_url: 'https://e.org/i.png', alt_text: 'Logo' }] },
    { type: 'image', image_url: 'https://e.org/i.png', alt_text: 'The way there' },
    {
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          action_id: 'r',
          placeholder: plain('Region'),
          initial_option: { text: plain('Germany'), value: 'DE' },
          options: [{ text: plain('Germany'), value: 'DE' }],
        },
      ],
    },
  ]
  expect(
    await post(fake, 'chat.postMessage', { channel: general, text: 'LinkedIn', blocks, unfurl_links: false, unfurl_media: false }),
  ).toMatchObject({ ok: true })
  expect(fake.visibleText(fake.messagesIn(general)[0])).toBe(
    [
      'LinkedIn',
      'On',
      'Since',
      '2025',
      '[Guide]',
      '1. Open settings',
      '2. Turn off',
      '• Not retroactive',
      'Checked today Logo',
      'The way there',
      '[Germany ▾]',
    ].join('\n'),
  )
  expect(fake.violations).toEqual([])
})

test('without blocks the text is what is seen, and nothing is nothing', async () => {
  await post(fake, 'chat.postMessage', { channel: general, text: 'just *text*' })
  expect(fake.visibleText(fake.messagesIn(general)[0])).toBe('just text')
  expect(fake.visibleText(undefined)).toBe('')
})
