import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakeSlack, fakeIds, startFakeSlack } from './index.ts'
import { post, refusalOf, webClient } from './test-clients.ts'

const { alice, admin, guest, general, privacy } = fakeIds
let fake: FakeSlack

beforeAll(async () => {
  fake = await startFakeSlack()
})
beforeEach(() => fake.reset())
afterAll(() => fake.stop())

describe('who may call', () => {
  test('auth.test tells the bot who and where it is', async () => {
    expect(await webClient(fake).auth.test()).toMatchObject({ team_id: fakeIds.team, user_id: fakeIds.bot, bot_id: 'B0BOT00000' })
  })

  test("an answer names the token's scopes", async () => {
    expect((await webClient(fake).auth.test()).response_metadata?.scopes).toEqual([...fake.team.scopes])
    const { response_metadata: metadata } = await webClient(fake).users.info({ user: alice })
    expect(metadata?.acceptedScopes).toEqual(['users:read'])
  })

  test.each<[string, Record<string, string>, string]>([
    ['no token', { authorization: '' }, 'not_authed'],
    ['a wrong token', { authorization: 'Bearer xoxb-wrong' }, 'invalid_auth'],
    ['an app-level token', { authorization: 'Bearer xapp-1-A0OPTOUT00-fake' }, 'not_allowed_token_type'],
  ])('%s is refused', async (_name, headers, error) => {
    expect(await post(fake, 'auth.test', {}, headers)).toEqual({ ok: false, error })
  })

  test('a bot token opens no Socket Mode connection, the app-level token does', async () => {
    expect(await refusalOf(webClient(fake).apps.connections.open())).toMatchObject({ error: 'not_allowed_token_type' })
    expect((await webClient(fake, fake.appToken).apps.connections.open()).url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/)
  })

  test('a token in a form counts, a token in JSON does not', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: '' }
    expect(await post(fake, 'auth.test', `token=${fake.botToken}`, form)).toMatchObject({ ok: true })
    expect(await post(fake, 'auth.test', { token: fake.botToken }, { authorization: '' })).toMatchObject({ error: 'not_authed' })
  })

  test('a revoked installation is refused', async () => {
    fake.team.authError = 'token_revoked'
    expect(await refusalOf(webClient(fake).auth.test())).toMatchObject({ error: 'token_revoked' })
    fake.team.authError = undefined
  })

  test('a second workspace has its own token and people', async () => {
    const team = fake.addTeam({ id: 'T0SECOND00' })
    const user = fake.addUser({ teamId: team.id })
    const client = webClient(fake, team.botToken)
    expect(await client.auth.test()).toMatchObject({ team_id: 'T0SECOND00' })
    expect(await refusalOf(client.users.info({ user: alice }))).toMatchObject({ error: 'user_not_found' })
    await client.chat.postMessage({ channel: user.id, text: 'hello' })
    expect(fake.dmsTo(user.id)).toHaveLength(1)
  })
})

describe('how calls are written', () => {
  test.each<[string, string, unknown, Record<string, string>, string]>([
    ['an unknown method', 'chat.shout', {}, {}, 'unknown_method'],
    ['broken JSON', 'chat.postMessage', '{', {}, 'invalid_json'],
    ['JSON that is no object', 'chat.postMessage', '[]', {}, 'json_not_object'],
    ['another content type', 'chat.postMessage', 'hi', { 'content-type': 'text/plain' }, 'invalid_post_type'],
    ['a missing argument', 'chat.postMessage', { text: 'hi' }, {}, 'invalid_arguments'],
  ])('%s is refused', async (_name, method, body, headers, error) => {
    expect(await post(fake, method, body, headers)).toMatchObject({ ok: false, error })
  })

  test('an argument Slack would ignore is recorded', async () => {
    expect(await post(fake, 'chat.postMessage', { channel: general, text: 'hi', thread: '1' })).toMatchObject({ ok: true })
    expect(fake.violations).toEqual(['chat.postMessage: unknown argument thread'])
  })

  test('a missing scope is named', async () => {
    fake.team.scopes.delete('users:read')
    expect(await refusalOf(webClient(fake).users.info({ user: alice }))).toMatchObject({ error: 'missing_scope', needed: 'users:read' })
    fake.team.scopes.add('users:read')
  })
})

