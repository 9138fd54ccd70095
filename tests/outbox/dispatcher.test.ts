import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NewDelivery } from '../../src/core/delivery.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import type { Notice } from '../../src/core/notice.ts'
import type { ChatPlatform } from '../../src/core/ports/chat-platform.ts'
import { createDispatcher, type DispatcherOptions } from '../../src/outbox/dispatcher.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { ANNA, aDelivery, aNotice, MINUTE, NOON } from '../contracts/store-samples.ts'
import { createFakeChatPlatform } from '../fakes/chat-platform.ts'
import { createRecordingLog } from '../fakes/log.ts'

const markResent = (notice: Notice): Notice => ({ ...notice, blocks: [...notice.blocks, ...aNotice('This may have come before.').blocks] })

const to = (userId: string): Pick<NewDelivery, 'destination'> => ({ destination: { kind: 'person', chatPlatform: 'discord', userId } })

const never = new AbortController().signal

let store: Store
const clock = createMovableClock({ now: () => 0 })
const log = createRecordingLog()

beforeEach(async () => {
  store = await openStore({ inMemory: true })
  clock.moveTo(NOON)
  log.lines.length = 0
})
afterEach(() => store.close())

function dispatcherFor(chatPlatforms: readonly ChatPlatform[], options: Partial<DispatcherOptions> = {}) {
  return createDispatcher({
    store: store.outbox,
    chatPlatforms: new Map(chatPlatforms.map((chatPlatform) => [chatPlatform.name, chatPlatform])),
    clock,
    random: () => 0.5,
    log,
    markResent,
    ...options,
  })
}

