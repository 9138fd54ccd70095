/** The composition root: reads nothing and decides nothing, only builds the parts, joins them, starts and stops them in order. */

import { assemble } from './assemble.ts'
import { loadChatPlatforms, type OfferedChatPlatforms } from './chat-platforms.ts'
import { createCluster } from './cluster.ts'
import type { Config } from './config.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Log } from './core/ports/log.ts'
import { loadCatalog } from './guides/load.ts'
import { listen } from './http-server.ts'
import { createMetrics } from './metrics.ts'
import { createPractice } from './practice.ts'
import { startChatPlatforms } from './start-chat-platforms.ts'
import { claimDirectory } from './store/claim-directory.ts'
import { openStore, type Store } from './store/open-store.ts'
import { storeLocation } from './store-location.ts'
import { createOperatorDoor, createWeb } from './web/index.ts'

export interface Running {
  /** Where our pages are, like `http://127.0.0.1:3000`. */
  readonly url: string
  /** Names of what is connected, here or by another process of the same store, or `local` for the practice chat. */
  readonly chatPlatforms: readonly string[]
  /** Names of what is down and will be connected as soon as it can be. */
  readonly waitedFor: readonly string[]
  /** Lets what is under way finish, then closes everything. Safe to call twice. */
  stop(): Promise<void>
}

export const systemClock: Clock = { now: () => Date.now() }

/**
 * Starts the bot and resolves when it accepts work. When `signal` aborts before that, it gives up and rejects.
 * @throws {DataDirError|DirectoryInUseError|StoreError|ContentError|StartError|ConnectError} each with a sentence for the operator; whatever
 * was started by then has been stopped again.
 */
export async function startOptout(
  config: Config,
  { log, clock = systemClock, signal }: { readonly log: Log; readonly clock?: Clock; readonly signal?: AbortSignal },
): Promise<Running> {
  const undo: (() => Promise<unknown> | unknown)[] = []
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= unwind(undo)
    return stopping
  }
  try {
    if (config.databaseUrl === null) {
      const claim = claimDirectory(config.dataDir)
      undo.push(() => claim.release())
    }
    const offerChatPlatforms = await loadChatPlatforms(config)
    const catalog = await loadCatalog()
    const store = await openStore(storeLocation(config))
    undo.push(() => store.close())
    const metrics = createMetrics(store.outbox, catalog.services.length)
    const cluster = createCluster({
      leases: store.leases,
      log,
      wake: () => bot.engine.wake(),
      takeOver: (name) => bot.takeOver(name),
    })
    let requestListener: OfferedChatPlatforms['requestListener']
    const door = createOperatorDoor({ keys: store.operatorKeys, clock })
    const newLink = async () => `${config.publicUrl ?? server.url}${await door.newPath()}`
    const bot = assemble({
      operators: {
        has: ({ chatPlatform, userId }) => config.operators.some((each) => each.chatPlatform === chatPlatform && each.userId === userId),
        newLink,
      },
      config,
      catalog,
      store,
      clock,
      log,
      publicUrl: config.publicUrl,
      onOutcome: metrics.countOutcome,
      among: { claimant: cluster.holder, findsDue: () => cluster.findsDue() },
      chatPlatforms: (frontDesk) => {
        const offered = offerChatPlatforms({ frontDesk, clock, log, installations: store.installations })
        requestListener = offered.requestListener
        return cluster.share(offered.all)
      },
    })
    // What is practised alone has no real bot beside it whose pages these would be.
    const practiceStore = config.practice ? await openPracticeStore() : null
    const isAlone = config.discord === null && config.slack === null && practiceStore !== null
    const practice = practiceStore === null ? null : await openPractice(practiceStore)
    let accepting = false
    const web = createWeb({
      catalog,
      clock,
      defaults: config.defaults,
      publicUrl: config.publicUrl,
      ready: () => accepting && cluster.fit,
      metrics: metrics.registry,
      practiceChat: practice?.local.routes,
      operators: {
        door,
        outbox: isAlone ? practiceStore.outbox : store.outbox,
        wake: () => (isAlone ? practice?.bot : bot)?.engine.wake(),
      },
      onError: (error, code) => log.error({ error, code }, 'a page broke'),
    })
    const server = await listen(web, { host: config.host, port: config.port, first: requestListener })
    undo.push(() => server.close())

    const disconnect = () => Promise.all(bot.chatPlatforms.map((chatPlatform) => chatPlatform.stop()))
    undo.push(disconnect)
    signal?.throwIfAborted()
    // A chat platform that is down is waited for as long as it takes; stopping it ends the waiting.
    const giveUp = () => void disconnect().catch(() => {})
    signal?.addEventListener('abort', giveUp)
    const { connected, waitedFor } = await startChatPlatforms(bot.chatPlatforms, { log })
    signal?.removeEventListener('abort', giveUp)
    signal?.throwIfAborted()
    undo.push(() => cluster.stop())
    await cluster.start()
    undo.push(() => bot.engine.stop())
    bot.engine.start()
    accepting = true
    const names = connected.map(({ name }) => name)
    return {
      url: server.url,
      chatPlatforms: practice === null ? names : [...names, practice.local.name],
      waitedFor: waitedFor.map(({ name }) => name),
      stop,
    }

    async function openPracticeStore() {
      // Processes that share a database may share a directory too, and what is practised is not worth a database.
      const opened = await openStore(config.databaseUrl === null ? { dataDir: config.dataDir, file: 'practice.db' } : { inMemory: true })
      undo.push(() => opened.close())
      return opened
    }

    async function openPractice(practised: Store) {
      const everybody = { has: () => true, newLink }
      const opened = await createPractice({ config, catalog, store: practised, clock, log, operators: isAlone ? everybody : null })
      await opened.local.start()
      opened.bot.engine.start()
      undo.push(async () => {
        await opened.local.stop()
        await opened.bot.engine.stop()
      })
      return opened
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Newest first; one part that fails to stop does not keep the others from it. */
async function unwind(undo: readonly (() => Promise<unknown> | unknown)[]): Promise<void> {
  const failures: unknown[] = []
  for (const step of undo.toReversed()) {
    try {
      await step()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
