/** The chat platforms the configuration asks for, and which of them have one connection for all processes. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createDiscordBot } from './bots/discord/index.ts'
import { createSlackBot } from './bots/slack/index.ts'
import type { FrontDesk } from './commands/front-desk-port.ts'
import type { Config } from './config.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Installations } from './core/ports/installations.ts'
import type { Log } from './core/ports/log.ts'
import type { OfferedChatPlatform } from './duties/shared-chat-platform.ts'

export interface OfferedChatPlatforms {
  readonly all: readonly OfferedChatPlatform[]
  /** Takes the requests Slack sends over HTTP; absent with Socket Mode and without Slack. True when it took one. */
  readonly requestListener: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
}

/** None, one or both. Nothing connects before it is created and started. */
export function offerChatPlatforms(
  { discord, slack, defaults }: Config,
  shared: { readonly frontDesk: FrontDesk; readonly clock: Clock; readonly log: Log; readonly installations: Installations },
): OfferedChatPlatforms {
  const { log, clock, installations } = shared
  /** What is remembered about installations must never stop the bot. */
  const noted = (work: Promise<void>) => void work.catch((error: unknown) => log.error({ err: error }, 'installation could not be noted'))
  const all: OfferedChatPlatform[] = []
  if (discord !== null) {
    all.push({
      name: 'discord',
      // A second connection would be told everything the first is told, and answer it too.
      connection: 'discord-gateway',
      create: () =>
        createDiscordBot({
          ...discord,
          ...shared,
          onRemoved: (installationId) => noted(installations.removed({ chatPlatform: 'discord', installationId }, clock.now())),
          onPresent: (installationId) => noted(installations.present({ chatPlatform: 'discord', installationId })),
          onLost: (error) => log.error({ error }, 'discord has refused us; mend it and start again'),
        }),
    })
  }
  if (slack === null) return { all, requestListener: undefined }
  const { via, botToken, apiUrl } = slack
  const common = { ...shared, botToken, apiUrl, defaultLocale: defaults.locale }
  if (via.kind === 'socket') {
    const create = () => createSlackBot({ ...common, appToken: via.appToken })
    return { all: [...all, { name: 'slack', connection: 'slack-socket', create }], requestListener: undefined }
  }
  // Whoever Slack's request reaches answers it, so all processes listen, each with one bot for good.
  const bot = createSlackBot({ ...common, signingSecret: via.signingSecret })
  return { all: [...all, { name: 'slack', connection: null, create: () => bot }], requestListener: bot.requestListener }
}