describe('sending', () => {
  test('sends what is owed, once, and says how much it took up', async () => {
    const discord = createFakeChatPlatform()
    const dispatcher = dispatcherFor([discord])
    await store.outbox.enqueue(
      [aDelivery('a', to('1')), aDelivery('b', to('2')), aDelivery('later', { ...to('3'), dueAt: NOON + MINUTE })],
      NOON,
    )
    expect(await dispatcher.runOnce(never)).toBe(2)
    expect(await dispatcher.runOnce(never)).toBe(0)
    expect(discord.received.map(({ key }) => key).sort()).toEqual(['a', 'b'])
    expect(await store.outbox.counts()).toEqual({ pending: 1, attempting: 0, delivered: 2, discarded: 0 })
    expect(await dispatcher.nextDueAt()).toBe(NOON + MINUTE)
  })

  test('what was claimed before the clock was set back waits until its time comes', async () => {
    const discord = createFakeChatPlatform()
    await store.outbox.enqueue([aDelivery('a')], NOON)
    const { attempting } = store.outbox
    const setBack: typeof attempting = async (delivery, at) => {
      const ours = await attempting(delivery, at)
      clock.advance(-10 * MINUTE)
      return ours
    }
    await dispatcherFor([discord], { store: { ...store.outbox, attempting: setBack } }).runOnce(never)
    expect(discord.calls).toEqual([])
    clock.moveTo(NOON)
    await dispatcherFor([discord]).runOnce(never)
    expect(discord.received.map(({ key }) => key)).toEqual(['a'])
  })

  test('keeps the order within a destination and never calls twice at once for one', async () => {
    const discord = createFakeChatPlatform({ pause: () => new Promise(setImmediate) })
    const keys = Array.from({ length: 12 }, (_, n) => `k${String(n).padStart(2, '0')}`)
    await store.outbox.enqueue(
      keys.flatMap((key) => [aDelivery(key, to('1')), aDelivery(`other-${key}`, to(key))]),
      NOON,
    )
    await dispatcherFor([discord]).runOnce(never)
    expect(discord.received.filter(({ key }) => key.startsWith('k')).map(({ key }) => key)).toEqual(keys)
    expect(discord.received).toHaveLength(24)
    expect(discord.mostAtOnce).toBe(1)
  })

  test('sends to no more destinations at once than allowed', async () => {
    let now = 0
    let most = 0
    const discord = createFakeChatPlatform({
      pause: async () => {
        now += 1
        most = Math.max(most, now)
        await new Promise(setImmediate)
        now -= 1
      },
    })
    await store.outbox.enqueue(
      Array.from({ length: 30 }, (_, n) => aDelivery(`k${n}`, to(String(n)))),
      NOON,
    )
    await dispatcherFor([discord], { concurrency: 5 }).runOnce(never)
    expect(most).toBe(5)
    expect(discord.received).toHaveLength(30)
  })

  test('leaves what belongs to a chat platform that is not ready, and sends the rest', async () => {
    const discord = createFakeChatPlatform()
    const slack = createFakeChatPlatform({ name: 'slack' })
    slack.ready = false
    const dispatcher = dispatcherFor([discord, slack])
    await store.outbox.enqueue([aDelivery('a'), aDelivery('b', { destination: { kind: 'person', ...ANNA } })], NOON)
    expect(await dispatcher.runOnce(never)).toBe(1)
    expect(await dispatcher.nextDueAt()).toBeNull()
    slack.ready = true
    expect(await dispatcher.runOnce(never)).toBe(1)
    expect(slack.received.map(({ key }) => key)).toEqual(['b'])
  })

  test('a slow destination does not keep the others waiting', async () => {
    const slow = Promise.withResolvers<void>()
    const others = Promise.withResolvers<void>()
    const discord = createFakeChatPlatform({
      faultFor: ({ key }) => {
        if (key === 'other-19') others.resolve()
        return null
      },
    })
    const { deliver } = discord
    discord.deliver = async (delivery, signal) => {
      if (delivery.key === 'slow') await slow.promise
      return await deliver(delivery, signal)
    }
    await store.outbox.enqueue(
      [aDelivery('slow', to('0')), ...Array.from({ length: 20 }, (_, n) => aDelivery(`other-${n}`, to(`1${n}`)))],
      NOON,
    )
    const run = dispatcherFor([discord], { concurrency: 4 }).runOnce(never)
    await others.promise
    slow.resolve()
    await run
    expect(discord.received).toHaveLength(21)
  })

  test('looks again at once when it is woken', async () => {
    const slow = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    const second = Promise.withResolvers<void>()
    const discord = createFakeChatPlatform()
    const { deliver } = discord
    discord.deliver = async (delivery, signal) => {
      if (delivery.key === 'slow') {
        started.resolve()
        await slow.promise
      } else second.resolve()
      return await deliver(delivery, signal)
    }
    const dispatcher = dispatcherFor([discord])
    await store.outbox.enqueue([aDelivery('slow', to('1'))], NOON)
    const run = dispatcher.runOnce(never)
    await started.promise
    await store.outbox.enqueue([aDelivery('new', to('2'))], NOON)
    dispatcher.wake()
    await second.promise
    slow.resolve()
    expect(await run).toBe(2)
  })

  test('when stopped, finishes what is under way and takes up nothing more', async () => {
    const stopping = new AbortController()
    const discord = createFakeChatPlatform({
      faultFor: () => {
        stopping.abort()
        return null
      },
    })
    await store.outbox.enqueue([aDelivery('a'), aDelivery('b'), aDelivery('c')], NOON)
    await dispatcherFor([discord]).runOnce(stopping.signal)
    expect(discord.received.map(({ key }) => key)).toEqual(['a'])
    expect(await store.outbox.counts()).toEqual({ pending: 2, attempting: 0, delivered: 1, discarded: 0 })
  })
})

test('a clock that jumps ahead during a call does not start a second one', async () => {
  const answer = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  const discord = createFakeChatPlatform({
    pause: async () => {
      started.resolve()
      await answer.promise
    },
  })
  const dispatcher = dispatcherFor([discord])
  await store.outbox.enqueue([aDelivery('a')], NOON)
  const run = dispatcher.runOnce(never)
  await started.promise
  clock.advance(60 * MINUTE)
  dispatcher.wake()
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate)
  answer.resolve()
  await run
  expect(discord.received).toHaveLength(1)
  expect(discord.calls.map(({ call }) => call)).toEqual(['deliver', 'settle'])
  expect(await store.outbox.counts()).toMatchObject({ delivered: 1, attempting: 0 })
})

