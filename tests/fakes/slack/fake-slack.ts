/** A strict stand-in for Slack on real sockets: a Web API, Socket Mode, and people to press the buttons. */
import type { AddressInfo } from 'node:net'
import { createContentCheck, type Validation } from './content.ts'
import { createFaults, type FaultEffect, type FaultHandle, type FaultMatcher } from './faults.ts'
import { createHttpDeliverer, type RawRequest, type RawResponse } from './http-delivery.ts'
import { createHttpServer } from './http-server.ts'
import { createJournal, type Journal } from './journal.ts'
import { createMessageStore, type FakeMessage } from './messages.ts'
import { type Commands, createCommands } from './people/commands.ts'
import { createStage, type Delivery } from './people/dispatch.ts'
import type { Interaction } from './people/interaction.ts'
import { createModals, type Modals } from './people/modal.ts'
import { createPresses, type Presses } from './people/press.ts'
import { createRateLimiter, defaultRateLimits, type RateLimits } from './rate-limits.ts'
import { createResponseUrls } from './response-urls.ts'
import { createSocketMode, type DisconnectReason } from './socket-mode.ts'
import { createTriggers } from './triggers.ts'
import { createViewStore, type FakeView } from './views.ts'
import { visibleText } from './visible-text.ts'
import { waitUntil } from './wait-until.ts'
import { createWebApi } from './web-api.ts'
import type { Workings } from './workings.ts'
import { createWorld, type FakeTeam, type TeamInit, type World } from './world.ts'

/** Everything is optional; the defaults are one workspace with three people and two channels, strict, unlimited. */
export interface FakeSlackOptions {
  /** Milliseconds since the epoch, for timestamps, expiries and rate limits. The real clock by default. */
  readonly now?: () => number
  readonly delivery?: Delivery
  /** `true` for Slack's published numbers. Off by default. */
  readonly rateLimits?: boolean | Partial<RateLimits>
  /** How much of what the bot says is checked; `always` by default. */
  readonly validate?: Validation
  /** Record a violation when a posted message with links leaves unfurling on. On by default. */
  readonly requireUnfurlFlags?: boolean
  /** How long the bot has to acknowledge; three seconds by default, as at Slack. */
  readonly ackTimeoutMs?: number
  /** The default workspace. */
  readonly team?: TeamInit
  /** Requests and messages kept in memory: 50,000 by default. */
  readonly kept?: number
  /** Most messages a `conversations.history` page holds: 1,000, or 15 as for commercially distributed apps. */
  readonly historyMost?: number
}

/** Ids of the default workspace. */
export const fakeIds = {
  team: 'T0OPTOUT00',
  bot: 'U0BOT00000',
  /** An ordinary member, in Berlin. */
  alice: 'U0ALICE000',
  /** A workspace admin, in New York. */
  admin: 'U0ADMIN000',
  /** A guest. */
  guest: 'U0GUEST000',
  /** Public; the bot and everybody is in it. */
  general: 'C0GENERAL0',
  /** Private; the bot, Alice and the admin are in it. */
  privacy: 'C0PRIVACY0',
} as const

/** The fake, running. */
export interface FakeSlack
  extends Commands,
    Presses,
    Modals,
    Pick<Journal, 'requests' | 'violations' | 'pings' | 'timeouts'>,
    Pick<World, 'addTeam' | 'addUser' | 'addChannel' | 'user' | 'channel'> {
  /** For `SLACK_API_URL`; ends in a slash. */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly appId: string
  readonly team: FakeTeam
  /** How payloads reach the bot; may be changed at any time. */
  delivery: Delivery
  /** How many requests were answered with 429. */
  readonly rateLimited: number
  /** Makes the calls that match fail; see `faults` for the usual effects. */
  fail(matcher: FaultMatcher, effect: FaultEffect): FaultHandle
  readonly socket: {
    readonly connections: number
    disconnect(reason: DisconnectReason): void
    drop(): void
    /** @throws when the bot has not connected that often in time. */
    connected(connections?: number, timeoutMs?: number): Promise<void>
  }
  /** The messages now standing in a channel, oldest first; ephemeral ones are not among them. */
  messagesIn(channelId: string): readonly FakeMessage[]
  /** The bot's messages now standing in a person's DM with it, oldest first. */
  dmsTo(userId: string): readonly FakeMessage[]
  /** Ephemeral messages a person still sees, oldest first. */
  ephemeralTo(userId: string): readonly FakeMessage[]
  homeOf(userId: string): FakeView | undefined
  /** Open modals of a person, the topmost last. */
  modalsOf(userId: string): readonly FakeView[]
  visibleText(seen: FakeMessage | FakeView | undefined): string
  /** Sends a signed request once more, byte for byte; or any request at all. */
  replay(sent: Interaction | RawRequest): Promise<RawResponse>
  /**
   * The first truthy value of `look`, which is asked again whenever something happens.
   * @throws when there is none within `timeoutMs` (5 s by default).
   */
  waitFor<T>(look: () => T | undefined | false | null, timeoutMs?: number): Promise<T>
  /** Forgets messages, views, faults and records; people, channels and connections stay. */
  reset(): void
  stop(): Promise<void>
}

