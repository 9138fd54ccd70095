/** The practice chat: the whole bot with no network, for trying it without tokens. Same front desk, same outbox, same renderers. */

import type { Hono } from 'hono'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import { instantAt } from '../../core/local-time.ts'
import type { MovableClock } from '../../core/movable-clock.ts'
import type { ChatPlatform } from '../../core/ports/chat-platform.ts'
import type { Log } from '../../core/ports/log.ts'
import { createSender } from './deliver.ts'
import { createInteractions } from './interactions.ts'
import { isChannel } from './place.ts'
import type { Previews } from './previews.ts'
import { createRender } from './render.ts'
import { createRoom } from './room.ts'
import { createRoutes } from './routes.ts'

export interface LocalBotOptions {
  readonly frontDesk: FrontDesk
  /** The clock everything runs on; the page moves it. */
  readonly clock: MovableClock
  readonly previews: Previews
  /** Resolves once everything owed at the clock's time has been decided and sent. Must not reject. */
  settleAll(): Promise<void>
  /** When something is next owed, epoch milliseconds; `null` when nothing is. */
  nextDueAt(): Promise<number | null>
  /** Empties the store of everything the practice chat made. The clock and the room are the bot's own business. */
  startOver(): Promise<void>
  /** IANA zone of the member and of the page's clock. */
  readonly zone: string
  /** The member's language to begin with (BCP 47), and those the page offers; the choice is only shown when there are several. */
  readonly locale: string
  readonly locales: readonly string[]
  /** Host names, besides this computer's own, the page may be asked at: that of the public address. */
  readonly hosts: readonly string[]
  /** Addresses of the site's style sheet (colours, fonts) and icon. */
  readonly site: { readonly stylesheet: string; readonly icon: string }
  readonly log: Log
}

export interface LocalBot extends ChatPlatform {
  readonly name: 'local'
  /** Mount at `/try`. */
  readonly routes: Hono
}

/** When a day begins for someone who starts over on it: just before the hour at which digests usually come. */
const MORNING = '08:55'

/** Builds it; `start` opens it. Nothing it does throws outward. */
export function createLocalBot(options: LocalBotOptions): LocalBot {
  const { frontDesk, clock, log, zone } = options
  let ready = false
  const room = createRoom({ manages: true, locale: options.locale })
  const render = createRender(options.previews, log)
  const sender = createSender({ room, render, clock, isReady: () => ready })
  const interactions = createInteractions({ frontDesk, room, render, clock, zone })

  return {
    name: 'local',
    async start() {
      ready = true
    },
    async stop() {
      ready = false
    },
    get ready() {
      return ready
    },
    deliver: sender.deliver,
    settle: sender.settle,
    mayPost: async (channel) => (isChannel(channel) ? { kind: 'yes' } : { kind: 'no', why: 'unknown-channel' }),
    routes: createRoutes({
      ...options,
      room,
      interactions,
      async startOver(on) {
        await options.startOver()
        room.clear()
        sender.clear()
        if (on !== null) clock.moveTo(instantAt(on, MORNING, zone))
        await options.settleAll()
      },
    }),
  }
}
