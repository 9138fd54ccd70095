import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from './index.ts'
import { routes } from './rest/router.ts'
import { outcomeOf, restFor } from './rest-client.ts'
import { discordPaths } from './validation/paths.ts'
import { check, loadSchemas } from './validation/schemas.ts'

let fake: FakeDiscord
beforeEach(async () => {
  fake = await startFakeDiscord()
})
afterEach(() => fake.stop())

describe('the REST API', () => {
  test('plays only routes that Discord publishes', async () => {
    const published = await discordPaths()
    for (const { method, path } of routes) expect(published.get(method.toLowerCase()), `${method} ${path}`).toContain(path)
  })

  test('tells a path Discord does not have from one the fake does not play', async () => {
    expect(await outcomeOf(restFor(fake).get('/channel/1'))).toMatchObject({ status: 404 })
    expect(await outcomeOf(restFor(fake).put('/users/@me'))).toMatchObject({ status: 405 })
    await expect(restFor(fake).get('/sticker-packs')).rejects.toMatchObject({ status: 501 })
    expect(fake.violations.map((each) => each.split(': ').at(-1))).toEqual([
      'Discord has no such path',
      'Discord knows this path with get, patch',
      'Discord has this route, the fake does not play it yet',
    ])
  })

  test('wants the bot token, the user agent of a bot, and JSON', async () => {
    const url = `${fake.apiUrl}/v10/users/@me`
    const agent = { 'user-agent': 'DiscordBot (https://example.org, 1.0)' }
    expect(await outcomeOf(restFor(fake).setToken('wrong').get('/users/@me'))).toMatchObject({ status: 401 })
    expect((await fetch(url, { headers: { authorization: `Bot ${fake.token}` } })).status).toBe(403)
    const notJson = {
      method: 'POST',
      headers: { ...agent, authorization: `Bot ${fake.token}`, 'content-type': 'application/json' },
      body: '{',
    }
    expect(await (await fetch(`${fake.apiUrl}/v10/users/@me/channels`, notJson)).json()).toMatchObject({ code: 50109 })
    expect((await fetch(`${fake.apiUrl}/v9/users/@me`, { headers: agent })).status).toBe(404)
    expect(fake.violations).toHaveLength(4)
    expect(fake.invalidRequests()).toBe(2)
  })

  test('remembers each request with its route, body and status', async () => {
    const channelId = fake.guilds()[0]?.channelId ?? ''
    await restFor(fake).post(`/channels/${channelId}/messages`, { body: { content: 'x' } })
    expect(fake.requests).toMatchObject([
      {
        method: 'POST',
        path: `/channels/${channelId}/messages`,
        route: '/channels/{channel_id}/messages',
        body: { content: 'x' },
        status: 200,
      },
    ])
  })

  test.each([
    ['MessageResponse', (channel: string) => `/channels/${channel}/messages/@last`],
    ['GuildResponse', () => '/guilds/@first'],
    ['GuildChannelResponse', (channel: string) => `/channels/${channel}`],
    ['UserPIIResponse', () => '/users/@me'],
    ['GatewayBotResponse', () => '/gateway/bot'],
    ['GuildMemberResponse', () => `/guilds/@first/members/${fake.personId}`],
  ] as const)('answers in the published form of %s', async (schema, pathOf) => {
    await loadSchemas()
    const [guild] = fake.guilds()
    const channelId = guild?.channelId ?? ''
    const components = [{ type: 1, components: [{ type: 2, style: 5, label: 'Open', url: 'https://example.org/' }] }]
    const body = { content: 'x', embeds: [{ title: 't' }], components }
    await restFor(fake).post(`/channels/${channelId}/messages`, { body })
    const last = fake.messagesIn(channelId).at(-1)?.id ?? ''
    const path = pathOf(channelId)
      .replace('@last', last)
      .replace('@first', guild?.id ?? '')
    const answer = await restFor(fake).get(path as `/${string}`)
    // Fields that are too many do no harm here: the published form is younger or older than what Discord sends.
    expect(check(schema, answer).filter(({ code }) => code !== 'UNKNOWN_PROPERTY')).toEqual([])
  })
})
