import { describe, expect, test } from 'vitest'
import type { NewDelivery } from '../../src/core/delivery.ts'
import type { LeasedDelivery, OutboxStore } from '../../src/core/ports/outbox-store.ts'
import type { OpenTestStore } from './store.ts'
import { ANNA, aDelivery, aNotice, BEN, GENERAL, MINUTE, NOON } from './store-samples.ts'

const all = ['discord', 'slack', 'local'] as const

const claim = (outbox: OutboxStore, given: Partial<Parameters<OutboxStore['claim']>[0]> = {}) =>
  outbox.claim({ atMs: NOON, leaseUntilMs: (given.atMs ?? NOON) + MINUTE, limit: 100, chatPlatforms: all, ...given })

const keys = (claimed: readonly { readonly key: string }[]) => claimed.map(({ key }) => key)

const to = (userId: string): Pick<NewDelivery, 'destination'> => ({ destination: { kind: 'person', chatPlatform: 'discord', userId } })

async function claimOne(outbox: OutboxStore, atMs = NOON): Promise<LeasedDelivery> {
  const [leased] = await claim(outbox, { atMs })
  if (leased === undefined) throw new Error('nothing to claim')
  return leased
}

const attempting = (outbox: OutboxStore, leased: LeasedDelivery, atMs = NOON) =>
  outbox.attempting(leased, { atMs, leaseUntilMs: atMs + MINUTE })

