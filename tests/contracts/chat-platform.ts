/** What every chat platform promises the outbox and the commands: the port, whatever is behind it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClaimedDelivery, Destination } from '../../src/core/delivery.ts'
import { type Notice, plain } from '../../src/core/notice.ts'
import type { ChatPlatform } from '../../src/core/ports/chat-platform.ts'
import { noticeSaying } from '../fakes/front-desk.ts'

/** A chat platform that is not started yet, in a world with one channel, one person, and a channel that does not exist. */
export interface ChatPlatformWorld {
  readonly bot: ChatPlatform
  readonly channel: Extract<Destination, { kind: 'channel' }>
  readonly person: Extract<Destination, { kind: 'person' }>
  readonly noChannel: Extract<Destination, { kind: 'channel' }>
  /** What people see, oldest first, as text without markup. */
  seenInChannel(): Promise<readonly string[]>
  seenByPerson(): Promise<readonly string[]>
  /** The next message is accepted, but the answer to it gets lost. `null` where nothing lies between us and the reader. */
  readonly loseNextAnswer: (() => void) | null
  /** The person takes no direct messages any more. `null` where people cannot do that. */
  readonly closeDirectMessages: (() => void) | null
  /** Broken rules and pings the other side noticed. */
  readonly complaints: () => readonly string[]
  stop(): Promise<void>
}

let nextId = 1
function deliveryOf(destination: Destination, notice: Notice = noticeSaying('Hello')): ClaimedDelivery {
  const id = nextId++
  return {
    id,
    key: `digest:${id}:2026-08-14`,
    class: destination.kind === 'person' ? 'follow' : 'digest',
    destination,
    notice,
    dueAt: 0,
    attempt: 1,
    unsettledSince: null,
  }
}

const HOSTILE =
  '@everyone @here <@100000000000000001> <!channel> <#C1> [safe](https://evil.example) **bold** `code` <https://evil.example|ok> \u202Eabc\u200B'

export function chatPlatformContract(name: string, open: () => Promise<ChatPlatformWorld>): void {
  describe(name, () => {
    let world: ChatPlatformWorld
    beforeEach(async () => {
      world = await open()
    })
    afterEach(async () => {
      expect(world.complaints()).toEqual([])
      await world.stop()
    })
    const deliver = (delivery: ClaimedDelivery) => world.bot.deliver(delivery, AbortSignal.timeout(5_000))

    test('is not ready and sends nothing before it has started', async () => {
      expect(world.bot.ready).toBe(false)
      expect(await deliver(deliveryOf(world.channel))).toMatchObject({ kind: 'unavailable' })
      expect(await world.seenInChannel()).toEqual([])
    })

    test('is ready once started, and not after it was stopped, which may be asked twice', async () => {
      await world.bot.start()
      expect(world.bot.ready).toBe(true)
      await world.bot.stop()
      await world.bot.stop()
      expect(world.bot.ready).toBe(false)
      expect(await deliver(deliveryOf(world.channel))).toMatchObject({ kind: 'unavailable' })
      expect(await world.seenInChannel()).toEqual([])
    })

    describe('once started', () => {
      beforeEach(() => world.bot.start())

      test('delivers to a channel, and tells the message’s id', async () => {
        const outcome = await deliver(deliveryOf(world.channel, noticeSaying('Two changes')))
        expect(outcome).toEqual({ kind: 'delivered', messageId: expect.stringMatching(/./) })
        expect(await world.seenInChannel()).toEqual([expect.stringContaining('Two changes')])
        expect(await world.seenByPerson()).toEqual([])
      })

      test('delivers to a person’s direct messages', async () => {
        expect(await deliver(deliveryOf(world.person, noticeSaying('A change')))).toMatchObject({ kind: 'delivered' })
        expect(await world.seenByPerson()).toEqual([expect.stringContaining('A change')])
        expect(await world.seenInChannel()).toEqual([])
      })

      test('keeps the order in which it was asked', async () => {
        for (const text of ['one', 'two', 'three']) await deliver(deliveryOf(world.channel, noticeSaying(text)))
        expect((await world.seenInChannel()).map((seen) => ['one', 'two', 'three'].find((text) => seen.includes(text)))).toEqual([
          'one',
          'two',
          'three',
        ])
      })

      test('a channel that does not exist is gone, not an exception', async () => {
        expect(await deliver(deliveryOf(world.noChannel))).toMatchObject({ kind: 'gone' })
      })

      test('closed direct messages are gone, not an exception', async ({ skip }) => {
        if (world.closeDirectMessages === null) skip('nobody can close direct messages here')
        world.closeDirectMessages?.()
        expect(await deliver(deliveryOf(world.person))).toMatchObject({ kind: 'gone' })
      })

      test('when the answer is lost, settling and sending again still make one message', async ({ skip }) => {
        if (world.loseNextAnswer === null) skip('nothing can get lost here')
        world.loseNextAnswer?.()
        const first = deliveryOf(world.channel, noticeSaying('Only once'))
        const unsettledSince = Date.now() - 1_000
        expect(await deliver(first)).toMatchObject({ kind: 'ambiguous' })
        const again = { ...first, attempt: 2, unsettledSince }
        const settled = await world.bot.settle(again, AbortSignal.timeout(5_000))
        expect(['delivered', 'absent', 'repeatable']).toContain(settled.kind)
        if (settled.kind !== 'delivered') expect(await deliver(again)).toMatchObject({ kind: 'delivered' })
        expect(await world.seenInChannel()).toHaveLength(1)
      })

      test('a delivery that never left is settled as absent', async () => {
        const delivery = { ...deliveryOf(world.channel), unsettledSince: Date.now() }
        expect(await world.bot.settle(delivery, AbortSignal.timeout(5_000))).toEqual({ kind: 'absent' })
      })

      test('a notice far beyond every limit is shortened, never refused', async () => {
        const long: Notice = {
          ...noticeSaying('Many'),
          kind: 'digest',
          blocks: [
            { kind: 'heading', level: 1, text: plain('Many changes') },
            ...Array.from({ length: 80 }, (_, index) => ({
              kind: 'text' as const,
              text: plain(`Change ${index}. ${'Words that go on. '.repeat(40)}`),
              drop: index,
            })),
          ],
        }
        expect(await deliver(deliveryOf(world.channel, long))).toMatchObject({ kind: 'delivered' })
        expect((await world.seenInChannel())[0]).toContain('Many changes')
      })

      test('text in content stays text: no ping, no link, no formatting', async () => {
        const notice: Notice = {
          ...noticeSaying('Safe'),
          blocks: [
            { kind: 'text', text: plain(HOSTILE) },
            { kind: 'quiet', text: plain(HOSTILE) },
            { kind: 'list', ordered: false, items: [plain(HOSTILE)] },
          ],
        }
        expect(await deliver(deliveryOf(world.channel, notice))).toMatchObject({ kind: 'delivered' })
        expect(await deliver(deliveryOf(world.person, { ...notice, kind: 'change' }))).toMatchObject({ kind: 'delivered' })
        // The strict fakes complain about pings; see `complaints` after each test.
      })

      test('knows where it may post', async () => {
        expect(await world.bot.mayPost(world.channel)).toEqual({ kind: 'yes' })
        expect(await world.bot.mayPost(world.noChannel)).toMatchObject({ kind: 'no' })
      })
    })
  })
}
