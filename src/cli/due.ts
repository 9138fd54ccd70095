/** `optout due`: what is owed at an instant, and with `--send` the sending of it, for operators with a scheduler of their own. */

import { randomBytes } from 'node:crypto'
import { assemble, type Bot } from '../assemble.ts'
import { loadChatPlatforms } from '../chat-platforms.ts'
import type { Config } from '../config.ts'
import type { Destination } from '../core/delivery.ts'
import { createMovableClock } from '../core/movable-clock.ts'
import type { Log } from '../core/ports/log.ts'
import { createSharedChatPlatform } from '../duties/shared-chat-platform.ts'
import { loadCatalog } from '../guides/load.ts'
import { createLog } from '../log.ts'
import { systemClock } from '../main.ts'
import type { DueItem } from '../scheduler/scheduler.ts'
import { startChatPlatforms } from '../start-chat-platforms.ts'
import { openStore } from '../store/open-store.ts'
import { storeLocation } from '../store-location.ts'
import { noWords, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'
import { UsageError } from './usage-error.ts'

/** Lists what is owed (reads only), or sends it as if it were that instant. May run beside `serve`. */
export async function due(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, { at: 'value', send: 'switch', json: 'switch' })
  noWords(args)
  const at = instant(args.flags.at)
  const settings = config()
  const asJson = args.flags.json === true
  if (args.flags.send === true && settings.discord === null && settings.slack === null) {
    throw new UsageError('There is nowhere to send to: set DISCORD_TOKEN or SLACK_BOT_TOKEN, or leave out --send.')
  }
  await withBot(settings, at, async (bot, log) => {
    if (args.flags.send === true) {
      const { left, down, ...sent } = await send(bot, log)
      write(
        asJson
          ? `${JSON.stringify(sent)}\n`
          : `Sent: ${sent.attempts} of ${sent.deliveries} new and waiting deliveries taken up, ${sent.digestRuns} digests run.\n`,
      )
      if (left.length > 0 && !asJson) write(`Another Optout sends on ${left.join(' and ')}: what is due there goes out through it.\n`)
      if (down.length > 0 && !asJson) write(`${down.join(' and ')} cannot be reached: what is due there waits.\n`)
      return
    }
    const items = await bot.engine.due(at)
    if (asJson) write(`${JSON.stringify(items.map(row), null, 2)}\n`)
    else if (items.length === 0) write(`Nothing is due at ${new Date(at).toISOString()}.\n`)
    else for (const item of items) write(`${line(row(item))}\n`)
  })
}

function instant(typed: string | boolean | undefined): number {
  if (typeof typed !== 'string') return Date.now()
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(typed) ? Date.parse(/Z$|[+-]\d{2}:\d{2}$/.test(typed) ? typed : `${typed}Z`) : Number.NaN
  if (Number.isNaN(at)) throw new UsageError(`We can't read "${typed}" as an instant. Try --at 2026-11-22T09:00:00Z.`)
  return at
}

/** Without a chat platform, what is owed is what the practice chat owes. */
async function withBot(config: Config, at: number, work: (bot: Bot, log: Log) => Promise<void>): Promise<void> {
  const practising = config.discord === null && config.slack === null
  const log = createLog(config)
  const holder = `due/${process.pid}/${randomBytes(4).toString('hex')}`
  const clock = createMovableClock(systemClock)
  clock.moveTo(at)
  const offerChatPlatforms = await loadChatPlatforms(config)
  const store = await openStore(practising ? { dataDir: config.dataDir, file: 'practice.db' } : storeLocation(config))
  try {
    const bot = assemble({
      config,
      catalog: await loadCatalog(),
      store,
      clock,
      log,
      publicUrl: config.publicUrl,
      // It sends and exits.
      spread: () => 0,
      // Answering people is not for this command; sending is, unless a process that serves does it already.
      chatPlatforms: (frontDesk) =>
        offerChatPlatforms({ frontDesk, clock, log, installations: store.installations }).all.map((offered) =>
          createSharedChatPlatform(
            { ...offered, connection: null },
            { leases: store.leases, holder, log, onSender: async () => {}, whileSender: () => {} },
          ),
        ),
      ...(practising ? { names: ['local'] } : {}),
    })
    await work(bot, log)
  } finally {
    await store.close()
  }
}

async function send(bot: Bot, log: Log) {
  try {
    const { connected, waitedFor } = await startChatPlatforms(bot.chatPlatforms, { log })
    const left = connected.filter(({ ready }) => !ready).map(({ name }) => name)
    return { ...(await bot.engine.settleAll()), left, down: waitedFor.map(({ name }) => name) }
  } finally {
    await Promise.all(bot.chatPlatforms.map((chatPlatform) => chatPlatform.stop()))
  }
}

/** One owed thing for a list. People stay unnamed: a count is enough. */
function row(item: DueItem) {
  const dueAt = new Date(item.dueAt).toISOString()
  switch (item.kind) {
    case 'digest': {
      const { chatPlatform, channelId } = item.digest.channel
      return {
        kind: item.kind,
        dueAt,
        chatPlatform,
        to: channelId,
        runOn: item.runOn,
        lateFrom: item.lateFrom,
        changes: item.changes.map((change) => change.key),
        sends: item.sends,
      }
    }
    case 'follow':
      return {
        kind: item.kind,
        dueAt,
        change: item.change.key,
        others: item.others.map(({ key }) => key),
        phase: item.phase,
        followers: item.followers,
      }
    case 'reminder':
      return { kind: item.kind, dueAt, service: item.reminder.slug, chatPlatform: item.reminder.person.chatPlatform, to: 'a person' }
    case 'delivery':
      return {
        kind: item.kind,
        dueAt,
        class: item.class,
        chatPlatform: item.destination.chatPlatform,
        to: placeOf(item.destination),
        key: keyOf(item),
      }
  }
}

const placeOf = (destination: Destination) => (destination.kind === 'channel' ? destination.channelId : 'a person')

/** A key names its person last; that part is left out. */
const keyOf = ({ key, destination }: { readonly key: string; readonly destination: Destination }) =>
  destination.kind === 'person' ? key.replace(`:${destination.userId}`, '') : key

function line(item: ReturnType<typeof row>): string {
  switch (item.kind) {
    case 'digest':
      return `${item.dueAt}  digest for ${item.chatPlatform} channel ${item.to}: ${item.sends ? `${item.changes.length} changes` : 'nothing changed, nothing is sent'}`
    case 'follow':
      return `${item.dueAt}  ${item.change} (${item.phase}) to ${item.followers} followers`
    case 'reminder':
      return `${item.dueAt}  reminder of ${item.service} to ${item.chatPlatform} ${item.to}`
    case 'delivery':
      return `${item.dueAt}  ${item.class} to ${item.chatPlatform} ${item.to}`
  }
}
