import { afterEach, describe, expect, test } from 'vitest'
import { createSlackBot } from '../../../src/bots/slack/index.ts'
import { createFakeFrontDesk, saying } from '../../fakes/front-desk.ts'
import { fakeIds, faults } from '../../fakes/slack/index.ts'
import { recordingLog, type Started, type StartOptions, startBot } from './start-bot.ts'

let at: Started | undefined
afterEach(async () => {
  await at?.stop()
  at = undefined
})
const started = async (options: StartOptions): Promise<Started> => {
  at = await startBot(options)
  return at
}

describe('starting', () => {
  test('makes it ready, and stopping unready, twice without harm', async () => {
    const { bot, slack } = await started({ via: 'socket' })
    expect(bot.ready).toBe(true)
    await Promise.all([bot.stop(), bot.stop()])
    expect(bot.ready).toBe(false)
    await slack.waitFor(() => slack.socket.connections === 0)
  })

  test.each([
    ['a bot token', { botToken: 'xoxb-wrong' }, /SLACK_BOT_TOKEN/],
    ['an app token', { appToken: 'xapp-wrong' }, /SLACK_APP_TOKEN/],
  ])('with %s that Slack does not accept names the variable, never the token', async (_, bot, variable) => {
    const { bot: unstarted, logs } = await started({ via: 'socket', bot, start: false })
    const error: unknown = await unstarted.start().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'ConnectError', code: 'bad-token', message: expect.stringMatching(variable) })
    expect(JSON.stringify([error, logs])).not.toMatch(/wrong/)
  })

  test('with a revoked token says so at once', async () => {
    const { bot, slack } = await started({ via: 'http', start: false })
    slack.team.authError = 'token_revoked'
    await expect(bot.start()).rejects.toMatchObject({
      code: 'bad-token',
      message: 'Slack does not accept SLACK_BOT_TOKEN (token_revoked).',
    })
    expect(slack.requests.length).toBe(1)
  })

  test('survives a few failures of Slack', async () => {
    const { bot, slack } = await started({ via: 'socket', start: false })
    slack.fail({ method: 'auth.test', times: 2 }, faults.unavailable)
    slack.fail({ method: 'apps.connections.open' }, faults.reset)
    await bot.start()
    expect(bot.ready).toBe(true)
  })

  test('ends when told to stop meanwhile, and leaves no connection behind', async () => {
    const { bot, slack } = await started({ via: 'socket', start: false, bot: { timing: { startMs: [60_000] } } })
    const fault = slack.fail({ method: 'auth.test' }, faults.unavailable)
    const starting = bot.start().catch((error: unknown) => error)
    await slack.waitFor(() => fault.hits === 1)
    await bot.stop()
    expect(await starting).toMatchObject({ name: 'ConnectError', code: 'unreachable' })
    expect([bot.ready, slack.socket.connections]).toEqual([false, 0])
  })

  test('gives up when Slack cannot be reached', async () => {
    const { log } = recordingLog()
    const bot = createSlackBot({
      botToken: 'xoxb-x',
      appToken: 'xapp-x',
      apiUrl: 'http://127.0.0.1:1/api/',
      frontDesk: createFakeFrontDesk(),
      clock: { now: Date.now },
      log,
      defaultLocale: 'en',
      timing: { startMs: [1] },
    })
    await expect(bot.start()).rejects.toMatchObject({ code: 'unreachable', message: expect.stringMatching(/SLACK_API_URL/) })
    expect(bot.ready).toBe(false)
    await bot.stop()
  })

  test('needs one of the two ways in', () => {
    const { log } = recordingLog()
    expect(() =>
      createSlackBot({
        botToken: 'xoxb-x',
        apiUrl: 'http://127.0.0.1:1/',
        frontDesk: createFakeFrontDesk(),
        clock: { now: Date.now },
        log,
        defaultLocale: 'en',
      }),
    ).toThrow(/SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/)
  })
})

describe('the connection', () => {
  test('is opened anew before Slack closes it, without a gap', async () => {
    const { bot, slack } = await started({ via: 'socket' })
    const opened = () => slack.requests.filter((request) => request.method === 'apps.connections.open').length
    slack.socket.disconnect('warning')
    await slack.waitFor(() => opened() === 2 && slack.socket.connections === 1)
    expect(bot.ready).toBe(true)
    expect((await slack.slash({ command: '/optout', text: 'linkedin' })).failure).toBeUndefined()
  })

  test('comes back after being cut, however long Slack is away', async () => {
    const { bot, slack, logs } = await started({ via: 'socket' })
    const fault = slack.fail({ method: 'apps.connections.open', times: 5 }, faults.reset)
    slack.socket.drop()
    await slack.waitFor(() => fault.hits === 5 && bot.ready)
    expect(logs.map((line) => line.message)).toContain('slack connection lost')
    expect((await slack.slash({ command: '/optout', text: 'linkedin' })).failure).toBeUndefined()
  })

  test('survives payloads of any shape', async () => {
    const { slack, logs } = await started({ via: 'socket', slack: { ackTimeoutMs: 60 } })
    const event = await slack.event({ type: 'app_mention', user: fakeIds.alice, channel: fakeIds.general, text: 'x' })
    for (const payload of [
      {},
      { event: null },
      { event: {} },
      { event: { type: 3 } },
      { event: { type: 'error' } },
      { event: { type: 'ws_message' } },
    ])
      await slack.redeliver({ ...event, payload })
    expect(logs.map((line) => line.message)).toContain('slack frame not understood')
    expect((await slack.slash({ command: '/optout', text: 'linkedin' })).failure).toBeUndefined()
  })
})

test('stopping waits for the answers under way', async () => {
  const { bot, slack, desk } = await started({ via: 'socket', bot: { timing: { answerInAckMs: 1 } } })
  let answer = (): void => {}
  const slow = new Promise<void>((resolve) => {
    answer = resolve
  })
  desk.answer(() => slow.then(() => saying('Late, but here')))
  const asked = await slack.slash({ command: '/optout', text: 'slow' })
  const stopped = bot.stop()
  answer()
  await stopped
  expect(asked.responses.map((response) => response.body.text)).toEqual(['Late, but here'])
})
