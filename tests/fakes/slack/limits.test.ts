import type { KnownBlock } from '@slack/web-api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakeSlack, fakeIds, startFakeSlack } from './index.ts'
import { post, refusalOf, webClient } from './test-clients.ts'

const { alice, general } = fakeIds
const long = (length: number) => 'x'.repeat(length)
const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } })
let fake: FakeSlack

beforeAll(async () => {
  fake = await startFakeSlack()
})
beforeEach(() => fake.reset())
afterAll(() => fake.stop())

describe('a message that Slack refuses', () => {
  test('comes back with the pointer to the fault, and is recorded', async () => {
    const refusal = await refusalOf(webClient(fake).chat.postMessage({ channel: general, text: 'hi', blocks: [section(long(3001))] }))
    expect(refusal).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'] },
    })
    expect(fake.violations).toEqual([
      'chat.postMessage: invalid_blocks; must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ])
    expect(fake.messagesIn(general)).toEqual([])
  })

  test.each<[string, object, string]>([
    ['nothing to say', {}, 'no_text'],
    ['text over 40,000', { text: long(40_001) }, 'msg_too_long'],
    ['blocks that weigh over 13,000', { text: 'hi', blocks: [1, 2, 3, 4, 5].map(() => section(long(2900))) }, 'msg_blocks_too_long'],
    ['blocks that are no list', { text: 'hi', blocks: '{}' }, 'invalid_blocks_format'],
    ['blocks that are no JSON', { text: 'hi', blocks: 'section' }, 'invalid_blocks_format'],
    ['text that is no string', { text: 7 }, 'invalid_arguments'],
    ['markdown_text beside text', { text: 'hi', markdown_text: 'hi' }, 'markdown_text_conflict'],
    ['an attachment with an unknown property', { text: 'hi', attachments: [{ shade: 'red' }] }, 'invalid_attachments'],
    ['metadata that is no object', { text: 'hi', metadata: 'x' }, 'invalid_metadata_format'],
    ['metadata without a type', { text: 'hi', metadata: { event_payload: {} } }, 'invalid_metadata_schema'],
    ['a thread that is no timestamp', { text: 'hi', thread_ts: 'yesterday' }, 'invalid_thread_ts'],
  ])('%s', async (_name, args, error) => {
    expect(await post(fake, 'chat.postMessage', { channel: general, ...args })).toMatchObject({ ok: false, error })
  })
})

describe('a message that a careful bot does not send', () => {
  test.each<[string, object, string]>([
    ['text over 4,000', { text: long(4001) }, 'chat.postMessage: text of 4001 characters (4000 advised)'],
    ['blocks without text', { blocks: [section('hi')] }, 'chat.postMessage: blocks without a top-level text'],
    [
      'a link that may unfurl',
      { text: 'see https://example.org' },
      'chat.postMessage: a message with links does not set both unfurl_links and unfurl_media to false',
    ],
    [
      'a link in blocks that may unfurl',
      { text: 'hi', blocks: [section('<https://example.org|see>')], unfurl_links: false },
      'chat.postMessage: a message with links does not set both unfurl_links and unfurl_media to false',
    ],
  ])('%s is accepted and recorded', async (_name, args, violation) => {
    expect(await post(fake, 'chat.postMessage', { channel: general, ...args })).toMatchObject({ ok: true })
    expect(fake.violations).toEqual([violation])
  })

  test('a link that does not unfurl is fine', async () => {
    await webClient(fake).chat.postMessage({ channel: general, text: 'see https://example.org', unfurl_links: false, unfurl_media: false })
    expect(fake.violations).toEqual([])
  })
})

describe('pings', () => {
  test.each<[string, object, string[]]>([
    ['a broadcast in text', { text: 'hey <!channel> and <!here|here> and <!everyone>' }, ['<!channel>', '<!here|here>', '<!everyone>']],
    ['a person', { text: `thanks <@${alice}>` }, [`<@${alice}>`]],
    ['a group', { text: 'ask <!subteam^S0TEAM0000|@privacy>' }, ['<!subteam^S0TEAM0000|@privacy>']],
    ['a broadcast in mrkdwn', { text: 'hi', blocks: [section('<!channel>')] }, ['<!channel>']],
    [
      'a mention in rich text',
      {
        text: 'hi',
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'broadcast', range: 'channel' },
                  { type: 'user', user_id: alice },
                ],
              },
            ],
          },
        ],
      },
      ['<!channel>', `<@${alice}>`],
    ],
    ['a name that Slack is told to link', { text: 'hey @channel', link_names: true }, ['@channel']],
    ['plain text', { text: 'hi', blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!channel>' } }] }, []],
    ['escaped text', { text: 'hey &lt;!channel&gt; and @channel' }, []],
    ['a link and a date', { text: '<mailto:a@b.org|mail> <!date^1^{date}|x> <#C1>', unfurl_links: false }, []],
  ])('%s', async (_name, args, expected) => {
    expect(await post(fake, 'chat.postMessage', { channel: general, ...args })).toMatchObject({ ok: true })
    expect(fake.pings.map(({ mention }) => mention)).toEqual(expected)
    expect(fake.pings.every(({ channelId, method }) => channelId === general && method === 'chat.postMessage')).toBe(true)
  })
})

describe('how much is checked', () => {
  test('first-of-shape checks a sequence of block types once', async () => {
    const lean = await startFakeSlack({ validate: 'first-of-shape' })
    const client = webClient(lean)
    await client.chat.postMessage({ channel: general, text: 'hi', blocks: [section('fine')] })
    await client.chat.postMessage({ channel: general, text: 'hi', blocks: [section(long(3001))] })
    expect(
      await refusalOf(client.chat.postMessage({ channel: general, text: 'hi', blocks: [section(long(3001)), { type: 'divider' }] })),
    ).toMatchObject({ error: 'invalid_blocks' })
    await lean.stop()
  })

  test('never trusts the bot', async () => {
    const trusting = await startFakeSlack({ validate: 'never' })
    expect(await post(trusting, 'chat.postMessage', { channel: general, text: 'hi', blocks: [{ type: 'sparkle' }] })).toMatchObject({
      ok: true,
    })
    await trusting.stop()
  })
})
