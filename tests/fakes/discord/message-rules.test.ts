import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakeDiscord, messageFlags, startFakeDiscord } from './index.ts'
import { outcomeOf, restFor } from './rest-client.ts'

const v2 = messageFlags.componentsV2
const text = (content: string) => ({ type: 10, content })
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Press', custom_id: 'press', ...more })
const row = (...components: object[]) => ({ type: 1, components })
const option = (value: string, more: object = {}) => ({ label: value, value, ...more })
const select = (more: object = {}) => ({ type: 3, custom_id: 'pick', options: [option('a'), option('b')], ...more })
const buttons = (count: number) => Array.from({ length: count }, (_, index) => button({ custom_id: `b${index}` }))
const link = (more: object = {}) => ({ type: 2, style: 5, label: 'Open', url: 'https://example.org/', ...more })

const refusals: readonly (readonly [name: string, body: object, problem: string])[] = [
  ['content over 2,000 characters', { content: 'x'.repeat(2001) }, 'content BASE_TYPE_MAX_LENGTH'],
  ['a misspelt property of a message', { content: 'x', flag: 4 }, 'flag UNKNOWN_PROPERTY'],
  ['a misspelt property of a component', { components: [row(button({ lable: 'x' }))] }, 'components.0.components.0.lable UNKNOWN_PROPERTY'],
  ['a nonce over 25 characters', { content: 'x', nonce: 'n'.repeat(26) }, 'nonce BASE_TYPE_MAX_LENGTH'],
  ['enforce_nonce without a nonce', { content: 'x', enforce_nonce: true }, 'nonce BASE_TYPE_REQUIRED'],
  ['an ephemeral channel message', { content: 'x', flags: messageFlags.ephemeral }, 'flags MESSAGE_FLAGS_INVALID'],
  [
    'content beside Components V2',
    { flags: v2, content: 'x', components: [text('y')] },
    'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'embeds beside Components V2',
    { flags: v2, embeds: [{ title: 'x' }], components: [text('y')] },
    'embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  ['a text display without the flag', { components: [text('y')] }, 'components.0.type UNION_TYPE_CHOICES'],
  ['six rows without the flag', { components: buttons(6).map((each) => row(each)) }, 'components BASE_TYPE_BAD_LENGTH'],
  [
    '41 components, nested ones counted',
    { flags: v2, components: [{ type: 17, components: Array.from({ length: 40 }, () => text('y')) }] },
    'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    '4,001 characters of displayable text',
    { flags: v2, components: [text('y'.repeat(4000)), text('z')] },
    'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  ['an empty text display', { flags: v2, components: [text('')] }, 'components.0.content BASE_TYPE_MIN_LENGTH'],
  ['six buttons in a row', { components: [row(...buttons(6))] }, 'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  ['a select beside a button', { components: [row(select(), button())] }, 'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  [
    'two selects in a row',
    { components: [row(select(), select({ custom_id: 'other' }))] },
    'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'the same custom_id twice',
    { components: [row(button(), button())] },
    'components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a custom_id of 101 characters',
    { components: [row(button({ custom_id: 'c'.repeat(101) }))] },
    'components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a button without custom_id',
    { components: [row({ type: 2, style: 1, label: 'x' })] },
    'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
  ],
  [
    'a button with nothing on it',
    { components: [row({ type: 2, style: 1, custom_id: 'x' })] },
    'components.0.components.0.label BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
  ],
  [
    'a button label of 81 characters',
    { components: [row(button({ label: 'l'.repeat(81) }))] },
    'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a button that is not a link and has a URL',
    { components: [row(button({ url: 'https://example.org/' }))] },
    'components.0.components.0.url BUTTON_COMPONENT_INVALID_URL',
  ],
  ['a link without a URL', { components: [row({ type: 2, style: 5, label: 'x' })] }, 'components.0.components.0.url BASE_TYPE_REQUIRED'],
  [
    'a link with a custom_id',
    { components: [row(link({ custom_id: 'x' }))] },
    'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_INVALID',
  ],
  [
    'a link that is no web address',
    { components: [row(link({ url: 'mailto:a@example.org' }))] },
    'components.0.components.0.url URL_TYPE_INVALID_SCHEME',
  ],
  [
    'a link of 513 characters',
    { components: [row(link({ url: `https://example.org/${'p'.repeat(493)}` }))] },
    'components.0.components.0.url BASE_TYPE_MAX_LENGTH',
  ],
  [
    '26 options',
    { components: [row(select({ options: Array.from({ length: 26 }, (_, index) => option(`${index}`)) }))] },
    'components.0.components.0.options BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an option label of 101 characters',
    { components: [row(select({ options: [option('a', { label: 'l'.repeat(101) })] }))] },
    'components.0.components.0.options.0.label BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an option description of 101 characters',
    { components: [row(select({ options: [option('a', { description: 'l'.repeat(101) })] }))] },
    'components.0.components.0.options.0.description BASE_TYPE_MAX_LENGTH',
  ],
  [
    'the same option value twice',
    { components: [row(select({ options: [option('a'), option('a')] }))] },
    'components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  [
    'more values than options',
    { components: [row(select({ max_values: 3 }))] },
    'components.0.components.0.max_values SELECT_COMPONENT_MAX_ABOVE_OPTIONS',
  ],
  [
    'a placeholder of 151 characters',
    { components: [row(select({ placeholder: 'p'.repeat(151) }))] },
    'components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embeds of 6,001 characters together',
    { embeds: [{ description: 'd'.repeat(4000) }, { description: 'e'.repeat(2001) }] },
    'embeds.1 MAX_EMBED_SIZE_EXCEEDED',
  ],
  ['an embed title of 257 characters', { embeds: [{ title: 't'.repeat(257) }] }, 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
  ['an embed field without a value', { embeds: [{ fields: [{ name: 'n' }] }] }, 'embeds.0.fields.0.value BASE_TYPE_REQUIRED'],
  [
    'users both parsed and named',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
    'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  [
    'a picture that was not uploaded',
    { embeds: [{ image: { url: 'attachment://card.png' } }] },
    'embeds.0.image.url REFERENCED_ATTACHMENT_NOT_FOUND',
  ],
]

const accepted: readonly (readonly [name: string, body: object])[] = [
  ['2,000 characters', { content: 'x'.repeat(2000) }],
  ['exactly 40 components', { flags: v2, components: [{ type: 17, components: Array.from({ length: 39 }, () => text('y')) }] }],
  ['exactly 4,000 characters of displayable text', { flags: v2, components: [text('y'.repeat(3999)), text('z')] }],
  ['five buttons', { components: [row(...buttons(5))] }],
  ['a row with one select', { components: [row(select({ placeholder: 'p'.repeat(150) }))] }],
  [
    'embeds of 6,000 characters, blank ends not counted',
    { embeds: [{ description: `  ${'d'.repeat(4000)}` }, { description: 'e'.repeat(2000) }] },
  ],
  [
    'a section with a link beside it',
    {
      flags: v2,
      components: [
        { type: 9, components: [text('x')], accessory: link() },
        { type: 14, divider: true, spacing: 2 },
      ],
    },
  ],
  ['nobody pinged', { content: '@everyone', allowed_mentions: { parse: [] } }],
]

describe('the rules for messages', () => {
  let fake: FakeDiscord
  let channelId: string
  beforeAll(async () => {
    fake = await startFakeDiscord()
    channelId = fake.guilds()[0]?.channelId ?? ''
  })
  beforeEach(() => fake.forget())
  afterAll(() => fake.stop())

  test.each(refusals)('refuse %s', async (_name, body, problem) => {
    const before = fake.violations.length
    const outcome = await outcomeOf(restFor(fake).post(`/channels/${channelId}/messages`, { body }))
    expect(outcome).toMatchObject({ status: 400, code: 50035 })
    expect(outcome.problems).toContain(problem)
    expect(fake.violations).toHaveLength(before + 1)
    expect(fake.messagesIn(channelId)).toEqual([])
  })

  test.each(accepted)('let %s pass', async (_name, body) => {
    const outcome = await outcomeOf(restFor(fake).post(`/channels/${channelId}/messages`, { body }))
    expect(outcome).toEqual({ status: 200, code: 0, problems: [] })
    expect(fake.messagesIn(channelId)).toHaveLength(1)
  })

  test('refuse a message with nothing in it', async () => {
    const outcome = await outcomeOf(restFor(fake).post(`/channels/${channelId}/messages`, { body: { content: '  ' } }))
    expect(outcome).toMatchObject({ status: 400, code: 50006 })
  })

  test('refuse to turn a message with content into Components V2 unless the edit empties it', async () => {
    const rest = restFor(fake)
    await rest.post(`/channels/${channelId}/messages`, { body: { content: 'old' } })
    const id = fake.messagesIn(channelId)[0]?.id
    const components = [text('new')]
    const kept = await outcomeOf(rest.patch(`/channels/${channelId}/messages/${id}`, { body: { flags: v2, components } }))
    expect(kept.problems).toEqual(['content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'])
    const emptied = await outcomeOf(rest.patch(`/channels/${channelId}/messages/${id}`, { body: { flags: v2, content: null, components } }))
    expect(emptied.code).toBe(0)
    expect(fake.messagesIn(channelId).map(fake.visibleText)).toEqual(['new'])
  })

  test('keep Components V2 for good: a later edit may not bring content back', async () => {
    const rest = restFor(fake)
    await rest.post(`/channels/${channelId}/messages`, { body: { flags: v2, components: [text('new')] } })
    const id = fake.messagesIn(channelId)[0]?.id
    const outcome = await outcomeOf(rest.patch(`/channels/${channelId}/messages/${id}`, { body: { content: 'old again' } }))
    expect(outcome.problems).toEqual(['content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'])
  })

  test('take files, and let embeds name them', async () => {
    const files = [{ name: 'card.png', data: Buffer.from('not really a picture'), contentType: 'image/png' }]
    const body = { embeds: [{ image: { url: 'attachment://card.png' } }], attachments: [{ id: '0', description: 'A card' }] }
    const outcome = await outcomeOf(restFor(fake).post(`/channels/${channelId}/messages`, { body, files }))
    expect(outcome.code).toBe(0)
    expect(fake.messagesIn(channelId)[0]?.attachments).toMatchObject([{ filename: 'card.png', size: 20, description: 'A card' }])
  })
})

describe('checking one body of each shape', () => {
  test('looks at a new structure and trusts a known one', async () => {
    const fake = await startFakeDiscord({ validate: 'first-of-shape' })
    const channelId = fake.guilds()[0]?.channelId ?? ''
    const post = (body: object) => outcomeOf(restFor(fake).post(`/channels/${channelId}/messages`, { body }))
    expect((await post({ content: 'x'.repeat(2001) })).code).toBe(50035)
    expect((await post({ content: 'fine' })).code).toBe(0)
    expect((await post({ content: 'x'.repeat(2001) })).code).toBe(0)
    expect((await post({ content: 'fine', flags: messageFlags.ephemeral })).code).toBe(50035)
    await fake.stop()
  })
})
