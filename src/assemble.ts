/** Joins the parts of one working bot around a store, a clock and its chat platforms: the front desk, the scheduler and the outbox. */

import { randomInt } from 'node:crypto'
import { createFrontDesk } from './commands/front-desk.ts'
import type { FrontDesk } from './commands/front-desk-port.ts'
import type { World } from './commands/world.ts'
import type { Config } from './config.ts'
import type { Catalog } from './core/catalog.ts'
import type { Change } from './core/change.ts'
import { localDateOf } from './core/local-time.ts'
import type { Notice } from './core/notice.ts'
import { plain } from './core/notice.ts'
import type { ChatPlatform } from './core/ports/chat-platform.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Digests } from './core/ports/digests.ts'
import type { Log } from './core/ports/log.ts'
import type { Reminders } from './core/ports/reminders.ts'
import type { Reminder } from './core/reminder.ts'
import type { ChatPlatformName } from './core/subscription.ts'
import { serviceChanges } from './guides/changes.ts'
import { movedBackBy } from './guides/moved-back.ts'
import { type ServiceStatus, statusOf } from './guides/status.ts'
import { createMemo } from './memo.ts'
import type { OutcomeCounter } from './metrics.ts'
import { digestNotice } from './notices/digest-notice.ts'
import { followNotice } from './notices/follow-notice.ts'
import { messagesFor } from './notices/messages.ts'
import { lookBackNotice, reminderNotice } from './notices/reminder-notice.ts'
import { createDispatcher } from './outbox/dispatcher.ts'
import { createEngine, type Engine } from './scheduler/engine.ts'
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts'
import { createTicker } from './scheduler/ticker.ts'
import type { Store } from './store/open-store.ts'

export interface AssembleOptions {
  readonly config: Config
  readonly catalog: Catalog
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** Where our own pages are, for links in messages; `null` when nobody outside can reach them. */
  readonly publicUrl: string | null
  readonly onOutcome?: OutcomeCounter
  /** Builds the chat platforms; they need the front desk, which needs them. */
  readonly chatPlatforms: (frontDesk: FrontDesk) => readonly ChatPlatform[]
  /** See {@link World.operators}; nobody unless told. */
  readonly operators?: World['operators']
  /** How much later one of so many digests due together goes; told where nobody waits for the clock. See scheduler/spread.ts. */
  readonly spread?: (key: string, dueTogether: number) => number
  /** Names this process among those that share the store, and says whether finding what is due is up to it; alone unless told. */
  readonly among?: { readonly claimant: string; readonly findsDue: () => boolean }
  /** Looks after what is owed on these too, though they are not connected: for listing only. */
  readonly names?: readonly ChatPlatformName[]
}

export interface Bot {
  readonly frontDesk: FrontDesk
  readonly engine: Engine
  readonly chatPlatforms: readonly ChatPlatform[]
  /** Takes up what a process that died was sending on a chat platform; for whoever is the only one to send there. */
  takeOver(name: ChatPlatformName): Promise<void>
}

/** Notices kept ready: as many as all guides for the cases most people are in. */
const NOTICES_KEPT_MAX = 5_000

