/** The practice chat: a second, separate bot with its own store and a clock people can move. Nothing it does reaches a real chat platform. */

import { assemble, type Bot } from './assemble.ts'
// Only what draws: the folders' front doors would load the libraries that talk to Discord and Slack.
import { renderModal } from './bots/discord/modal.ts'
import { renderDiscord } from './bots/discord/render.ts'
import { createLocalBot, type LocalBot, type Previews } from './bots/local/index.ts'
import { viewOf } from './bots/slack/form.ts'
import { renderSlack } from './bots/slack/render.ts'
import type { FrontDesk } from './commands/front-desk-port.ts'
import type { World } from './commands/world.ts'
import type { Config } from './config.ts'
import type { Catalog } from './core/catalog.ts'
import { createMovableClock } from './core/movable-clock.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Log } from './core/ports/log.ts'
import { LOCALES } from './notices/messages.ts'
import type { Store } from './store/open-store.ts'
import { assetPath } from './web/index.ts'

export interface Practice {
  readonly bot: Bot
  readonly local: LocalBot
}

export interface PracticeOptions {
  readonly config: Config
  readonly catalog: Catalog
  /** A store of its own: what is practised must never be mixed with what is real. */
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** See assemble; `null` when the pages belong to a real bot. */
  readonly operators: World['operators']
}

/** The name under which the store remembers how far ahead of real time the practice clock is. */
const AHEAD = 'practice-clock-ahead-ms'

/** Builds it with the clock where it was left. */
export async function createPractice({ config, catalog, store, clock: real, log, operators }: PracticeOptions): Promise<Practice> {
  const clock = createMovableClock(real)
  clock.advance(Number((await store.meta.get(AHEAD)) ?? 0))
  const found: { local?: LocalBot } = {}
  const bot: Bot = assemble({
    config,
    catalog,
    store,
    clock,
    log,
    publicUrl: config.publicUrl,
    operators,
    // Its clock stands still between two moves.
    spread: () => 0,
    chatPlatforms: (frontDesk) => {
      found.local = localBot(frontDesk)
      return [found.local]
    },
  })

  function localBot(frontDesk: FrontDesk): LocalBot {
    return createLocalBot({
      frontDesk,
      clock,
      previews: previewsOf(frontDesk),
      async settleAll() {
        await store.meta.set(AHEAD, String(clock.now() - real.now()))
        await bot.engine.settleAll()
      },
      nextDueAt: () => bot.engine.nextDueAt(),
      startOver: () => store.wipeChatPlatform('local'),
      zone: config.defaults.zone,
      locale: config.defaults.locale,
      locales: LOCALES,
      hosts: config.publicUrl === null ? [] : [new URL(config.publicUrl).hostname],
      site: { stylesheet: assetPath('site.css'), icon: assetPath('icon.svg') },
      log,
    })
  }

  if (found.local === undefined) throw new Error('the practice chat was not built')
  return { bot, local: found.local }
}

/** The real renderers, so that what is shown is what would be sent. */
function previewsOf(frontDesk: FrontDesk): Previews {
  const actionId = (action: Parameters<FrontDesk['actionId']>[0]) => frontDesk.actionId(action)
  return {
    discord(shown) {
      if (shown.kind === 'form') return renderModal(shown.form, actionId)
      return shown.kind === 'answer'
        ? renderDiscord(shown.reply.notice, { private: shown.reply.visibility === 'private', actionId })
        : renderDiscord(shown.delivery.notice, { private: false, actionId })
    },
    slack(shown) {
      if (shown.kind === 'form') return viewOf(shown.form, { id: actionId(shown.form.action), from: 'ephemeral' })
      return renderSlack(shown.kind === 'answer' ? shown.reply.notice : shown.delivery.notice, { actionId })
    },
  }
}
