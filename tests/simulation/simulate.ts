/** Some days in the life of a bot to which everything happens: the real scheduler, outbox, engine and store, everything around them a model. */

import { createHash } from 'node:crypto'
import { addDays } from '../../src/core/calendar-date.ts'
import type { NewDelivery } from '../../src/core/delivery.ts'
import { localDateOf, nextRun } from '../../src/core/local-time.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import type { ChannelRef, ChatPlatformName, PersonRef } from '../../src/core/subscription.ts'
import { createDispatcher } from '../../src/outbox/dispatcher.ts'
import { createEngine, type Engine } from '../../src/scheduler/engine.ts'
import { createScheduler } from '../../src/scheduler/scheduler.ts'
import type { Ticker } from '../../src/scheduler/ticker.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aDelivery, aNotice, digestSettings } from '../contracts/store-samples.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { type CallFate, Crash, createLife } from '../fakes/mortal.ts'
import { aChange } from '../scheduler/samples.ts'
import { type Chance, createChance } from './chance.ts'
import { type Finding, judge } from './judge.ts'
import { createModelChatPlatform } from './model-chat-platform.ts'
import { createModelServer, type ModelServer, placeOf } from './model-server.ts'
import { createVirtualTime } from './virtual-time.ts'

export interface Simulated {
  readonly seed: number
  /** Places where a process ended. */
  readonly crashes: number
  readonly messages: number
  /** Posts that a chat platform refused because they came too fast. */
  readonly refusals: number
  /** What should never be. */
  readonly findings: readonly Finding[]
  /** Everything that happened, in short: equal for equal seeds. */
  readonly trace: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START = Date.UTC(2026, 7, 14, 5)
/** Trouble ends after two days; after three nothing new is asked for; by the end everything has had its time. */
const CALM_AT = START + 2 * DAY_MS
const LAST_WISH_AT = START + 3 * DAY_MS
const END_AT = START + 12 * DAY_MS

const NAMES = ['discord', 'slack'] as const satisfies readonly ChatPlatformName[]
const CHANNELS: readonly ChannelRef[] = [
  { chatPlatform: 'discord', installationId: '1', channelId: '10' },
  { chatPlatform: 'discord', installationId: '1', channelId: '11' },
  { chatPlatform: 'slack', installationId: 'T1', channelId: 'C1' },
  { chatPlatform: 'slack', installationId: 'T1', channelId: 'C2' },
]
const PEOPLE: readonly PersonRef[] = [
  { chatPlatform: 'discord', userId: '200' },
  { chatPlatform: 'discord', userId: '201' },
  { chatPlatform: 'discord', userId: '202' },
  { chatPlatform: 'slack', userId: 'T1/U1' },
  { chatPlatform: 'slack', userId: 'T1/U2' },
]
const CHANGES = [
  aChange('one', { announcedOn: '2026-08-15', effectiveOn: '2026-08-16' }),
  aChange('two', { announcedOn: null, effectiveOn: '2026-08-15' }),
  aChange('three', { announcedOn: '2026-08-16', effectiveOn: '2026-09-20' }),
]

/** Runs the days of one seed. */
export async function simulate(seed: number): Promise<Simulated> {
  const chance = createChance(seed)
  const time = createVirtualTime(START)
  const clock = createMovableClock({ now: () => Math.floor(time.now()) })
  const store = await openStore({ inMemory: true })
  const hash = createHash('sha256')
  const note = (...words: readonly unknown[]) => void hash.update(`${time.now() - START} ${words.join(' ')}\n`)
  const findings: Finding[] = []
  const isStormy = () => time.now() < CALM_AT
  const storm = { faultsPerHundred: chance.pick([0, 5, 20, 50]), crashesPerThousand: chance.pick([0, 5, 20, 60, 120]) }
  const outages = Array.from({ length: chance.below(3) }, () => spell(chance, 2 * HOUR_MS))
  const servers = new Map<ChatPlatformName, ModelServer>(
    NAMES.map((name) => [name, createModelServer(name, { now: time.now, chance, unreadable: unreadablePlaces(name, chance) })]),
  )
  const wishes = createWishes(store, chance, () => time.now())
  let crashes = 0
  /** The process that lives now. */
  const living: { engine?: Engine; tick?: () => void } = {}

  async function wanted(): Promise<void> {
    for (const channel of CHANNELS) {
      const schedule = {
        zone: chance.pick(['Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati']),
        localTime: chance.pick(['00:00', '09:00', '17:30']),
      }
      const { dueAt } = nextRun(schedule, { lastRunOn: null, now: START })
      const coveredUntil = addDays(localDateOf(START, schedule.zone), -1)
      await store.digests.save(channel, digestSettings({ schedule, onlyIfChanged: false, region: 'DE' }), {
        dueAt,
        coveredUntil,
        atMs: START,
      })
    }
    for (const person of PEOPLE) await store.people.follow(person, 'linkedin', { atMs: START, max: 5 })
  }

  /** Starts the process; it lives until one of its calls is its last. */
  function start(): void {
    let dead = false
    const fateOf = (): CallFate => {
      time.stir()
      if (!isStormy() || !chance.happens(storm.crashesPerThousand / 1_000)) return 'works'
      dead = true
      crashes += 1
      time.after(chance.between(300, 60_000), start)
      const fate = chance.pick(['dies-before', 'dies-during', 'dies-after'] as const)
      note('crash', fate)
      // Nothing of a dead process ticks or waits for its end.
      ticker.stop()
      void engine.stop()
      return fate
    }
    const { mortal } = createLife(fateOf)
    const log = createRecordingLog()
    const watched = {
      ...log,
      error: (fields: Readonly<Record<string, unknown>>, message: string) => {
        const isMeant = dead || fields.err instanceof Crash || message === 'delivery ended in an error'
        if (!isMeant) findings.push({ kind: 'broken', what: `${message}: ${String(fields.err)}` })
      },
    }
    const chatPlatforms = new Map(
      NAMES.map((name) => [
        name,
        mortal(
          createModelChatPlatform({
            name,
            server: serverOf(name),
            time,
            clock,
            chance,
            weather: {
              faultsPerHundred: () => (isStormy() ? storm.faultsPerHundred : 0),
              isOutage: () => outages.some(({ from, to }) => time.now() >= from && time.now() < to),
            },
            onCall(delivery) {
              note('deliver', delivery.key, delivery.attempt)
              if (clock.now() < delivery.dueAt) findings.push({ kind: 'early', what: delivery.key })
            },
          }),
        ),
      ]),
    )
    const dispatcher = createDispatcher({
      store: mortal(wishes.outbox),
      chatPlatforms,
      clock,
      random: chance.next,
      log: watched,
      markResent: (notice) => ({ ...notice, locale: 'resent' }),
      claimant: `process ${crashes}`,
      deadline: async (timeoutMs, work) => {
        const controller = new AbortController()
        return await Promise.race([
          work(controller.signal),
          time.sleep(timeoutMs).then(() => {
            const reason = new DOMException('took too long', 'TimeoutError')
            controller.abort(reason)
            throw reason
          }),
        ])
      },
      onOutcome: ({ key }, { kind }, retryAt) => note('outcome', key, kind, retryAt === null ? 'over' : 'again'),
    })
    const scheduler = createScheduler({
      digests: mortal(wishes.digests),
      people: mortal(store.people),
      announcements: mortal(store.announcements),
      reminders: mortal(store.reminders),
      installations: mortal(store.installations),
      outbox: mortal(wishes.outbox),
      chatPlatforms: NAMES,
      changes: () => CHANGES,
      digestNotice: (items, digest, { runOn }) => {
        wishes.covered(digest.id, digest.coveredUntil, runOn)
        return aNotice(items.map(({ key }) => key).join())
      },
      followNotice: () => aNotice(),
      reviews: mortal(store.reviews),
      correctionNotice: () => aNotice('correction'),
      reminderNotice: () => aNotice(),
      clock,
      log: watched,
    })
    const ticker = virtualTicker()
    const engine = createEngine({ scheduler, dispatcher, ticker, clock, log: watched })
    Object.assign(living, { engine, tick: ticker.tick })
    note('start')
    // As when it becomes the one that sends; a process that dies in it never starts.
    Promise.all(NAMES.map((name) => dispatcher.takeOver(name))).then(
      () => engine.start(),
      () => {},
    )
  }

  /** Wakes at the instant it is told to, and when the clock is moved, as the minute's tick would. */
  function virtualTicker(): Ticker & { tick(): void } {
    let onTick = () => {}
    let cancel = () => {}
    let stopped = false
    return {
      start(wake) {
        onTick = wake
      },
      wakeAt(atMs) {
        cancel()
        if (atMs !== null && !stopped) cancel = time.after(Math.ceil(Math.max(0, atMs - clock.now())), () => onTick())
      },
      stop() {
        stopped = true
        cancel()
        onTick = () => {}
      },
      tick: () => onTick(),
    }
  }

  function serverOf(name: ChatPlatformName): ModelServer {
    const server = servers.get(name)
    if (server === undefined) throw new Error(`no server for ${name}`)
    return server
  }

  /** What people, operators and the world do to it. */
  function plot(): void {
    for (let steps = chance.below(4); steps > 0; steps -= 1) {
      const byMs = chance.pick([-1, 1]) * chance.pick([30_000, 10 * 60_000, 3 * HOUR_MS, 26 * HOUR_MS])
      time.after(chance.between(0, CALM_AT - START), () => {
        clock.advance(byMs)
        note('clock', byMs)
        living.tick?.()
      })
    }
    time.after(CALM_AT - START, () => {
      clock.moveTo(Math.floor(time.now()))
      living.tick?.()
    })
    for (let bursts = 1 + chance.below(4); bursts > 0; bursts -= 1) {
      time.after(chance.between(0, LAST_WISH_AT - START), () => void wishes.burst(clock.now()).then(() => living.engine?.wake()))
    }
    if (chance.happens(0.4)) {
      const places = [...CHANNELS, ...PEOPLE].map((each) =>
        'channelId' in each ? { kind: 'channel' as const, ...each } : { kind: 'person' as const, ...each },
      )
      const closing = chance.pick(places)
      const place = placeOf(closing)
      time.after(chance.between(0, CALM_AT - START), () => serverOf(closing.chatPlatform).close(place))
      if (chance.happens(0.5))
        time.after(chance.between(CALM_AT - START, LAST_WISH_AT - START), () => serverOf(closing.chatPlatform).open(place))
    }
    if (chance.happens(0.1)) {
      const { from, to } = spell(chance, 6 * HOUR_MS)
      time.after(from - START, () => serverOf('slack').revoke(true))
      time.after(to - START, () => serverOf('slack').revoke(false))
    }
    time.after(LAST_WISH_AT - START, () => void Promise.all(CHANNELS.map((channel) => store.digests.pause(channel))))
  }

  await wanted()
  plot()
  start()
  await time.run(LAST_WISH_AT + 1_000)
  await time.run(END_AT)
  await living.engine?.stop()
  const verdict = await judge({ store, servers, wishes })
  note(JSON.stringify([...servers.values()].map(({ messages }) => messages.map(({ key }) => key))))
  const simulated: Simulated = {
    seed,
    crashes,
    messages: [...servers.values()].reduce((sum, { messages }) => sum + messages.length, 0),
    refusals: [...servers.values()].reduce((sum, { refusals }) => sum + refusals, 0),
    findings: [...findings, ...verdict],
    trace: hash.digest('hex'),
  }
  await store.close()
  return simulated
}

function spell(chance: Chance, lengthMaxMs: number): { readonly from: number; readonly to: number } {
  const from = START + chance.between(0, CALM_AT - START)
  return { from, to: Math.min(CALM_AT, from + chance.between(0, lengthMaxMs)) }
}

/** Without its history scopes a Slack app can list nothing; elsewhere some channels hide their history. */
function unreadablePlaces(name: ChatPlatformName, chance: Chance): ReadonlySet<string> {
  if (!chance.happens(0.25)) return new Set()
  if (name === 'discord') return new Set(['#11'])
  return new Set(['#C1', '#C2', '@T1/U1', '@T1/U2'])
}

/** What was asked for, as far as the database has it. */
export interface Wishes {
  readonly outbox: Store['outbox']
  readonly digests: Store['digests']
  /** Deliveries by key, and when they were written. */
  readonly written: ReadonlyMap<string, { readonly delivery: NewDelivery; readonly writtenAt: number }>
  /** The days each run of a digest covers: after the first, up to the second. */
  readonly runs: ReadonlyMap<string, { readonly digestId: number; readonly after: string; readonly upTo: string }>
  covered(digestId: number, after: string, upTo: string): void
  burst(now: number): Promise<void>
}

function createWishes(store: Store, chance: Chance, now: () => number): Wishes {
  const written = new Map<string, { delivery: NewDelivery; writtenAt: number }>()
  const runs = new Map<string, { digestId: number; after: string; upTo: string }>()
  const keep = (delivery: NewDelivery) => {
    if (!written.has(delivery.key)) written.set(delivery.key, { delivery, writtenAt: now() })
  }
  let bursts = 0
  const outbox: Store['outbox'] = {
    ...store.outbox,
    async enqueue(deliveries, atMs) {
      const count = await store.outbox.enqueue(deliveries, atMs)
      deliveries.forEach(keep)
      return count
    },
  }
  return {
    outbox,
    digests: {
      ...store.digests,
      async recordRun(digest, run, delivery) {
        const recorded = await store.digests.recordRun(digest, run, delivery)
        if (recorded && delivery !== null) keep(delivery)
        return recorded
      },
    },
    written,
    runs,
    covered: (digestId, after, upTo) => void runs.set(`digest:${digestId}:${upTo}`, { digestId, after, upTo }),
    async burst(at) {
      bursts += 1
      await outbox.enqueue(
        Array.from({ length: 5 + chance.below(40) }, (_, n) => {
          const to = chance.happens(0.5)
            ? ({ kind: 'channel', ...chance.pick(CHANNELS) } as const)
            : ({ kind: 'person', ...chance.pick(PEOPLE) } as const)
          return aDelivery(`burst:${bursts}:${n}`, {
            class: chance.pick(['correction', 'reminder', 'follow', 'digest']),
            destination: to,
            dueAt: at,
          })
        }),
        at,
      )
    },
  }
}