export function assemble(options: AssembleOptions): Bot {
  const { catalog, store, clock, log, publicUrl, config } = options
  const chatPlatforms = new Map<ChatPlatformName, ChatPlatform>()
  const changes = catalog.services.flatMap(serviceChanges)
  const names: ChatPlatformName[] = [...(options.names ?? [])]

  const scheduler = createScheduler({
    digests: store.digests,
    people: store.people,
    announcements: store.announcements,
    outbox: store.outbox,
    reminders: store.reminders,
    installations: store.installations,
    chatPlatforms: names,
    changes: () => changes,
    spread: options.spread,
    deadlineDays: config.deadlineDays,
    digestNotice: (items, { settings }, { runOn, lateFrom }) =>
      digestNotice(items, { messages: messagesFor(settings.locale), runOn, region: settings.region, lateFrom, publicUrl }),
    followNotice: (change, phase, settings, today, others) =>
      followNotice(change, {
        messages: messagesFor(settings.locale ?? config.defaults.locale),
        today,
        others,
        publicUrl,
        deadline: phase.startsWith('in-'),
      }),
    reminderNotice: (reminder, now) => {
      const { settings, slug, zone } = reminder
      const service = catalog.find(slug)
      const question = {
        region: settings.region ?? config.defaults.region,
        account: settings.account ?? 'personal',
        device: settings.device ?? 'web',
        on: localDateOf(now, zone),
      }
      const status = service === undefined ? null : statusOf(service, question)
      const words = { messages: messagesFor(settings.locale ?? config.defaults.locale), status, now }
      if (reminder.kind === 'asked') return reminderNotice(reminder, words)
      return lookBackNotice(reminder, { ...words, since: status === null ? null : changedSince(reminder, status) })
    },
    clock,
    log,
  })
  const dispatcher = createDispatcher({
    store: store.outbox,
    chatPlatforms,
    clock,
    random: Math.random,
    log,
    markResent,
    claimant: options.among?.claimant,
    ...(options.onOutcome === undefined ? {} : { onOutcome: options.onOutcome }),
  })
  const engine = createEngine({
    scheduler: whileUpToUs(scheduler, options.among?.findsDue),
    dispatcher,
    ticker: createTicker(clock),
    clock,
    log,
  })
  const world: World = {
    catalog,
    people: store.people,
    digests: waking(store.digests, () => engine.wake()),
    requests: store.requests,
    checklists: store.checklists,
    reminders: wakingReminders(store.reminders, () => engine.wake()),
    personalData: store.personalData,
    clock,
    defaults: config.defaults,
    publicUrl,
    operators: options.operators ?? null,
    memo: createMemo(NOTICES_KEPT_MAX),
    mayPost: async (channel) => (await chatPlatforms.get(channel.chatPlatform)?.mayPost(channel)) ?? { kind: 'unknown' },
  }
  const frontDesk = createFrontDesk({ world, log, newCode })
  for (const chatPlatform of options.chatPlatforms(frontDesk)) {
    chatPlatforms.set(chatPlatform.name, chatPlatform)
    names.push(chatPlatform.name)
  }
  return { frontDesk, engine, chatPlatforms: [...chatPlatforms.values()], takeOver: (name) => dispatcher.takeOver(name) }
}

/** Finds nothing while another process does the finding. What two that both believe it is theirs would write is the same, and is kept once. */
function whileUpToUs(scheduler: Scheduler, isUpToUs: (() => boolean) | undefined): Scheduler {
  if (isUpToUs === undefined) return scheduler
  return {
    ...scheduler,
    sweep: async (signal) => (isUpToUs() ? await scheduler.sweep(signal) : { digestRuns: 0, deliveries: 0 }),
    nextDueAt: async () => (isUpToUs() ? await scheduler.nextDueAt() : null),
  }
}

/** A digest set for the next minute must not wait for the next tick to be noticed. */
function waking(digests: Digests, wake: () => void): Digests {
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    wake()
    return result
  }
  return {
    ...digests,
    save: (channel, settings, plan) => then(digests.save(channel, settings, plan)),
    resume: (channel, plan) => then(digests.resume(channel, plan)),
  }
}

/** What changed for the worse in the use of data that a look back is about. */
function changedSince({ slug, askedAt, zone }: Reminder, { service, headline, question }: ServiceStatus): Change | null {
  const done = { slug, practice: headline.practice.id, state: 'done', markedOn: localDateOf(askedAt, zone), askAgain: true } as const
  return movedBackBy(done, service, question)
}

/** One set for two minutes ahead likewise. */
function wakingReminders(reminders: Reminders, wake: () => void): Reminders {
  return {
    ...reminders,
    async add(person, reminder, max) {
      const added = await reminders.add(person, reminder, max)
      wake()
      return added
    },
    async move(person, id, dueAt) {
      const moved = await reminders.move(person, id, dueAt)
      wake()
      return moved
    },
  }
}

/** Letters and digits nobody confuses when reading a code aloud. */
const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

const newCode = () => Array.from({ length: 4 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')

/** Says on a message that it may have come before. */
function markResent(notice: Notice): Notice {
  return { ...notice, blocks: [...notice.blocks, { kind: 'quiet', text: plain(messagesFor(notice.locale).text('digest.again')) }] }
}
