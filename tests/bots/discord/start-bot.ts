/** A Discord bot at work: the real adapter, a strict fake Discord on real sockets, a small front desk, and everything that was logged. */

import { createDiscordBot, type DiscordBotOptions } from '../../../src/bots/discord/index.ts'
import type { Command } from '../../../src/commands/command.ts'
import type { ClaimedDelivery, Destination } from '../../../src/core/delivery.ts'
import type { ChatPlatform } from '../../../src/core/ports/chat-platform.ts'
import type { Clock } from '../../../src/core/ports/clock.ts'
import type { Log } from '../../../src/core/ports/log.ts'
import { type FakeDiscord, type FakeDiscordOptions, knownIds, startFakeDiscord } from '../../fakes/discord/index.ts'
import { createFakeFrontDesk, type FakeFrontDesk, guideNotice, saying } from '../../fakes/front-desk.ts'

interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Started {
  readonly discord: FakeDiscord
  readonly desk: FakeFrontDesk
  readonly bot: ChatPlatform
  readonly logs: readonly LogLine[]
  stop(): Promise<void>
}

export interface StartOptions {
  readonly discord?: FakeDiscordOptions
  readonly bot?: Partial<DiscordBotOptions>
  readonly clock?: Clock
  /** False: the test starts the bot itself. */
  readonly start?: boolean
}

const command = (path: Command['path'], changes: Partial<Command> = {}): Command => ({
  path,
  summary: `command.${path.join('.')}`,
  options: [],
  permission: 'anyone',
  scope: 'anywhere',
  example: `/${path.join(' ')}`,
  run: async () => saying(path.join(' ')),
  ...changes,
})

/** A table with every kind of option. */
export const COMMANDS: readonly Command[] = [
  command(['optout'], {
    options: [
      { name: 'region', type: 'region', required: false, summary: 'option.region' },
      { name: 'platform', type: 'service', required: true, summary: 'option.platform' },
      { name: 'account', type: 'account', required: false, summary: 'option.account' },
      { name: 'device', type: 'device', required: false, summary: 'option.device' },
    ],
  }),
  command(['changes'], { options: [{ name: 'days', type: 'days', required: false, summary: 'option.days' }] }),
  command(['digest', 'set'], {
    permission: 'manage',
    scope: 'channel',
    options: [
      { name: 'time', type: 'time', required: true, summary: 'option.time' },
      { name: 'channel', type: 'channel', required: false, summary: 'option.channel' },
      { name: 'every', type: 'weekday', required: false, summary: 'option.every' },
      { name: 'severity', type: 'severity', required: false, summary: 'option.severity' },
      { name: 'always', type: 'yes-no', required: false, summary: 'option.always' },
    ],
  }),
  command(['digest', 'off'], { permission: 'manage', scope: 'channel' }),
]

function recordingLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = []
  const at = (level: LogLine['level']) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void lines.push({ level, message, fields })
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines }
}

export async function startBot({ discord: discordOptions, bot: botOptions, clock, start = true }: StartOptions = {}): Promise<Started> {
  const discord = await startFakeDiscord({ ...(clock === undefined ? {} : { now: clock.now }), ...discordOptions })
  const desk = createFakeFrontDesk(COMMANDS)
  const { log, lines } = recordingLog()
  const bot = createDiscordBot({
    token: discord.token,
    apiUrl: discord.apiUrl,
    frontDesk: desk,
    clock: clock ?? { now: Date.now },
    log,
    ...botOptions,
  })
  if (start) await bot.start()
  return {
    discord,
    desk,
    bot,
    logs: lines,
    async stop() {
      await bot.stop()
      await discord.stop()
    },
  }
}

export function deliveryTo(destination: Destination, changes: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return {
    id: 1,
    key: 'digest:1:2026-08-14',
    class: 'digest',
    destination,
    notice: { ...guideNotice('linkedin'), kind: 'digest' },
    dueAt: 0,
    attempt: 1,
    unsettledSince: null,
    ...changes,
  }
}

export const toPerson = (userId: string = knownIds.person): Destination => ({ kind: 'person', chatPlatform: 'discord', userId })

export function toChannel(discord: FakeDiscord): Extract<Destination, { kind: 'channel' }> {
  const [guild] = discord.guilds()
  return { kind: 'channel', chatPlatform: 'discord', installationId: guild?.id ?? '', channelId: guild?.channelId ?? '' }
}
