/** Builds the chat platforms the configuration asks for; not connected yet. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createDiscordBot } from './bots/discord/index.ts'
import { createSlackBot } from './bots/slack/index.ts'
import type { FrontDesk } from './commands/front-desk-port.ts'
import type { Config } from './config.ts'
import type { ChatPlatform } from './core/ports/chat-platform.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Installations } from './core/ports/installations.ts'
import type { Log } from './core/ports/log.ts'

export interface BuiltChatPlatforms {
  readonly all: readonly ChatPlatform[]
  /** Takes the requests Slack sends over HTTP; absent with Socket Mode and without Slack. True when it took one. */
  readonly requestListener: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
}

/** None, one or both. */
export function buildChatPlatforms(
  { discord, slack, defaults }: Config,
  shared: { readonly frontDesk: FrontDesk; readonly clock: Clock; readonly log: Log; readonly installations: Installations },
): BuiltChatPlatforms {
  const { log, clock, installations } = shared
  /** What is remembered about installations must never stop the bot. */
  const noted = (work: Promise<void>) => void work.catch((error: unknown) => log.error({ err: error }, 'installation could not be noted'))
  const all: ChatPlatform[] = []
  if (discord !== null) {
    all.push(
      createDiscordBot({
        ...discord,
        ...shared,
        onRemoved: (installationId) => noted(installations.removed({ chatPlatform: 'discord', installationId }, clock.now())),
        onPresent: (installationId) => noted(installations.present({ chatPlatform: 'discord', installationId })),
        onLost: (error) => log.error({ error }, 'discord has refused us; mend it and start again'),
      }),
    )
  }
  if (slack === null) return { all, requestListener: undefined }
  const { via, botToken, apiUrl } = slack
  const door = via.kind === 'socket' ? { appToken: via.appToken } : { signingSecret: via.signingSecret }
  const bot = createSlackBot({ ...shared, ...door, botToken, apiUrl, defaultLocale: defaults.locale })
  return { all: [...all, bot], requestListener: bot.requestListener }
}