describe('when everything has to wait', () => {
  const pause = { arrives: false, outcome: { kind: 'wait', retryAfterMs: 30_000, everything: true } } as const

  test('nothing more is taken up on that chat platform until then, and the other goes on', async () => {
    const slack = createFakeChatPlatform({ name: 'slack' })
    const discord = createFakeChatPlatform()
    slack.fail(pause)
    const dispatcher = dispatcherFor([discord, slack], { concurrency: 1 })
    const onSlack = (userId: string) => aDelivery(userId, { destination: { kind: 'person', chatPlatform: 'slack', userId } })
    await store.outbox.enqueue([...['T1/1', 'T1/2', 'T1/3'].map(onSlack), aDelivery('a', to('1')), aDelivery('b', to('2'))], NOON)
    let putOff = 0
    await dispatcher.runOnce(never, () => {
      putOff += 1
    })
    expect(slack.calls).toHaveLength(1)
    expect(discord.received).toHaveLength(2)
    expect(putOff).toBe(1)
    expect(await dispatcher.nextDueAt()).toBe(NOON + 30_000)
    clock.advance(30_000)
    await dispatcher.runOnce(never)
    expect(slack.received).toHaveLength(3)
  })

  test('a clock that is set back ends it', async () => {
    const slack = createFakeChatPlatform()
    slack.fail(pause)
    const dispatcher = dispatcherFor([slack], { concurrency: 1 })
    await store.outbox.enqueue(
      [aDelivery('a', { ...to('1'), dueAt: NOON - 120 * MINUTE }), aDelivery('b', { ...to('2'), dueAt: NOON - 120 * MINUTE })],
      NOON,
    )
    await dispatcher.runOnce(never)
    clock.advance(-60 * MINUTE)
    await dispatcher.runOnce(never)
    expect(slack.received.map(({ key }) => key)).toEqual(['b'])
  })
})

describe('what comes of it', () => {
  test('waiting holds up one destination only', async () => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: false, outcome: { kind: 'wait', retryAfterMs: 2_000 } })
    const dispatcher = dispatcherFor([discord])
    await store.outbox.enqueue([aDelivery('a', to('1')), aDelivery('b', to('2'))], NOON)
    await dispatcher.runOnce(never)
    expect(discord.received.map(({ key }) => key)).toEqual(['b'])
    expect(await dispatcher.nextDueAt()).toBe(NOON + 2_000)
    clock.advance(2_000)
    await dispatcher.runOnce(never)
    expect(discord.received.map(({ key }) => key)).toEqual(['b', 'a'])
  })

  test('a refusal is over, and is logged without words or people', async () => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: false, outcome: { kind: 'refused', code: '50035' } })
    await store.outbox.enqueue([aDelivery('a')], NOON)
    await dispatcherFor([discord]).runOnce(never)
    expect(await store.outbox.counts()).toMatchObject({ discarded: 1 })
    expect(log.lines.at(-1)).toMatchObject({
      level: 'warn',
      message: 'delivery discarded',
      fields: { code: '50035', class: 'follow', attempt: 1 },
    })
    expect(JSON.stringify(log.lines)).not.toContain('200')
  })

  test('a destination that is gone is not called again until it is cleared', async () => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: false, outcome: { kind: 'gone', code: '50007' } })
    const dispatcher = dispatcherFor([discord])
    await store.outbox.enqueue([aDelivery('a', to('1')), aDelivery('b', to('1')), aDelivery('c', to('2'))], NOON)
    await dispatcher.runOnce(never)
    expect(discord.calls).toHaveLength(2)
    expect(await store.outbox.counts()).toMatchObject({ discarded: 2, delivered: 1 })
    await store.outbox.clearGone({ kind: 'person', chatPlatform: 'discord', userId: '1' })
    await store.outbox.enqueue([aDelivery('d', to('1'))], NOON)
    await dispatcher.runOnce(never)
    expect(discord.received.map(({ key }) => key)).toEqual(['c', 'd'])
  })

  test('whoever wants to know is told after it is recorded', async () => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: false, outcome: { kind: 'unavailable', code: 'not-connected' } })
    const outcomes: unknown[] = []
    const dispatcher = dispatcherFor([discord], { onOutcome: ({ key }, { kind }, retryAt) => void outcomes.push([key, kind, retryAt]) })
    await store.outbox.enqueue([aDelivery('a')], NOON)
    await dispatcher.runOnce(never)
    clock.advance(MINUTE)
    await dispatcher.runOnce(never)
    expect(outcomes).toEqual([
      ['a', 'unavailable', NOON + 3_750],
      ['a', 'delivered', null],
    ])
  })

  test('a chat platform that never answers counts as an unknown end', async () => {
    const hanging: ChatPlatform = { ...createFakeChatPlatform(), deliver: () => new Promise(() => {}) }
    const dispatcher = dispatcherFor([hanging], { callTimeoutMs: 20 })
    await store.outbox.enqueue([aDelivery('a')], NOON)
    await dispatcher.runOnce(never)
    expect(await store.outbox.counts()).toMatchObject({ attempting: 1 })
  })
})

