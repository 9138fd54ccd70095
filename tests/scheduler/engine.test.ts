import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change } from '../../src/core/change.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import { createDispatcher } from '../../src/outbox/dispatcher.ts'
import { createEngine, type EngineOptions } from '../../src/scheduler/engine.ts'
import { createScheduler } from '../../src/scheduler/scheduler.ts'
import type { Ticker } from '../../src/scheduler/ticker.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aDelivery, aNotice, BEN, digestSettings, NOON, PRIVACY } from '../contracts/store-samples.ts'
import { createFakeChatPlatform, type FakeChatPlatform } from '../fakes/chat-platform.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { aChange } from './samples.ts'

const NINE = Date.parse('2026-08-15T07:00:00Z')

let store: Store
let discord: FakeChatPlatform
let changes: readonly Change[]
let log: ReturnType<typeof createRecordingLog>
const clock = createMovableClock({ now: () => 0 })

beforeEach(async () => {
  store = await openStore({ inMemory: true })
  discord = createFakeChatPlatform()
  changes = []
  log = createRecordingLog()
  clock.moveTo(NOON)
})
afterEach(() => store.close())

function engineFor(given: Partial<EngineOptions> = {}) {
  const scheduler = createScheduler({
    ...store,
    chatPlatforms: ['discord'],
    changes: () => changes,
    digestNotice: (items) => aNotice(`digest of ${items.length}`),
    followNotice: ({ key }, phase) => aNotice(`${key} ${phase}`),
    correctionNotice: () => aNotice('correction'),
    reminderNotice: ({ slug }) => aNotice(`remember ${slug}`),
    clock,
    log,
  })
  const dispatcher = createDispatcher({
    store: store.outbox,
    chatPlatforms: new Map([['discord', discord]]),
    clock,
    random: () => 0.5,
    log,
    markResent: (notice) => notice,
  })
  return createEngine({ scheduler, dispatcher, ticker: null, clock, log, ...given })
}

/** A ticker that ticks when the test says so, and remembers when it was asked to. */
function createHandTicker() {
  const asked: (number | null)[] = []
  let tick = () => {}
  const ticker: Ticker = {
    start: (onTick) => {
      tick = onTick
    },
    wakeAt: (atMs) => void asked.push(atMs),
    stop: () => {
      tick = () => {}
    },
  }
  return { ticker, asked, tick: () => tick() }
}

/** Resolves once a message has arrived that nobody has waited for yet. */
async function arrived(count: number): Promise<void> {
  while (discord.received.length < count) await new Promise(setImmediate)
}

const words = () => discord.received.map(({ notice: { blocks } }) => (blocks[0]?.kind === 'text' ? blocks[0].text[0]?.text : ''))

describe('settling everything', () => {
  test('finds and sends what is owed at the moment of the clock', async () => {
    await store.digests.save(PRIVACY, digestSettings({ onlyIfChanged: false }), { dueAt: NINE, coveredUntil: '2026-08-13', atMs: NOON })
    await store.people.follow(BEN, 'linkedin', { atMs: NOON, max: 5 })
    const engine = engineFor()
    expect(await engine.settleAll()).toEqual({ digestRuns: 0, deliveries: 0, attempts: 0 })
    changes = [aChange('a')]
    expect(await engine.nextDueAt()).toBe(NINE)
    clock.moveTo(NINE)
    expect(await engine.due(NINE)).toHaveLength(2)
    expect(await engine.settleAll()).toEqual({ digestRuns: 1, deliveries: 2, attempts: 2 })
    expect(words().toSorted()).toEqual(['a announced', 'digest of 1'])
    expect(await engine.settleAll()).toEqual({ digestRuns: 0, deliveries: 0, attempts: 0 })
  })

  test('moving a clock from one owed instant to the next gives a digest for every day', async () => {
    await store.digests.save(PRIVACY, digestSettings({ onlyIfChanged: false }), { dueAt: NINE, coveredUntil: '2026-08-13', atMs: NOON })
    const engine = engineFor()
    for (let day = 0; day < 3; day += 1) {
      clock.moveTo((await engine.nextDueAt()) ?? 0)
      await engine.settleAll()
    }
    expect(discord.received.map(({ key }) => key.split(':')[2])).toEqual(['2026-08-15', '2026-08-16', '2026-08-17'])
  })

  test('leaves what has to wait for later', async () => {
    discord.fail({ arrives: false, outcome: { kind: 'wait', retryAfterMs: 60_000 } })
    await store.outbox.enqueue([aDelivery('a')], NOON)
    const engine = engineFor()
    expect(await engine.settleAll()).toMatchObject({ attempts: 1 })
    expect(await engine.nextDueAt()).toBe(NOON + 60_000)
  })
})

describe('running', () => {
  test('does a round at once, another on each tick, and asks to be woken when something is owed', async () => {
    const hand = createHandTicker()
    const engine = engineFor({ ticker: hand.ticker })
    await store.outbox.enqueue([aDelivery('a'), aDelivery('b', { dueAt: NOON + 7_000 })], NOON)
    engine.start()
    await arrived(1)
    await until(() => hand.asked.includes(NOON + 7_000))
    clock.advance(7_000)
    hand.tick()
    await arrived(2)
    await engine.stop()
    expect(discord.received.map(({ key }) => key)).toEqual(['a', 'b'])
  })

  test('sends what a sweep found without waiting for the next tick', async () => {
    await store.digests.save(PRIVACY, digestSettings({ onlyIfChanged: false }), { dueAt: NOON, coveredUntil: '2026-08-13', atMs: NOON })
    clock.moveTo(NINE)
    const engine = engineFor()
    engine.start()
    await arrived(1)
    await engine.stop()
    expect(words()).toEqual(['digest of 0'])
  })

  test('goes on after a round that failed, and does not spin on what stays owed', async () => {
    const hand = createHandTicker()
    await store.digests.save(PRIVACY, digestSettings({ onlyIfChanged: false }), { dueAt: NOON, coveredUntil: '2026-08-13', atMs: NOON })
    const { outbox } = store
    const real = outbox.claim
    let broken = true
    Object.assign(outbox, {
      claim: (...args: Parameters<typeof real>) => (broken ? Promise.reject(new Error('disk full')) : real(...args)),
    })
    clock.moveTo(NINE)
    const engine = engineFor({ ticker: hand.ticker })
    engine.start()
    await until(() => log.lines.some(({ message }) => message === 'round failed'))
    await until(() => hand.asked.includes(NINE + 1_000))
    broken = false
    hand.tick()
    await arrived(1)
    await engine.stop()
  })

  test('stopping waits for what is under way and takes up nothing more', async () => {
    const slow = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    const { deliver } = discord
    discord.deliver = async (delivery, signal) => {
      started.resolve()
      await slow.promise
      return await deliver(delivery, signal)
    }
    await store.outbox.enqueue([aDelivery('a'), aDelivery('b')], NOON)
    const engine = engineFor()
    engine.start()
    await started.promise
    const stopped = engine.stop()
    slow.resolve()
    await stopped
    await engine.stop()
    engine.wake()
    expect(discord.received.map(({ key }) => key)).toEqual(['a'])
  })
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate)
}
