import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChatPlatform } from '../../src/core/ports/chat-platform.ts'
import type { Leases } from '../../src/core/ports/leases.ts'
import { createSharedChatPlatform, type SharedChatPlatform } from '../../src/duties/shared-chat-platform.ts'
import { aDelivery } from '../contracts/store-samples.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { sharedLeases } from './shared-leases.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
})
afterEach(async () => {
  for (const each of started.splice(0)) await each.stop()
  vi.useRealTimers()
})

const started: SharedChatPlatform[] = []
const never = new AbortController().signal
const claimed = { ...aDelivery('a'), id: 1, attempt: 1, unsettledSince: null }
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** One process's view of Discord, and every bot it made for it. */
function aProcess(leases: Leases, holder: string, connection: string | null = 'discord-gateway') {
  const bots: (ChatPlatform & { isConnected: boolean; sent: number })[] = []
  const tookOver = vi.fn(async () => {})
  const shared = createSharedChatPlatform(
    {
      name: 'discord',
      connection,
      create() {
        const bot = {
          name: 'discord' as const,
          isConnected: false,
          sent: 0,
          get ready() {
            return bot.isConnected
          },
          async start() {
            bot.isConnected = true
          },
          async stop() {
            bot.isConnected = false
          },
          async deliver() {
            bot.sent += 1
            return { kind: 'delivered', messageId: 'm' } as const
          },
          settle: async () => ({ kind: 'absent' }) as const,
          mayPost: async () => ({ kind: 'yes' }) as const,
        }
        bots.push(bot)
        return bot
      },
    },
    { leases, holder, log: createRecordingLog(), onSender: tookOver, whileSender: () => {} },
  )
  started.push(shared)
  return { shared, bots, tookOver }
}

test('one process is connected and sends, the other is fit to take over and does neither', async () => {
  const { leases } = sharedLeases()
  const a = aProcess(leases, 'a')
  const b = aProcess(leases, 'b')
  await a.shared.start()
  await b.shared.start()
  expect([a.shared.ready, a.shared.fit]).toEqual([true, true])
  expect([b.shared.ready, b.shared.fit, b.bots.length]).toEqual([false, true, 0])
  expect(await b.shared.mayPost({ chatPlatform: 'discord', installationId: '1', channelId: '2' })).toEqual({ kind: 'unknown' })
})

test('whoever becomes the sender first takes over what was left behind', async () => {
  const { leases } = sharedLeases()
  const a = aProcess(leases, 'a')
  const b = aProcess(leases, 'b')
  await a.shared.start()
  await b.shared.start()
  await a.shared.stop()
  expect(b.tookOver).not.toHaveBeenCalled()
  await pass(4_100)
  expect(b.tookOver).toHaveBeenCalledExactlyOnceWith('discord')
  expect(b.shared.ready).toBe(true)
})

test('a process that lost the database disconnects, sends nothing, and says so', async () => {
  const { leases, world } = sharedLeases()
  const a = aProcess(leases, 'a')
  await a.shared.start()
  world.reachable = false
  await pass(6_000)
  expect([a.shared.ready, a.shared.fit, a.bots[0]?.isConnected]).toEqual([false, false, false])
  expect(await a.shared.deliver(claimed, never)).toEqual({ kind: 'wait', retryAfterMs: 0 })
  await expect(a.shared.settle(claimed, never)).rejects.toThrow('not the one who sends')
  expect(a.bots[0]?.sent).toBe(0)
})

test('it connects anew, with a new bot, when it wins again', async () => {
  const { leases, world } = sharedLeases()
  const a = aProcess(leases, 'a')
  await a.shared.start()
  world.reachable = false
  await pass(6_000)
  world.reachable = true
  await pass(4_100)
  expect(a.bots.map(({ isConnected }) => isConnected)).toEqual([false, true])
  expect(await a.shared.deliver(claimed, never)).toEqual({ kind: 'delivered', messageId: 'm' })
})

test('a process that slept past the end of its lease does not send when it wakes', async () => {
  const { leases } = sharedLeases()
  const a = aProcess(leases, 'a')
  await a.shared.start()
  const asleep = performance.now()
  vi.spyOn(performance, 'now').mockReturnValue(asleep + 7_000)
  expect(await a.shared.deliver(claimed, never)).toEqual({ kind: 'wait', retryAfterMs: 0 })
  expect(a.bots[0]?.sent).toBe(0)
})

test('where every process may be connected, all are and one sends', async () => {
  const { leases } = sharedLeases()
  const a = aProcess(leases, 'a', null)
  const b = aProcess(leases, 'b', null)
  await a.shared.start()
  await b.shared.start()
  expect([a.bots[0]?.isConnected, b.bots[0]?.isConnected]).toEqual([true, true])
  expect([a.shared.ready, b.shared.ready]).toEqual([true, false])
  expect([a.shared.fit, b.shared.fit]).toEqual([true, true])
  expect(await b.shared.deliver(claimed, never)).toEqual({ kind: 'wait', retryAfterMs: 0 })
  expect(await b.shared.mayPost({ chatPlatform: 'discord', installationId: '1', channelId: '2' })).toEqual({ kind: 'yes' })
})
