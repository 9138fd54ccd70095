/** A Slack bot at work: the real adapter, a strict fake Slack on real sockets, a small front desk, and everything that was logged. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSlackBot, type SlackBot, type SlackBotOptions } from '../../../src/bots/slack/index.ts'
import type { Pace } from '../../../src/bots/slack/pace.ts'
import type { ClaimedDelivery, Destination } from '../../../src/core/delivery.ts'
import type { Clock } from '../../../src/core/ports/clock.ts'
import type { Log } from '../../../src/core/ports/log.ts'
import { createFakeFrontDesk, type FakeFrontDesk, guideNotice } from '../../fakes/front-desk.ts'
import { type FakeSlack, type FakeSlackOptions, fakeIds, startFakeSlack } from '../../fakes/slack/index.ts'

export const SIGNING_SECRET = 'test-signing-secret'

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Started {
  readonly slack: FakeSlack
  readonly desk: FakeFrontDesk
  readonly bot: SlackBot
  readonly logs: LogLine[]
  /** Where the bot listens, over HTTP. */
  readonly url: string
  stop(): Promise<void>
}

export interface StartOptions {
  readonly via: 'socket' | 'http'
  readonly slack?: FakeSlackOptions
  readonly bot?: Partial<SlackBotOptions>
  readonly clock?: Clock
  /** False: the test starts the bot itself. */
  readonly start?: boolean
}

export function recordingLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = []
  const at = (level: LogLine['level']) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void lines.push({ level, message, fields })
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines }
}

/** Turns for everybody at once: what Slack's limits do to deliveries is for the tests of the pace. */
const unpaced: Pace = { turn: async () => ({ kind: 'go' }), refused: () => 'channel' }

export async function startBot({
  via,
  slack: slackOptions,
  bot: botOptions,
  clock = { now: Date.now },
  start = true,
}: StartOptions): Promise<Started> {
  const slack = await startFakeSlack(slackOptions)
  const desk = createFakeFrontDesk()
  const { log, lines } = recordingLog()
  const bot = createSlackBot({
    botToken: slack.botToken,
    ...(via === 'socket' ? { appToken: slack.appToken } : { signingSecret: SIGNING_SECRET }),
    apiUrl: slack.apiUrl,
    frontDesk: desk,
    clock,
    log,
    defaultLocale: 'en',
    pace: unpaced,
    ...botOptions,
    timing: { startMs: [1, 1], reconnectMs: [1], ...botOptions?.timing },
  })
  const server = createServer((request, response) => {
    if (bot.requestListener?.(request, response) !== true) response.writeHead(404).end('ours')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  if (via === 'http') slack.delivery = { via: 'http', url: `${url}/slack/events`, signingSecret: SIGNING_SECRET, now: clock.now }
  if (start) await bot.start()
  return {
    slack,
    desk,
    bot,
    logs: lines,
    url,
    async stop() {
      await bot.stop()
      await slack.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function deliveryTo(destination: Destination, changes: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return {
    id: 1,
    key: 'digest:1:2026-08-14',
    class: 'digest',
    destination,
    notice: guideNotice('linkedin'),
    dueAt: 0,
    attempt: 1,
    unsettledSince: null,
    ...changes,
  }
}

export const toChannel = (channelId: string = fakeIds.general): Destination => ({
  kind: 'channel',
  chatPlatform: 'slack',
  installationId: fakeIds.team,
  channelId,
})
export const toPerson = (userId: string = fakeIds.alice): Destination => ({
  kind: 'person',
  chatPlatform: 'slack',
  userId: `${fakeIds.team}/${userId}`,
})