describe('posting', () => {
  test('a message lands in its channel with a later timestamp than the one before', async () => {
    const client = webClient(fake)
    const first = await client.chat.postMessage({ channel: general, text: 'one' })
    const second = await client.chat.postMessage({ channel: general, text: 'two' })
    expect(Number(second.ts)).toBeGreaterThan(Number(first.ts))
    expect(fake.messagesIn(general).map(({ text }) => text)).toEqual(['one', 'two'])
    expect(fake.requests.map(({ method, accepted }) => [method, accepted])).toEqual([
      ['chat.postMessage', true],
      ['chat.postMessage', true],
    ])
  })

  test('a channel may be named, and a person stands for their DM', async () => {
    const client = webClient(fake)
    await client.chat.postMessage({ channel: '#general', text: 'by name' })
    await client.chat.postMessage({ channel: alice, text: 'to a person' })
    expect(fake.messagesIn(general)).toHaveLength(1)
    expect(fake.dmsTo(alice).map(({ text }) => text)).toEqual(['to a person'])
  })

  test.each<[string, () => string, string]>([
    ['an unknown channel', () => 'C0NOWHERE0', 'channel_not_found'],
    ['an archived channel', () => fake.addChannel({ archived: true }).id, 'is_archived'],
    ['a private channel from outside', () => fake.addChannel({ kind: 'private', botIsMember: false }).id, 'channel_not_found'],
    ['a channel where apps may not post', () => fake.addChannel({ postError: 'restricted_action' }).id, 'restricted_action'],
    ['a person who cannot be written to', () => fake.addUser({ dm: 'channel_not_found' }).id, 'channel_not_found'],
    ['a bot', () => fake.addUser({ isBot: true }).id, 'cannot_dm_bot'],
    ['a person who has left', () => fake.addUser({ deleted: true }).id, 'channel_not_found'],
    ['a person while the messages tab is off', () => fake.addUser({ dm: 'messages_tab_disabled' }).id, 'messages_tab_disabled'],
  ])('%s is refused', async (_name, where, error) => {
    expect(await refusalOf(webClient(fake).chat.postMessage({ channel: where(), text: 'hi' }))).toMatchObject({ error })
    expect(fake.violations).toEqual([])
  })

  test('a public channel from outside needs chat:write.public', async () => {
    const { id } = fake.addChannel({ botIsMember: false })
    await webClient(fake).chat.postMessage({ channel: id, text: 'hi' })
    fake.team.scopes.delete('chat:write.public')
    expect(await refusalOf(webClient(fake).chat.postMessage({ channel: id, text: 'hi' }))).toMatchObject({ error: 'not_in_channel' })
    fake.team.scopes.add('chat:write.public')
  })

  test('an ephemeral message is seen by one person and by nobody else', async () => {
    const client = webClient(fake)
    await client.chat.postEphemeral({ channel: general, user: alice, text: 'psst' })
    expect(fake.ephemeralTo(alice).map(({ text }) => text)).toEqual(['psst'])
    expect(fake.messagesIn(general)).toEqual([])
    expect(await refusalOf(client.chat.postEphemeral({ channel: privacy, user: guest, text: 'psst' }))).toMatchObject({
      error: 'user_not_in_channel',
    })
  })
})

describe('changing and deleting', () => {
  const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'in blocks' } }

  test('chat.update replaces; text alone takes the blocks away', async () => {
    const client = webClient(fake)
    const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'old', blocks: [section] })
    await client.chat.update({ channel: general, ts, text: 'new', blocks: [section, { type: 'divider' }] })
    expect(fake.messagesIn(general)[0]).toMatchObject({ text: 'new', edits: 1, blocks: [{ type: 'section' }, { type: 'divider' }] })
    await client.chat.update({ channel: general, ts, text: 'newest' })
    expect(fake.messagesIn(general)[0]).toMatchObject({ text: 'newest', edits: 2, blocks: [] })
  })

  test('chat.delete removes, and then there is nothing to update', async () => {
    const client = webClient(fake)
    const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'old' })
    await client.chat.delete({ channel: general, ts })
    expect(fake.messagesIn(general)).toEqual([])
    expect(await refusalOf(client.chat.update({ channel: general, ts, text: 'new' }))).toMatchObject({ error: 'message_not_found' })
  })

  test("somebody else's message stays as it is", async () => {
    const client = webClient(fake)
    await fake.mention({ text: 'hi', channelId: general })
    const [{ ts = '' } = {}] = fake.messagesIn(general)
    expect(await refusalOf(client.chat.update({ channel: general, ts, text: 'hacked' }))).toMatchObject({ error: 'cant_update_message' })
    expect(await refusalOf(client.chat.delete({ channel: general, ts }))).toMatchObject({ error: 'cant_delete_message' })
  })

  test('an ephemeral message can be neither found nor updated', async () => {
    const client = webClient(fake)
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel: general, user: alice, text: 'psst' })
    expect(await refusalOf(client.chat.update({ channel: general, ts, text: 'new' }))).toMatchObject({ error: 'message_not_found' })
  })
})

