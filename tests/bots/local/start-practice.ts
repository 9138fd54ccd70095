/** The practice chat as an operator without tokens gets it: real front desk, store, scheduler, outbox and renderers, on a clock that stands still between moves. */

import { Hono } from 'hono'
import { renderModal } from '../../../src/bots/discord/modal.ts'
import { renderDiscord } from '../../../src/bots/discord/render.ts'
import { createLocalBot, type LocalBot } from '../../../src/bots/local/index.ts'
import { viewOf } from '../../../src/bots/slack/form.ts'
import { renderSlack } from '../../../src/bots/slack/render.ts'
import { createFrontDesk } from '../../../src/commands/front-desk.ts'
import type { World } from '../../../src/commands/world.ts'
import type { Catalog } from '../../../src/core/catalog.ts'
import { createMovableClock, type MovableClock } from '../../../src/core/movable-clock.ts'
import type { Log } from '../../../src/core/ports/log.ts'
import { changesBetween } from '../../../src/guides/changes.ts'
import { digestNotice } from '../../../src/notices/digest-notice.ts'
import { followNotice } from '../../../src/notices/follow-notice.ts'
import { messagesFor } from '../../../src/notices/messages.ts'
import { reminderNotice } from '../../../src/notices/reminder-notice.ts'
import { createDispatcher } from '../../../src/outbox/dispatcher.ts'
import { createEngine } from '../../../src/scheduler/engine.ts'
import { createScheduler } from '../../../src/scheduler/scheduler.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { assetPath, createWeb } from '../../../src/web/index.ts'

export interface Practice {
  /** The whole web side, with the practice chat at `/try`. */
  readonly app: Hono
  readonly bot: LocalBot
  readonly clock: MovableClock
  /** Errors that were logged; a test that expects none can say so. */
  readonly errors: readonly unknown[]
  stop(): Promise<void>
}

const ZONE = 'Europe/Berlin'

/** Starts it at `at` (epoch milliseconds), open and with nothing said yet. */
export async function startPractice(catalog: Catalog, at: number): Promise<Practice> {
  const clock = createMovableClock({ now: () => 0 })
  clock.moveTo(at)
  const errors: unknown[] = []
  const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: (fields, message) => void errors.push([message, fields]) }
  const store = await openStore({ inMemory: true })
  let bot: LocalBot | undefined

  const world: World = {
    catalog,
    people: store.people,
    digests: store.digests,
    requests: store.requests,
    reminders: store.reminders,
    checklists: store.checklists,
    personalData: store.personalData,
    clock,
    defaults: { region: 'DE', locale: 'en', zone: ZONE },
    publicUrl: null,
    memo: (_key, make) => make(),
    operators: null,
    mayPost: async (channel) => (bot === undefined ? { kind: 'unknown' } : bot.mayPost(channel)),
  }
  const frontDesk = createFrontDesk({ world, log, newCode: () => 'TEST' })
  const { actionId } = frontDesk

  const all = changesBetween(catalog, '2000-01-01', '2100-01-01')
  const scheduler = createScheduler({
    people: store.people,
    announcements: store.announcements,
    outbox: store.outbox,
    digests: store.digests,
    reminders: store.reminders,
    reminderNotice: (reminder, at) => reminderNotice(reminder, { messages: messagesFor('en'), status: null, now: at }),
    installations: store.installations,
    chatPlatforms: ['local'],
    changes: () => all,
    followNotice: (change, _phase, settings, today) =>
      followNotice(change, { messages: messagesFor(settings.locale), today, publicUrl: null }),
    digestNotice: (changes, digest, { runOn, lateFrom }) =>
      digestNotice(changes, {
        messages: messagesFor(digest.settings.locale),
        runOn,
        lateFrom,
        region: digest.settings.region,
        publicUrl: null,
      }),
    clock,
    log,
  })
  const platforms = new Map<'local', LocalBot>()
  const dispatcher = createDispatcher({
    store: store.outbox,
    chatPlatforms: platforms,
    clock,
    random: () => 0.5,
    log,
    markResent: (notice) => notice,
  })
  const engine = createEngine({ scheduler, dispatcher, ticker: null, clock, log })

  bot = createLocalBot({
    frontDesk,
    clock,
    log,
    zone: ZONE,
    locale: 'en',
    locales: ['en'],
    hosts: [],
    site: { stylesheet: assetPath('site.css'), icon: assetPath('icon.svg') },
    nextDueAt: () => engine.nextDueAt(),
    settleAll: async () => void (await engine.settleAll()),
    startOver: () => store.wipeChatPlatform('local'),
    previews: {
      discord(shown) {
        if (shown.kind === 'form') return renderModal(shown.form, actionId)
        if (shown.kind === 'delivery') return renderDiscord(shown.delivery.notice, { private: false, actionId })
        return renderDiscord(shown.reply.notice, { private: shown.reply.visibility === 'private', actionId })
      },
      slack(shown) {
        if (shown.kind === 'form') return viewOf(shown.form, { id: actionId(shown.form.action), from: 'command' })
        return renderSlack(shown.kind === 'delivery' ? shown.delivery.notice : shown.reply.notice, { actionId })
      },
    },
  })
  platforms.set('local', bot)
  await bot.start()
  const app = new Hono()
  app.route(
    '/',
    createWeb({ catalog, clock, defaults: { region: 'DE', zone: ZONE }, publicUrl: null, ready: () => true, practiceChat: bot.routes }),
  )
  return {
    app,
    bot,
    clock,
    errors,
    async stop() {
      await bot.stop()
      await store.close()
    },
  }
}
