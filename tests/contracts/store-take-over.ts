import { expect, test } from 'vitest'
import type { LeasedDelivery, OutboxStore } from '../../src/core/ports/outbox-store.ts'
import type { OpenTestStore } from './store.ts'
import { ANNA, aDelivery, MINUTE, NOON } from './store-samples.ts'

const all = ['discord', 'slack', 'local'] as const

const claim = (outbox: OutboxStore, claimant: string | undefined, atMs = NOON) =>
  outbox.claim({ atMs, leaseUntilMs: atMs + MINUTE, limit: 100, chatPlatforms: all, claimant })

async function claimOne(outbox: OutboxStore, claimant: string | undefined, atMs = NOON): Promise<LeasedDelivery> {
  const [leased] = await claim(outbox, claimant, atMs)
  if (leased === undefined) throw new Error('nothing to claim')
  return leased
}

const takeOver = (outbox: OutboxStore, claimant: string, atMs = NOON) =>
  outbox.takeOver({ chatPlatform: 'discord', claimant, atMs, shortenByMs: MINUTE - 3_000 })

export function takeOverContract(open: OpenTestStore): void {
  test('what a dead process had claimed is taken over at once, and the dead are fenced off', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    const old = await claimOne(outbox, 'dead')
    expect(await takeOver(outbox, 'alive', NOON + 1)).toBe(1)
    const leased = await claimOne(outbox, 'alive', NOON + 1)
    expect(leased).toMatchObject({ key: 'a', attempt: 2, unsettledSince: null })
    expect(await outbox.attempting(old, { atMs: NOON + 2, leaseUntilMs: NOON + MINUTE })).toBe(false)
    expect(await outbox.finish(old, { outcome: { kind: 'delivered', messageId: 'm' }, atMs: NOON + 2, retryAt: null })).toBe(false)
    expect(await outbox.attempting(leased, { atMs: NOON + 2, leaseUntilMs: NOON + MINUTE })).toBe(true)
  })

  test('an attempt gets a moment to arrive before it is looked for', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    await outbox.attempting(await claimOne(outbox, 'dead'), { atMs: NOON, leaseUntilMs: NOON + MINUTE })
    await takeOver(outbox, 'alive', NOON + 1_000)
    expect(await claim(outbox, 'alive', NOON + 2_999)).toEqual([])
    expect(await claimOne(outbox, 'alive', NOON + 3_000)).toMatchObject({ unsettledSince: NOON })
  })

  test('an attempt that had its moment is looked for at once', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    await outbox.attempting(await claimOne(outbox, 'dead'), { atMs: NOON, leaseUntilMs: NOON + MINUTE })
    await takeOver(outbox, 'alive', NOON + 6_000)
    expect(await claimOne(outbox, 'alive', NOON + 6_000)).toMatchObject({ unsettledSince: NOON })
  })

  test('our own claims, those without a name and those of other chat platforms stay as they are', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('ours')], NOON)
    await claimOne(outbox, 'alive')
    await outbox.enqueue([aDelivery('unnamed', { destination: { kind: 'person', chatPlatform: 'discord', userId: '8' } })], NOON)
    await claimOne(outbox, undefined)
    await outbox.enqueue([aDelivery('slack', { destination: { kind: 'person', ...ANNA } })], NOON)
    await claimOne(outbox, 'dead')
    expect(await takeOver(outbox, 'alive')).toBe(0)
    expect(await claim(outbox, 'alive', NOON + 1)).toEqual([])
  })

  test('what waits for a retry goes on waiting', async () => {
    const { outbox } = await open()
    await outbox.enqueue([aDelivery('a')], NOON)
    const leased = await claimOne(outbox, 'dead')
    await outbox.finish(leased, { outcome: { kind: 'wait', retryAfterMs: MINUTE }, atMs: NOON, retryAt: NOON + MINUTE })
    expect(await takeOver(outbox, 'alive')).toBe(0)
    expect(await outbox.nextDueAt(all)).toBe(NOON + MINUTE)
  })
}