export function outboxContract(open: OpenTestStore): void {
  test('a delivery comes back as it was written', async () => {
    const { outbox } = await open()
    const delivery = aDelivery('a', { class: 'digest', destination: { kind: 'channel', ...GENERAL } })
    expect(await outbox.enqueue([delivery], NOON)).toBe(1)
    const leased = await claimOne(outbox)
    expect(leased).toEqual({ ...delivery, id: leased.id, attempt: 1, unsettledSince: null, failures: 0, resent: false, goneSince: null })
  })

  test('a person of a workspace is found again by workspace and user', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a', { destination: { kind: 'person', ...ANNA } })], NOON)
    expect((await claimOne(outbox)).destination).toEqual({ kind: 'person', ...ANNA })
  })

  test('a key is written once, also when it comes twice at a time', async () => {
    const { outbox } = await open()
    expect(await outbox.enqueue([aDelivery('a'), aDelivery('b'), aDelivery('a', { notice: aNotice('other words') })], NOON)).toBe(2)
    expect(await outbox.enqueue([aDelivery('b'), aDelivery('c')], NOON)).toBe(1)
    expect(await outbox.enqueue([], NOON)).toBe(0)
    expect(await outbox.counts()).toEqual({ pending: 3, attempting: 0, delivered: 0, discarded: 0 })
  })

  test('a key is known for ever, also after it was delivered', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    await outbox.finish(await claimOne(outbox), { outcome: { kind: 'delivered', messageId: 'm1' }, atMs: NOON, retryAt: null })
    expect(await outbox.enqueue([aDelivery('a')], NOON)).toBe(0)
    expect(await outbox.counts()).toEqual({ pending: 0, attempting: 0, delivered: 1, discarded: 0 })
  })

  test('thousands are written at once', async () => {
    const { outbox } = await open()
    expect(
      await outbox.enqueue(
        Array.from({ length: 1_201 }, (_, n) => aDelivery(`k${n}`, to(String(n)))),
        NOON,
      ),
    ).toBe(1_201)
  })

  test('nothing is claimed before its instant or for a chat platform that was not named', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('later', { dueAt: NOON + 1 }), aDelivery('slack', { destination: { kind: 'person', ...ANNA } })], NOON)
    expect(keys(await claim(outbox, { chatPlatforms: ['discord'] }))).toEqual([])
    expect(keys(await claim(outbox))).toEqual(['slack'])
  })

  test('the most urgent are claimed first, however long the others are overdue', async () => {
    const { outbox } = await open()
    const late = (minutes: number) => NOON - minutes * MINUTE
    await outbox.enqueue(
      [
        aDelivery('digest', { ...to('1'), class: 'digest', dueAt: late(60) }),
        aDelivery('follow', { ...to('2'), class: 'follow', dueAt: late(30) }),
        aDelivery('reminder', { ...to('3'), class: 'reminder', dueAt: late(20) }),
        aDelivery('correction', { ...to('4'), class: 'correction', dueAt: late(1) }),
        aDelivery('correction behind a digest', { ...to('1'), class: 'correction', dueAt: late(1) }),
      ],
      NOON,
    )
    expect(keys(await claim(outbox, { limit: 3 }))).toEqual(['correction', 'reminder', 'follow'])
    expect(keys(await claim(outbox))).toEqual(['digest'])
  })

  test('the longest overdue are claimed first, as many as asked for', async () => {
    const { outbox } = await open()
    await outbox.enqueue(
      [aDelivery('b', { ...to('1'), dueAt: NOON - 1 }), aDelivery('c', to('2')), aDelivery('a', { ...to('3'), dueAt: NOON - 2 })],
      NOON,
    )
    expect(keys(await claim(outbox, { limit: 2 }))).toEqual(['a', 'b'])
    expect(keys(await claim(outbox, { limit: 2 }))).toEqual(['c'])
  })

  test('what is leased is not claimed again until the lease ends', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    await claimOne(outbox)
    expect(await claim(outbox, { atMs: NOON + MINUTE - 1 })).toEqual([])
    expect(await claim(outbox, { atMs: NOON + MINUTE })).toMatchObject([{ key: 'a', attempt: 2, unsettledSince: null }])
  })

  test('one destination gets one delivery at a time, in the order of their due instants', async () => {
    const { outbox } = await open()
    await outbox.enqueue(
      [aDelivery('second'), aDelivery('first', { dueAt: NOON - MINUTE }), aDelivery('third'), aDelivery('other', to('9'))],
      NOON,
    )
    const claimed = await claim(outbox)
    expect(keys(claimed)).toEqual(['first', 'other'])
    expect(await claim(outbox)).toEqual([])
    for (const leased of claimed) await outbox.finish(leased, { outcome: { kind: 'delivered', messageId: 'm' }, atMs: NOON, retryAt: null })
    expect(keys(await claim(outbox))).toEqual(['second'])
  })

  test('one that waits for a retry holds back the later ones of its destination', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('first'), aDelivery('second')], NOON)
    await outbox.finish(await claimOne(outbox), { outcome: { kind: 'wait', retryAfterMs: MINUTE }, atMs: NOON, retryAt: NOON + MINUTE })
    expect(await claim(outbox, { atMs: NOON + 1 })).toEqual([])
    expect(await outbox.nextDueAt(all)).toBe(NOON + MINUTE)
    expect(keys(await claim(outbox, { atMs: NOON + MINUTE }))).toEqual(['first'])
  })

  test('one for a later day holds nothing back', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('tomorrow', { dueAt: NOON + 24 * 60 * MINUTE }), aDelivery('now')], NOON)
    expect(keys(await claim(outbox))).toEqual(['now'])
  })

  test('an attempt that was recorded and never finished comes back unsettled', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    expect(await attempting(outbox, await claimOne(outbox), NOON + 5)).toBe(true)
    expect(await outbox.counts()).toMatchObject({ attempting: 1 })
    const again = await claimOne(outbox, NOON + 2 * MINUTE)
    expect(again).toMatchObject({ attempt: 2, unsettledSince: NOON + 5 })
    await attempting(outbox, again, NOON + 2 * MINUTE)
    expect(await claimOne(outbox, NOON + 4 * MINUTE)).toMatchObject({ unsettledSince: NOON + 5 })
  })

  test('an attempt renews the lease', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    await attempting(outbox, await claimOne(outbox), NOON + 30_000)
    expect(await claim(outbox, { atMs: NOON + MINUTE })).toEqual([])
    expect(await outbox.nextDueAt(all)).toBe(NOON + 30_000 + MINUTE)
  })

  test('what was changed before an attempt is what is kept', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    await attempting(outbox, { ...(await claimOne(outbox)), notice: aNotice('again'), resent: true })
    expect(await claimOne(outbox, NOON + 2 * MINUTE)).toMatchObject({ notice: aNotice('again'), resent: true })
  })

  test('whoever lost the lease can neither attempt nor finish', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    const first = await claimOne(outbox)
    const second = await claimOne(outbox, NOON + MINUTE)
    expect(await attempting(outbox, first, NOON + MINUTE)).toBe(false)
    expect(await outbox.finish(first, { outcome: { kind: 'delivered', messageId: 'm1' }, atMs: NOON + MINUTE, retryAt: null })).toBe(false)
    expect(await outbox.finish(second, { outcome: { kind: 'delivered', messageId: 'm2' }, atMs: NOON + MINUTE, retryAt: null })).toBe(true)
    expect(await outbox.finish(second, { outcome: { kind: 'delivered', messageId: 'm2' }, atMs: NOON + MINUTE, retryAt: null })).toBe(false)
    expect(await attempting(outbox, second, NOON + MINUTE)).toBe(false)
  })

  test.each([
    ['unavailable', { kind: 'unavailable', code: 'not-connected' }, { unsettledSince: null, failures: 1 }],
    ['wait', { kind: 'wait', retryAfterMs: 5 }, { unsettledSince: null, failures: 0 }],
    ['ambiguous', { kind: 'ambiguous', code: 'reset' }, { unsettledSince: NOON, failures: 1 }],
  ] as const)('a retry after %s remembers what is known', async (_, outcome, remembered) => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    const leased = await claimOne(outbox)
    await attempting(outbox, leased)
    await outbox.finish(leased, { outcome, atMs: NOON + 1, retryAt: NOON + MINUTE })
    expect(await claim(outbox, { atMs: NOON + MINUTE - 1 })).toEqual([])
    expect(await claimOne(outbox, NOON + MINUTE)).toMatchObject(remembered)
  })

  test('what is over is never claimed again', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a', to('1')), aDelivery('b', to('2'))], NOON)
    const [a, b] = await claim(outbox)
    if (a === undefined || b === undefined) throw new Error('expected two')
    await outbox.finish(a, { outcome: { kind: 'delivered', messageId: 'm' }, atMs: NOON, retryAt: null })
    await outbox.finish(b, { outcome: { kind: 'refused', code: '50035' }, atMs: NOON, retryAt: null })
    expect(await claim(outbox, { atMs: NOON + 1e9 })).toEqual([])
    expect(await outbox.nextDueAt(all)).toBeNull()
    expect(await outbox.counts()).toEqual({ pending: 0, attempting: 0, delivered: 1, discarded: 1 })
  })

  test('a destination that is gone is known to be until it is cleared', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a'), aDelivery('b'), aDelivery('elsewhere', to('9'))], NOON)
    const [a] = await claim(outbox)
    if (a === undefined) throw new Error('expected one')
    await outbox.finish(a, { outcome: { kind: 'gone', code: '50007' }, atMs: NOON + 3, retryAt: null })
    const b = await claimOne(outbox)
    expect(b).toMatchObject({ key: 'b', goneSince: NOON + 3 })
    await outbox.finish(b, { outcome: { kind: 'gone', code: '50007' }, atMs: NOON + 9, retryAt: null })
    await outbox.clearGone({ kind: 'person', ...BEN })
    await outbox.enqueue([aDelivery('c')], NOON)
    expect(await claimOne(outbox)).toMatchObject({ key: 'c', goneSince: null })
  })

  test('the next instant is the earliest on the chat platforms asked about', async () => {
    const { outbox } = await open()
    expect(await outbox.nextDueAt(all)).toBeNull()
    await outbox.enqueue(
      [aDelivery('b', { dueAt: NOON + 2 }), aDelivery('a', { dueAt: NOON + 1, destination: { kind: 'person', ...ANNA } })],
      NOON,
    )
    expect(await outbox.nextDueAt(all)).toBe(NOON + 1)
    expect(await outbox.nextDueAt(['discord'])).toBe(NOON + 2)
    expect(await outbox.nextDueAt([])).toBeNull()
  })

  test('what is owed can be looked at without touching it', async () => {
    const { outbox } = await open()
    await outbox.enqueue(
      [aDelivery('b', { class: 'digest' }), aDelivery('a', { dueAt: NOON - 1 }), aDelivery('later', { dueAt: NOON + 1 })],
      NOON,
    )
    const owed = await outbox.owed(NOON, 10)
    expect(keys(owed)).toEqual(['a', 'b'])
    expect(owed[1]).toMatchObject({ class: 'digest', dueAt: NOON, destination: { kind: 'person', ...BEN } })
    expect(keys(await outbox.owed(NOON, 1))).toEqual(['a'])
    expect(keys(await claim(outbox))).toEqual(['a'])
  })

  describe('for operators', () => {
    const gone = { kind: 'gone', code: '50007' } as const
    const giveUp = async (outbox: OutboxStore, outcome: Parameters<OutboxStore['finish']>[1]['outcome'] = gone) => {
      const [leased] = await claim(outbox, { limit: 1 })
      if (leased === undefined) throw new Error('nothing to claim')
      await attempting(outbox, leased)
      await outbox.finish(leased, { outcome, atMs: NOON, retryAt: null })
      return leased
    }

    test('what waits and what was given up is listed, without words', async () => {
      const { outbox } = await open()
      await outbox.enqueue([aDelivery('a', to('1'))], NOON)
      const { id } = await giveUp(outbox)
      await outbox.enqueue([aDelivery('b', { ...to('2'), dueAt: NOON + MINUTE })], NOON)
      const [waiting] = await outbox.list({ which: 'waiting', limit: 10 })
      expect(waiting).toMatchObject({ class: 'follow', state: 'pending', code: null, attempts: 0, wantedAt: NOON + MINUTE })
      expect(await outbox.list({ which: 'discarded', limit: 10 })).toEqual([
        { id, class: 'follow', ...to('1'), state: 'discarded', code: '50007', attempts: 1, wantedAt: NOON, dueAt: null },
      ])
    })

    test('what was given up is sent again from the start, and its destination tried again', async () => {
      const { outbox } = await open()
      await outbox.enqueue([aDelivery('a', to('1')), aDelivery('b', to('2'))], NOON)
      const first = await giveUp(outbox)
      await giveUp(outbox)
      expect(await outbox.retry({ id: first.id }, NOON + MINUTE)).toBe(1)
      expect(await outbox.retry({ id: first.id }, NOON + MINUTE)).toBe(0)
      const [again] = await claim(outbox, { atMs: NOON + MINUTE })
      expect(again).toMatchObject({ key: 'a', failures: 0, unsettledSince: null, goneSince: null, notice: aNotice('a') })
      expect(await outbox.retry({}, NOON + MINUTE)).toBe(1)
      expect(keys(await claim(outbox, { atMs: NOON + MINUTE }))).toEqual(['b'])
    })

    test('what may have arrived is looked for before it is sent again', async () => {
      const { outbox } = await open()
      await outbox.enqueue([aDelivery('a')], NOON)
      await giveUp(outbox, { kind: 'ambiguous', code: 'timeout' })
      await outbox.retry({}, NOON + MINUTE)
      expect(await claimOne(outbox, NOON + MINUTE)).toMatchObject({ unsettledSince: NOON })
    })

    test('what is dropped is never sent, has no words any more, and is not written again', async () => {
      const { outbox } = await open()
      await outbox.enqueue([aDelivery('a')], NOON)
      const [waiting] = await outbox.list({ which: 'waiting', limit: 10 })
      expect(await outbox.drop(waiting?.id ?? 0, NOON)).toBe(true)
      expect(await outbox.drop(waiting?.id ?? 0, NOON)).toBe(false)
      expect(await claim(outbox)).toEqual([])
      expect(await outbox.list({ which: 'discarded', limit: 10 })).toEqual([])
      expect(await outbox.retry({}, NOON)).toBe(0)
      expect(await outbox.enqueue([aDelivery('a')], NOON)).toBe(0)
      expect(await outbox.counts()).toMatchObject({ discarded: 1, pending: 0 })
    })

    test('what was delivered cannot be dropped or sent again', async () => {
      const { outbox } = await open()
      await outbox.enqueue([aDelivery('a')], NOON)
      const { id } = await giveUp(outbox, { kind: 'delivered', messageId: 'm' })
      expect(await outbox.drop(id, NOON)).toBe(false)
      expect(await outbox.retry({ id }, NOON)).toBe(0)
    })
  })
}