describe('an attempt whose end is not known', () => {
  const lost = { kind: 'ambiguous', code: 'reset' } as const

  async function sendTwice(discord: ChatPlatform, given: Partial<NewDelivery> = {}) {
    const dispatcher = dispatcherFor([discord])
    await store.outbox.enqueue([aDelivery('a', given)], NOON)
    await dispatcher.runOnce(never)
    clock.advance(5_000)
    await dispatcher.runOnce(never)
  }

  test('is not sent again when it arrived', async () => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: true, outcome: lost })
    await sendTwice(discord)
    expect(discord.calls.map(({ call }) => call)).toEqual(['deliver', 'settle'])
    expect(await store.outbox.counts()).toMatchObject({ delivered: 1 })
  })

  test('is sent again when it did not', async () => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: false, outcome: lost })
    await sendTwice(discord)
    expect(discord.calls.map(({ call }) => call)).toEqual(['deliver', 'settle', 'deliver'])
    expect(discord.received).toMatchObject([{ key: 'a', notice: aNotice('a') }])
  })

  test('is not sent again to a person when nobody can tell', async () => {
    const slack = createFakeChatPlatform({ settles: 'unknown' })
    slack.fail({ arrives: true, outcome: lost })
    await sendTwice(slack, { class: 'follow' })
    expect(slack.received).toHaveLength(1)
    expect(await store.outbox.counts()).toMatchObject({ discarded: 1 })
    expect(log.lines.at(-1)).toMatchObject({ message: 'delivery discarded', fields: { code: 'unsettled' } })
  })

  test('of a digest is sent again when nobody can tell, and says so, once', async () => {
    const slack = createFakeChatPlatform({ settles: 'unknown' })
    slack.fail({ arrives: true, outcome: lost }, { arrives: true, outcome: lost })
    await sendTwice(slack, { class: 'digest' })
    clock.advance(MINUTE)
    await dispatcherFor([slack]).runOnce(never)
    expect(slack.received.map(({ notice }) => notice)).toEqual([aNotice('a'), markResent(aNotice('a'))])
    expect(await store.outbox.counts()).toMatchObject({ discarded: 1, attempting: 0 })
  })

  test.each([
    ['an unknown end again', { arrives: false, outcome: lost }],
    ['being told to wait', { arrives: false, outcome: { kind: 'wait', retryAfterMs: 1_000 } }],
    ['not being connected', { arrives: false, outcome: { kind: 'unavailable', code: 'ECONNREFUSED' } }],
  ] as const)('that could only be repeated stays open from its very first attempt, after %s', async (_, second) => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: true, outcome: lost }, second)
    const { settle } = discord
    const openSince: (number | null)[] = []
    discord.settle = async (delivery, signal) => {
      openSince.push(delivery.unsettledSince)
      return openSince.length === 1 ? { kind: 'repeatable' } : await settle(delivery, signal)
    }
    await sendTwice(discord)
    clock.advance(MINUTE)
    await dispatcherFor([discord]).runOnce(never)
    // The second look begins where the first attempt did, so it finds what the first look could not.
    expect(openSince).toEqual([NOON, NOON])
    expect(discord.received).toHaveLength(1)
    expect(await store.outbox.counts()).toMatchObject({ delivered: 1 })
  })

  test('is asked about again later when asking fails', async () => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: true, outcome: lost })
    const { settle } = discord
    let asked = 0
    discord.settle = async (delivery, signal) => {
      asked += 1
      if (asked === 1) throw new Error('no network')
      return await settle(delivery, signal)
    }
    await sendTwice(discord)
    clock.advance(MINUTE)
    await dispatcherFor([discord]).runOnce(never)
    expect(discord.received).toHaveLength(1)
    expect(await store.outbox.counts()).toMatchObject({ delivered: 1 })
  })

  test('a fault of ours counts as an unknown end', async () => {
    const discord = createFakeChatPlatform()
    discord.fail({ arrives: true })
    await sendTwice(discord)
    expect(discord.received).toHaveLength(1)
    expect(await store.outbox.counts()).toMatchObject({ delivered: 1 })
  })
})
