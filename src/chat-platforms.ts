/** The chat platforms the configuration asks for, and which of them have one connection for all processes. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { createDiscordBot, ShardGuilds } from './bots/discord/index.ts'
import type { createSlackBot } from './bots/slack/index.ts'
import type { FrontDesk } from './commands/front-desk-port.ts'
import type { Config, SlackConfig } from './config.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Installations } from './core/ports/installations.ts'
import type { Log } from './core/ports/log.ts'
import type { OfferedChatPlatform } from './duties/shared-chat-platform.ts'

export interface OfferedChatPlatforms {
  readonly all: readonly OfferedChatPlatform[]
  /** Takes the requests Slack sends over HTTP; absent with Socket Mode and without Slack. True when it took one. */
  readonly requestListener: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
}

interface Shared {
  readonly frontDesk: FrontDesk
  readonly clock: Clock
  readonly log: Log
  readonly installations: Installations
}

/**
 * Loads what the configuration asks for and nothing else: each library takes about as long, and as much memory, as all the rest of us.
 * The result offers none, one or both; nothing connects before it is created and started.
 */
export async function loadChatPlatforms({
  discord,
  slack,
  defaults,
}: Pick<Config, 'discord' | 'slack' | 'defaults'>): Promise<(shared: Shared) => OfferedChatPlatforms> {
  const onDiscord = discord === null ? null : await import('./bots/discord/index.ts')
  const onSlack = slack === null ? null : await import('./bots/slack/index.ts')
  return (shared) => {
    const all: OfferedChatPlatform[] = []
    if (discord !== null && onDiscord !== null) all.push(offerDiscord(discord, onDiscord.createDiscordBot, shared))
    if (slack === null || onSlack === null) return { all, requestListener: undefined }
    const { offered, requestListener } = offerSlack({ ...slack, defaultLocale: defaults.locale }, onSlack.createSlackBot, shared)
    return { all: [...all, offered], requestListener }
  }
}

function offerDiscord(discord: NonNullable<Config['discord']>, createBot: typeof createDiscordBot, shared: Shared): OfferedChatPlatform {
  const { log, clock, installations } = shared
  const noted = notedIn(log)
  const removed = (installationId: string) => installations.removed({ chatPlatform: 'discord', installationId }, clock.now())
  async function compare({ guildIds, has }: ShardGuilds): Promise<void> {
    for (const guildId of await installations.kept('discord')) if (has(guildId) && !guildIds.has(guildId)) await removed(guildId)
  }
  return {
    name: 'discord',
    // A second connection would be told everything the first is told, and answer it too.
    connection: 'discord-gateway',
    create: () =>
      createBot({
        ...discord,
        ...shared,
        onRemoved: (guildId) => noted(removed(guildId)),
        // Nobody tells of servers that removed the bot while it was not connected.
        onGuilds: (shard) => noted(compare(shard)),
        onPresent: (installationId) => noted(installations.present({ chatPlatform: 'discord', installationId })),
        onLost: (error) => log.error({ error }, 'discord has refused us; mend it and start again'),
      }),
  }
}

/** What is remembered about installations must never stop the bot. */
const notedIn = (log: Log) => (work: Promise<void>) =>
  void work.catch((error: unknown) => log.error({ err: error }, 'installation could not be noted'))

function offerSlack(
  { via, botToken, apiUrl, defaultLocale }: SlackConfig & { readonly defaultLocale: string },
  createBot: typeof createSlackBot,
  shared: Shared,
): { readonly offered: OfferedChatPlatform; readonly requestListener: OfferedChatPlatforms['requestListener'] } {
  const { log, clock, installations } = shared
  const noted = notedIn(log)
  const common = {
    ...shared,
    botToken,
    apiUrl,
    defaultLocale,
    onRemoved: (installationId: string) => noted(installations.removed({ chatPlatform: 'slack', installationId }, clock.now())),
    onPresent: (installationId: string) => noted(installations.present({ chatPlatform: 'slack', installationId })),
  }
  if (via.kind === 'socket') {
    const create = () => createBot({ ...common, appToken: via.appToken })
    return { offered: { name: 'slack', connection: 'slack-socket', create }, requestListener: undefined }
  }
  // Whoever Slack's request reaches answers it, so all processes listen, each with one bot for good.
  const bot = createBot({ ...common, signingSecret: via.signingSecret })
  return { offered: { name: 'slack', connection: null, create: () => bot }, requestListener: bot.requestListener }
}
