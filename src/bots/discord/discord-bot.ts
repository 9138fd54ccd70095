/** The Discord chat platform: joins the gateway, the answers and the sender. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import type { ChatPlatform, ConnectError } from '../../core/ports/chat-platform.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { Log } from '../../core/ports/log.ts'
import { createAnswers } from './answers.ts'
import { mayPost } from './channel-access.ts'
import { createSender } from './deliver.ts'
import { createDmOpens } from './dm-opens.ts'
import { codeOf } from './errors.ts'
import { createGateway, type Identity, type ShardGuilds } from './gateway.ts'
import { createInteractionHandler } from './interactions.ts'
import { DEFER_AFTER_MS, DM_OPENS_PER_SECOND, REQUESTS_PER_SECOND } from './limits.ts'
import { createPace } from './pace.ts'
import { registerCommands } from './register.ts'
import { closeRest, createExactRest, createPatientRest } from './rest.ts'
import { retryDelayMs } from './retry-delay.ts'

export interface DiscordBotOptions {
  /** Bot token, without `Bot `. */
  readonly token: string
  /** Like `https://discord.com/api`; a version or slash at its end does not matter. */
  readonly apiUrl: string
  readonly frontDesk: FrontDesk
  readonly clock: Clock
  readonly log: Log
  /** The bot was removed from this guild: what is kept for it can go. */
  readonly onRemoved?: (guildId: string) => void
  /** All guilds of one shard, told whenever a session begins. */
  readonly onGuilds?: (shard: ShardGuilds) => void
  /** The bot is in this guild: told for every one after connecting, and when it is invited to another. */
  readonly onPresent?: (guildId: string) => void
  /** Discord refused us after we were connected (the token was reset, say); the bot has stopped. */
  readonly onLost?: (error: ConnectError) => void
  /** Longest time the front desk may take before the person sees "thinking". Default 2 s of Discord's 3. */
  readonly deferAfterMs?: number
  /** People written to for the first time since the start, at most so many a second. Default 2. */
  readonly dmOpensPerSecond?: number
}

const USER_AGENT = 'Optout'
/** What is under way when we stop gets this long. */
const DRAIN_MS = 5_000

/** The bot, not connected yet. Keeps nothing about guilds, channels or people but the direct-message channels it opened. */
export function createDiscordBot(options: DiscordBotOptions): ChatPlatform {
  const { token, frontDesk, clock, log } = options
  const api = options.apiUrl.replace(/\/+$/, '').replace(/\/v\d+$/, '')
  const patient = createPatientRest({ token, api, userAgent: USER_AGENT })
  const exact = createExactRest({ token, api, userAgent: USER_AGENT })
  const answers = createAnswers({ apiBase: `${api}/v10`, userAgent: USER_AGENT })
  const handle = createInteractionHandler({ frontDesk, answers, log, deferAfterMs: options.deferAfterMs ?? DEFER_AFTER_MS })
  const stopping = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  let identity: Identity | null = null

  const gateway = createGateway({
    rest: patient,
    token,
    log,
    onInteraction: (payload) => void track(handle(payload)),
    onRemoved: (guildId) => options.onRemoved?.(guildId),
    onGuilds: (shard) => options.onGuilds?.(shard),
    onPresent: (guildId) => options.onPresent?.(guildId),
    onLost: (error) => options.onLost?.(error),
  })
  const sender = createSender({
    rest: exact,
    pace: createPace(REQUESTS_PER_SECOND),
    dmOpens: createDmOpens(options.dmOpensPerSecond ?? DM_OPENS_PER_SECOND),
    clock,
    actionId: frontDesk.actionId,
    botId: () => identity?.botId ?? null,
  })

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work)
    work.then(
      () => underWay.delete(work),
      () => underWay.delete(work),
    )
    return work
  }

  async function register(applicationId: string): Promise<boolean> {
    try {
      log.info({ outcome: await registerCommands({ rest: patient, applicationId, frontDesk }) }, 'discord commands registered')
      return true
    } catch (error) {
      log.error({ code: codeOf(error), problem: error instanceof Error ? error.message : 'unknown' }, 'discord commands not registered')
      return false
    }
  }

  /** People can use the commands Discord knows from last time, so a failure here does not keep the bot from starting. */
  async function registerUntilDone(applicationId: string): Promise<void> {
    for (let failed = 1; !(await register(applicationId)); failed += 1) {
      await sleep(retryDelayMs(failed + 4), undefined, { signal: stopping.signal, ref: false })
    }
  }

  return {
    name: 'discord',
    get ready() {
      return identity !== null && gateway.ready
    },
    async start() {
      identity = await gateway.connect()
      const { applicationId } = identity
      if (!(await register(applicationId))) registerUntilDone(applicationId).catch(() => {})
    },
    async stop() {
      stopping.abort()
      await gateway.close()
      await Promise.race([Promise.allSettled(underWay), sleep(DRAIN_MS, undefined, { ref: false })])
      closeRest(patient)
      exact.close()
    },
    async deliver(delivery, signal) {
      // Between `start` and `stop` the connection for events may drop; messages need only the other one.
      if (identity === null || stopping.signal.aborted) return { kind: 'unavailable', code: 'not-connected' }
      return track(sender.deliver(delivery, signal))
    },
    settle: (delivery, signal) => track(sender.settle(delivery, signal)),
    async mayPost(channel) {
      return identity === null ? { kind: 'unknown' } : mayPost(channel, { rest: exact, botId: identity.botId, now: clock.now() })
    },
  }
}
