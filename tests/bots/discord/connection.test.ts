import { afterEach, describe, expect, test } from 'vitest'
import type { ShardGuilds } from '../../../src/bots/discord/index.ts'
import type { ConnectError } from '../../../src/core/ports/chat-platform.ts'
import { type Started, startBot } from './start-bot.ts'

let started: Started
afterEach(async () => {
  await started.stop()
})

const linkedin = { command: 'optout', options: { platform: 'linkedin' } } as const
const messages = (level: string) => started.logs.filter((line) => line.level === level).map(({ message }) => message)

describe('connecting', () => {
  test('is over when every shard is ready', async () => {
    started = await startBot({ discord: { guilds: 2_001, maxConcurrency: 16 } })
    expect(started.bot.ready).toBe(true)
    expect(started.discord.gateway.live()).toBe(3)
    expect(started.discord.violations).toEqual([])
  })

  test('asks for no privileged intent', async () => {
    started = await startBot({ discord: { privilegedIntents: 0 } })
    expect(started.bot.ready).toBe(true)
  })

  test('an address with a version or a slash at its end works as well', async () => {
    started = await startBot({ start: false })
    const { discord } = started
    const other = await startBot({ bot: { apiUrl: `${discord.apiUrl}/v10/` } })
    expect(other.bot.ready).toBe(true)
    await other.stop()
  })

  test('with a wrong token stops at once, and says which variable to fix', async () => {
    started = await startBot({ start: false, bot: { token: 'bm90LWE.Fake00.wrong' } })
    const error = await started.bot.start().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'ConnectError', code: 'bad-token', message: expect.stringContaining('DISCORD_TOKEN') })
    expect((error as ConnectError).message).not.toContain('Fake00')
    expect(started.bot.ready).toBe(false)
  })

  test('keeps trying while Discord cannot be reached, and says so', async () => {
    started = await startBot({ start: false })
    started.discord.fault({ kind: 'reset-before', match: { path: '/gateway/bot' }, times: 3 })
    await started.bot.start()
    expect(started.bot.ready).toBe(true)
  })

  test('waits for tomorrow when no connection is left today, instead of losing the token', async () => {
    started = await startBot({ start: false, discord: { identifiesLeft: 0 } })
    const start = started.bot.start().catch((reason: unknown) => reason)
    await started.discord.waitFor(() => messages('warn').includes('discord allows no more connections today, waiting'))
    expect(started.discord.gateway.counts.identifies).toBe(0)
    await started.bot.stop()
    expect(await start).toMatchObject({ code: 'unreachable' })
  })

  test('can be stopped while it tries', async () => {
    started = await startBot({ start: false })
    started.discord.fault({ kind: 'refuse', status: 500, match: { path: '/gateway/bot' }, times: Number.POSITIVE_INFINITY })
    const start = started.bot.start().catch((reason: unknown) => reason)
    await started.discord.waitFor(() => started.discord.requests.length > 0)
    await started.bot.stop()
    expect(await start).toMatchObject({ code: 'unreachable' })
  })
})

describe('a connection', () => {
  test.each([
    ['cut', undefined],
    ['closed with 4000', 4000],
  ])('that is %s comes back, and answers again', async (_, code) => {
    started = await startBot()
    started.discord.gateway.drop(code)
    await started.discord.waitFor(() => !started.bot.ready)
    await started.discord.waitFor(() => started.bot.ready)
    const answer = await started.discord.slash(linkedin)
    expect(answer.response.type).toBe(4)
    expect(started.discord.violations).toEqual([])
  })

  test('is resumed when Discord asks for it', async () => {
    started = await startBot()
    started.discord.gateway.askReconnect()
    await started.discord.waitFor(() => started.discord.gateway.counts.resumes === 1 && started.bot.ready)
    expect(started.discord.gateway.counts.identifies).toBe(1)
  })

  test('that is refused for good stops the bot and says why', async () => {
    const lost: ConnectError[] = []
    started = await startBot({ bot: { onLost: (error) => lost.push(error) } })
    started.discord.gateway.drop(4004)
    await started.discord.waitFor(() => lost.length === 1)
    expect(lost).toMatchObject([{ code: 'bad-token' }])
    expect(started.bot.ready).toBe(false)
    expect(messages('error')).toContain('discord gateway closed for good')
  })

  test('tells when the bot is removed from a server, and not when a server is only down', async () => {
    const removed: string[] = []
    started = await startBot({ bot: { onRemoved: (guildId) => removed.push(guildId) } })
    const guild = started.discord.addGuild()
    started.discord.gateway.dispatch('GUILD_DELETE', { id: guild.id, unavailable: true })
    started.discord.removeGuild(guild.id)
    await started.discord.waitFor(() => removed.length > 0)
    expect(removed).toEqual([guild.id])
  })

  test('tells which servers it is in whenever a session begins, and which of all would be told there', async () => {
    const told: ShardGuilds[] = []
    started = await startBot({ bot: { onGuilds: (shard) => told.push(shard) } })
    const ids = started.discord.guilds().map(({ id }) => id)
    expect(told.map(({ guildIds }) => [...guildIds])).toEqual([ids])
    expect(told[0]?.has('81384788765712384')).toBe(true)
  })

  test('tells of every server it is in, and of one it is invited to', async () => {
    const present: string[] = []
    started = await startBot({ bot: { onPresent: (guildId) => present.push(guildId) } })
    const [first] = started.discord.guilds()
    await started.discord.waitFor(() => present.length > 0)
    const guild = started.discord.addGuild()
    await started.discord.waitFor(() => present.length > 1)
    expect(present).toEqual([first?.id, guild.id])
  })

  test('survives events it does not understand', async () => {
    started = await startBot()
    started.discord.gateway.dispatch('GUILD_DELETE', 'nonsense')
    started.discord.gateway.dispatch('SOMETHING_NEW', { any: 'thing' })
    const answer = await started.discord.slash(linkedin)
    expect(answer.response.type).toBe(4)
  })
})

describe('stopping', () => {
  test('lets an answer under way reach the person', async () => {
    started = await startBot()
    const held = Promise.withResolvers<void>()
    started.discord.fault({ kind: 'hold', until: held.promise, match: { method: 'POST', path: '/callback' } })
    const answer = started.discord.slash(linkedin)
    await started.discord.waitFor(() => started.desk.calls.length === 1)
    const stopped = started.bot.stop()
    held.resolve()
    await stopped
    expect((await answer).response.type).toBe(4)
  })

  test('twice is as good as once', async () => {
    started = await startBot()
    await Promise.all([started.bot.stop(), started.bot.stop()])
    expect(started.bot.ready).toBe(false)
    expect(started.discord.gateway.live()).toBe(0)
  })
})