const appId = 'A0OPTOUT00'

/** Starts a fake Slack on a free port of 127.0.0.1. Stop it when done. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const now = options.now ?? Date.now
  const kept = options.kept ?? 50_000
  const ackTimeoutMs = options.ackTimeoutMs ?? 3000
  const journal = createJournal(kept)
  const world = createWorld()
  const team = furnish(world, options.team)
  const messages = createMessageStore(now, kept)
  const views = createViewStore(now)
  const content = createContentCheck(journal, options.validate ?? 'always', options.requireUnfurlFlags ?? true)
  let host = ''
  const origin = (): string => `http://${host}`
  const slack: Workings = {
    now,
    origin,
    appId,
    appToken: `xapp-1-${appId}-fake`,
    historyMost: options.historyMost ?? 1000,
    journal,
    world,
    messages,
    views,
    triggers: createTriggers(now),
    responseUrls: createResponseUrls({ now, origin, journal, messages, content }),
    socketMode: createSocketMode({ journal, appId, host: () => host, ackTimeoutMs }),
    content,
  }
  const faults = createFaults()
  const api = createWebApi(slack, faults, limiterOf(options.rateLimits, now))
  const server = createHttpServer(slack, api, faults)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  const http = createHttpDeliverer(journal, ackTimeoutMs)
  let delivery: Delivery = options.delivery ?? { via: 'socket' }
  const stage = createStage(slack, http, () => delivery)
  const standing = (list: readonly FakeMessage[]): readonly FakeMessage[] => list.filter((message) => !message.deleted)
  const waitFor: FakeSlack['waitFor'] = (look, timeoutMs = 5000) => waitUntil(look, journal, timeoutMs)

  return {
    ...createCommands(stage),
    ...createPresses(stage),
    ...createModals(stage),
    requests: journal.requests,
    violations: journal.violations,
    pings: journal.pings,
    timeouts: journal.timeouts,
    addTeam: world.addTeam,
    addUser: world.addUser,
    addChannel: world.addChannel,
    user: world.user,
    channel: world.channel,
    apiUrl: `${origin()}/api/`,
    botToken: team.botToken,
    appToken: slack.appToken,
    appId,
    team,
    get delivery() {
      return delivery
    },
    set delivery(next) {
      delivery = next
    },
    get rateLimited() {
      return journal.rateLimited
    },
    fail: faults.add,
    socket: {
      get connections() {
        return slack.socketMode.connections
      },
      disconnect: slack.socketMode.disconnect,
      drop: slack.socketMode.drop,
      async connected(connections = 1, timeoutMs = 10_000) {
        await waitFor(() => slack.socketMode.connections >= connections, timeoutMs)
      },
    },
    messagesIn: (channelId) => standing(messages.inChannel(channelId)),
    dmsTo(userId) {
      const channel = world.directMessage(world.user(userId))
      return standing(messages.inChannel(channel.id)).filter((message) => message.botId !== undefined)
    },
    ephemeralTo: (userId) => standing(messages.ephemeralTo(userId)),
    homeOf: views.homeOf,
    modalsOf: (userId) => [...views.views.values()].filter((view) => view.kind === 'modal' && view.userId === userId && !view.closed),
    visibleText: (seen) => (seen === undefined ? '' : visibleText(seen)),
    async replay(sent) {
      const raw = 'body' in sent ? sent : sent.raw
      if (raw === undefined) throw new Error('only what went over HTTP can be replayed')
      return http.send(raw, ackTimeoutMs)
    },
    waitFor,
    reset() {
      journal.clear()
      messages.clear()
      views.clear()
      faults.clear()
    },
    async stop() {
      await slack.socketMode.close()
      http.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function furnish(world: World, init: TeamInit = {}): FakeTeam {
  const team = world.addTeam({
    id: fakeIds.team,
    domain: 'optout-fake',
    name: 'Optout Fake',
    botToken: 'xoxb-fake-bot-token',
    botUserId: fakeIds.bot,
    botId: 'B0BOT00000',
    ...init,
  })
  world.addUser({ id: fakeIds.alice, name: 'alice', realName: 'Alice' })
  world.addUser({ id: fakeIds.admin, name: 'admin', realName: 'Ada Admin', isAdmin: true, tz: 'America/New_York' })
  world.addUser({ id: fakeIds.guest, name: 'guest', realName: 'Gus Guest', isRestricted: true })
  const everybody = [team.botUserId, fakeIds.alice, fakeIds.admin, fakeIds.guest]
  world.addChannel({ id: fakeIds.general, name: 'general', members: everybody, creator: fakeIds.admin })
  const insiders = [team.botUserId, fakeIds.alice, fakeIds.admin]
  world.addChannel({ id: fakeIds.privacy, name: 'privacy', kind: 'private', members: insiders, creator: fakeIds.admin })
  return team
}

function limiterOf(setting: FakeSlackOptions['rateLimits'], now: () => number) {
  if (setting === undefined || setting === false) return undefined
  return createRateLimiter({ ...defaultRateLimits, ...(setting === true ? {} : setting) }, now)
}
