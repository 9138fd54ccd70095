import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NewDelivery } from '../../src/core/delivery.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import { createDispatcher } from '../../src/outbox/dispatcher.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aDelivery, MINUTE, NOON } from '../contracts/store-samples.ts'
import { createFakeChatPlatform, type Fault } from '../fakes/chat-platform.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { type CallFate, Crash, createLife } from '../fakes/mortal.ts'

const never = new AbortController().signal

const TRANSIENT: readonly Fault[] = [
  { arrives: false, outcome: { kind: 'wait', retryAfterMs: 1_500 } },
  { arrives: false, outcome: { kind: 'unavailable', code: 'not-connected' } },
  { arrives: true, outcome: { kind: 'ambiguous', code: 'reset' } },
  { arrives: false, outcome: { kind: 'ambiguous', code: 'timeout' } },
  { arrives: true },
  { arrives: false },
]
const FINAL: readonly Fault[] = [
  { arrives: false, outcome: { kind: 'refused', code: '50035' } },
  { arrives: false, outcome: { kind: 'gone', code: '50007' } },
]

const DESTINATIONS = ['1', '2', '3']

const deliveries = fc
  .array(fc.record({ userId: fc.constantFrom(...DESTINATIONS), inMinutes: fc.nat(3) }), { minLength: 1, maxLength: 9 })
  .map((wishes) =>
    wishes.map(
      ({ userId, inMinutes }, n): NewDelivery =>
        aDelivery(`k${n}`, { destination: { kind: 'person', chatPlatform: 'discord', userId }, dueAt: NOON + inMinutes * MINUTE }),
    ),
  )

interface World {
  readonly deliveries: readonly NewDelivery[]
  readonly faults: readonly (Fault | null)[]
  /** For each store call in turn; after the last, everything works. */
  readonly fates: readonly CallFate[]
}

/** Runs, dies and starts again until nothing is owed, moving the clock to whatever is next. */
async function live({ deliveries: wanted, faults, fates }: World) {
  const store = await openStore({ inMemory: true })
  const clock = createMovableClock({ now: () => 0 })
  clock.moveTo(NOON)
  const log = createRecordingLog()
  const fault = faults.values()
  const fate = fates.values()
  const discord = createFakeChatPlatform({ faultFor: () => fault.next().value ?? null, pause: () => new Promise(setImmediate) })
  await store.outbox.enqueue(wanted, NOON)
  for (let lives = 0; lives < 500; lives += 1) {
    const dispatcher = createDispatcher({
      store: createLife(() => fate.next().value ?? 'works').mortal(store.outbox),
      chatPlatforms: new Map([['discord', discord]]),
      clock,
      random: () => 0.5,
      log,
      markResent: (notice) => notice,
    })
    try {
      await dispatcher.runOnce(never)
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
    const next = await store.outbox.nextDueAt(['discord'])
    if (next === null) break
    if (next > clock.now()) clock.moveTo(next)
  }
  const counts = await store.outbox.counts()
  await store.close()
  return { discord, counts }
}

const world = (faults: fc.Arbitrary<Fault | null>, fates: fc.Arbitrary<CallFate>): fc.Arbitrary<World> =>
  fc.record({ deliveries, faults: fc.array(faults, { maxLength: 15 }), fates: fc.array(fates, { maxLength: 40 }) })

const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const anyFate = mostly<CallFate>('works', 'dies-before', 'dies-after')

/** Deliveries of one destination in the order they are owed. */
function inOrder(wanted: readonly NewDelivery[], userId: string): string[] {
  return wanted
    .filter(({ destination }) => destination.kind === 'person' && destination.userId === userId)
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .map(({ key }) => key)
}

const receivedBy = (discord: ReturnType<typeof createFakeChatPlatform>, userId: string) =>
  discord.received.filter(({ destination }) => destination.kind === 'person' && destination.userId === userId).map(({ key }) => key)

test('whatever fails and wherever the process dies, everything arrives exactly once and in order where arrival can be looked up', async () => {
  await fc.assert(
    fc.asyncProperty(world(mostly<Fault | null>(null, ...TRANSIENT), anyFate), async (given) => {
      const { discord, counts } = await live(given)
      for (const userId of DESTINATIONS) expect(receivedBy(discord, userId)).toEqual(inOrder(given.deliveries, userId))
      expect(counts).toEqual({ pending: 0, attempting: 0, delivered: given.deliveries.length, discarded: 0 })
      expect(discord.mostAtOnce).toBe(1)
    }),
    { numRuns: 150 },
  )
})

test('nothing arrives twice, also when destinations refuse or disappear, and everything comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(world(mostly<Fault | null>(null, ...TRANSIENT, ...FINAL), anyFate), async (given) => {
      const { discord, counts } = await live(given)
      const keys = discord.received.map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      for (const userId of DESTINATIONS) {
        const received = receivedBy(discord, userId)
        expect(received).toEqual(inOrder(given.deliveries, userId).filter((key) => received.includes(key)))
      }
      expect(counts).toMatchObject({ pending: 0, attempting: 0, delivered: keys.length })
    }),
    { numRuns: 100 },
  )
})

test('nothing is sent a second time before somebody asked what became of the first, unless it surely was not sent', async () => {
  await fc.assert(
    fc.asyncProperty(world(mostly<Fault | null>(null, ...TRANSIENT), anyFate), async (given) => {
      const { discord } = await live(given)
      for (const id of new Set(discord.calls.map(({ deliveryId }) => deliveryId))) {
        const calls = discord.calls.filter(({ deliveryId }) => deliveryId === id)
        for (const [n, { call }] of calls.entries()) {
          const before = calls[n - 1]
          if (call !== 'deliver' || before === undefined) continue
          expect(before).toMatchObject(
            before.call === 'settle' ? { said: 'absent' } : { said: expect.stringMatching(/^(wait|unavailable)$/) },
          )
        }
      }
    }),
    { numRuns: 100 },
  )
})

/** Every call of a plain run, in turn, as the place where the process dies. */
test.each(['dies-before', 'dies-after'] as const)('dying at any one call of a plain run (%s) loses and repeats nothing', async (fate) => {
  const wanted = [aDelivery('a'), aDelivery('b'), aDelivery('c', { destination: { kind: 'person', chatPlatform: 'discord', userId: '9' } })]
  for (let place = 0; place < 14; place += 1) {
    const fates = [...Array<CallFate>(place).fill('works'), fate]
    const { discord, counts } = await live({ deliveries: wanted, faults: [], fates })
    expect(discord.received.map(({ key }) => key).toSorted()).toEqual(['a', 'b', 'c'])
    expect(counts).toMatchObject({ delivered: 3 })
  }
})
