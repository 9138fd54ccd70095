/** Slack's door: people's commands in, answers and deliveries out. */

import type { FrontDesk } from '../../commands/front-desk-port.ts'
import type { ChatPlatform } from '../../core/ports/chat-platform.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { Log } from '../../core/ports/log.ts'
import { createAnswers } from './answers.ts'
import { createConnection } from './connection.ts'
import { createDeliveries } from './deliver.ts'
import type { SlackRequestListener } from './http-door.ts'
import { createInteractions, listen } from './interactions.ts'
import type { Pace } from './pace.ts'
import { createPeople } from './people.ts'
import { createWebClient } from './web-api.ts'

export { REQUEST_PATH, type SlackRequestListener } from './http-door.ts'

export interface SlackBotOptions {
  readonly botToken: string
  /** For Socket Mode; wins over `signingSecret`. */
  readonly appToken?: string | undefined
  /** For HTTP: requests must then be given to `requestListener`. */
  readonly signingSecret?: string | undefined
  /** Ends in a slash, such as `https://slack.com/api/`. */
  readonly apiUrl: string
  readonly frontDesk: FrontDesk
  readonly clock: Clock
  readonly log: Log
  /** The slash command as set up in Slack. What follows it is what people ask. */
  readonly commandName?: string
  readonly defaultLocale: string
  /** The app was taken out of this workspace: what is kept for it can go. */
  readonly onRemoved?: (teamId: string) => void
  /** The app is in this workspace: told whenever it connects. */
  readonly onPresent?: (teamId: string) => void
  /** When messages we start ourselves may go; one that learns Slack's limits unless told. */
  readonly pace?: Pace
  /** Waits, in milliseconds; the defaults suit Slack. */
  readonly timing?: {
    readonly answerInAckMs?: number
    readonly rankTimeoutMs?: number
    readonly startMs?: readonly number[]
    readonly reconnectMs?: readonly number[]
    readonly drainMs?: number
  }
}

export interface SlackBot extends ChatPlatform {
  /** Present over HTTP. False means: not for Slack, the caller answers. */
  readonly requestListener?: SlackRequestListener
}

/** How long `stop` waits for answers under way. */
const DRAIN_MS = 10_000

/** Throws {@link ConnectError} when neither `appToken` nor `signingSecret` is given. */
export function createSlackBot(options: SlackBotOptions): SlackBot {
  const { frontDesk, clock, log, timing = {} } = options
  const api = createWebClient(options.botToken, options.apiUrl, log)
  const connection = createConnection({ ...options, api, startMs: timing.startMs, reconnectMs: timing.reconnectMs })
  const identity = () => connection.identity()
  const people = createPeople({
    api,
    clock,
    log,
    teamId: () => identity().teamId,
    ...(timing.rankTimeoutMs === undefined ? {} : { rankTimeoutMs: timing.rankTimeoutMs }),
  })
  const answers = createAnswers({ frontDesk, api, log, defaultLocale: options.defaultLocale })
  const interactions = createInteractions({
    frontDesk,
    answers,
    people,
    log,
    identity,
    onRemoved: (teamId) => options.onRemoved?.(teamId),
    commandName: options.commandName ?? '/optout',
    ...(timing.answerInAckMs === undefined ? {} : { answerInAckMs: timing.answerInAckMs }),
  })
  const deliveries = createDeliveries({
    api,
    frontDesk,
    log,
    identity,
    isOpen: () => connection.isOpen,
    ...(options.pace === undefined ? {} : { pace: options.pace }),
  })

  const underWay = new Set<Promise<unknown>>()
  async function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }
  listen(connection.app, interactions, track)

  async function drain(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, timing.drainMs ?? DRAIN_MS)
    })
    await Promise.race([Promise.allSettled(underWay), patience])
    clearTimeout(timer)
  }

  let stopped: Promise<void> | undefined
  return {
    name: 'slack',
    async start() {
      await connection.open()
      options.onPresent?.(identity().teamId)
    },
    stop() {
      // Answers under way still need the connection to be acknowledged; those that arrive meanwhile are waited for as well.
      stopped ??= drain()
        .then(() => connection.close())
        .then(drain)
      return stopped
    },
    get ready() {
      return connection.ready && stopped === undefined
    },
    deliver: (delivery, signal) => track(deliveries.deliver(delivery, signal)),
    settle: (delivery, signal) => track(deliveries.settle(delivery, signal)),
    mayPost: (channel) => deliveries.mayPost(channel),
    ...(connection.requestListener === undefined ? {} : { requestListener: connection.requestListener }),
  }
}