describe('people and conversations', () => {
  test('users.info gives the zone, the rank, and the language only when asked', async () => {
    const client = webClient(fake)
    fake.user(alice).locale = 'de-DE'
    const asked = await client.users.info({ user: alice, include_locale: true })
    expect(asked.user).toMatchObject({ tz: 'Europe/Berlin', locale: 'de-DE', is_admin: false, is_restricted: false })
    expect([3600, 7200]).toContain(asked.user?.tz_offset)
    const unasked = await client.users.info({ user: admin })
    expect(unasked.user).toMatchObject({ tz: 'America/New_York', is_admin: true })
    expect(unasked.user).not.toHaveProperty('locale')
    expect((await client.users.info({ user: guest })).user).toMatchObject({ is_restricted: true })
  })

  test.each<[string, () => string, string]>([
    ['nobody', () => 'U0NOBODY00', 'user_not_found'],
    ['a person who has left', () => fake.addUser({ deleted: true }).id, 'user_disabled'],
    ['a bot', () => fake.addUser({ isBot: true }).id, 'cannot_dm_bot'],
  ])('conversations.open with %s is refused', async (_name, who, error) => {
    expect(await refusalOf(webClient(fake).conversations.open({ users: who() }))).toMatchObject({ error })
  })

  test('conversations.open gives the same DM every time', async () => {
    const client = webClient(fake)
    const first = await client.conversations.open({ users: alice })
    expect(first.channel?.id).toMatch(/^D/)
    expect((await client.conversations.open({ users: alice })).channel?.id).toBe(first.channel?.id)
  })

  test('conversations.info hides private channels from outsiders', async () => {
    const client = webClient(fake)
    expect((await client.conversations.info({ channel: privacy })).channel).toMatchObject({ is_private: true, is_member: true })
    const { id } = fake.addChannel({ kind: 'private', botIsMember: false })
    expect(await refusalOf(client.conversations.info({ channel: id }))).toMatchObject({ error: 'channel_not_found' })
  })

  test('conversations.list pages through channels of the kinds asked for', async () => {
    const client = webClient(fake)
    const first = await client.conversations.list({ types: 'public_channel,private_channel', limit: 1 })
    expect(first.channels?.map(({ id }) => id)).toEqual([general])
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await client.conversations.list({ types: 'public_channel,private_channel', limit: 1, cursor })
    expect(second.channels?.map(({ id }) => id)).toEqual([privacy])
  })
})

describe('reading back', () => {
  const metadata = { event_type: 'optout_delivery', event_payload: { key: 'd-1' } }

  test('history gives metadata only when asked, newest first, after a time', async () => {
    const client = webClient(fake)
    const { ts: first = '' } = await client.chat.postMessage({ channel: general, text: 'one', metadata })
    await client.chat.postMessage({ channel: general, text: 'two', metadata })
    const after = await client.conversations.history({ channel: general, oldest: first, include_all_metadata: true })
    expect(after.messages).toHaveLength(1)
    expect(after.messages?.[0]).toMatchObject({ text: 'two', metadata })
    const all = await client.conversations.history({ channel: general, oldest: first, inclusive: true })
    expect(all.messages?.map(({ text }) => text)).toEqual(['two', 'one'])
    expect(all.messages?.[0]).not.toHaveProperty('metadata')
  })

  test('history needs the scope of that kind of conversation', async () => {
    const client = webClient(fake)
    fake.team.scopes.delete('groups:history')
    await client.conversations.history({ channel: general })
    expect(await refusalOf(client.conversations.history({ channel: privacy }))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:history',
    })
    fake.team.scopes.add('groups:history')
  })

  test('history pages, and shows no ephemeral and no deleted message', async () => {
    const client = webClient(fake)
    for (const text of ['a', 'b', 'c']) await client.chat.postMessage({ channel: general, text })
    await client.chat.postEphemeral({ channel: general, user: alice, text: 'psst' })
    const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'gone' })
    await client.chat.delete({ channel: general, ts })
    const page = await client.conversations.history({ channel: general, limit: 2 })
    expect(page).toMatchObject({ has_more: true })
    expect(page.messages?.map(({ text }) => text)).toEqual(['c', 'b'])
    const rest = await client.conversations.history({ channel: general, limit: 2, cursor: page.response_metadata?.next_cursor ?? '' })
    expect(rest.messages?.map(({ text }) => text)).toEqual(['a'])
  })

  test('history is short for commercially distributed apps', async () => {
    const distributed = await startFakeSlack({ historyMost: 15 })
    const client = webClient(distributed)
    for (let count = 0; count < 20; count += 1) await client.chat.postMessage({ channel: general, text: `${count}` })
    expect((await client.conversations.history({ channel: general, limit: 100 })).messages).toHaveLength(15)
    await distributed.stop()
  })
})
