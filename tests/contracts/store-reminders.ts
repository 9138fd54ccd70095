import { expect, test } from 'vitest'
import type { NewReminder } from '../../src/core/ports/reminders.ts'
import type { DueReminder } from '../../src/core/reminder.ts'
import type { Store } from '../../src/store/open-store.ts'
import type { OpenTestStore } from './store.ts'
import { ANNA, aDelivery, BEN, MINUTE, NOON } from './store-samples.ts'

const everywhere = ['discord', 'slack'] as const
const aReminder = (given: Partial<NewReminder> = {}): NewReminder => ({
  kind: 'asked',
  slug: 'linkedin',
  zone: 'Europe/Berlin',
  askedAt: NOON,
  dueAt: NOON + MINUTE,
  ...given,
})
const dueAt = (store: Store, atMs: number) => store.reminders.due({ atMs, limit: 10, chatPlatforms: everywhere })
const deliveryOf = ({ id, dueAt: at }: DueReminder) =>
  aDelivery(`reminder:${id}:${at}`, { class: 'reminder', destination: { kind: 'person', ...BEN } })

export function remindersContract(open: OpenTestStore): void {
  test('are listed the next one first, each person’s own', async () => {
    const { reminders } = await open()
    await reminders.add(BEN, aReminder({ slug: 'reddit', dueAt: NOON + 2 * MINUTE }), 5)
    await reminders.add(BEN, aReminder(), 5)
    await reminders.add(ANNA, aReminder({ slug: 'x' }), 5)
    expect((await reminders.of(BEN)).map(({ slug }) => slug)).toEqual(['linkedin', 'reddit'])
    expect(await reminders.of(ANNA)).toEqual([{ ...aReminder({ slug: 'x' }), id: expect.any(Number), sent: 0, channel: null }])
  })

  test('are at most as many as allowed', async () => {
    const { reminders, personalData } = await open()
    expect(await reminders.add(BEN, aReminder(), 1)).not.toBeNull()
    expect(await reminders.add(BEN, aReminder(), 1)).toBeNull()
    expect(await reminders.add(BEN, aReminder({ kind: 'look-back' }), 1)).not.toBeNull()
    expect(await reminders.add(ANNA, aReminder(), 0)).toBeNull()
    expect((await personalData.of(BEN)).reminders).toHaveLength(2)
  })

  test('can only be found, moved and removed by the person they belong to', async () => {
    const { reminders } = await open()
    const added = await reminders.add(BEN, aReminder(), 5)
    const id = added?.id ?? 0
    expect(await reminders.find(ANNA, id)).toBeNull()
    expect(await reminders.move(ANNA, id, 0)).toBe(false)
    expect(await reminders.remove(ANNA, id)).toBe(false)
    expect(await reminders.find(BEN, id)).toEqual(added)
    expect(await reminders.move(BEN, id, NOON + 5)).toBe(true)
    expect(await reminders.find(BEN, id)).toMatchObject({ dueAt: NOON + 5, sent: 0 })
    expect(await reminders.remove(BEN, id)).toBe(true)
    expect(await reminders.remove(BEN, id)).toBe(false)
  })

  test('are due from their instant on, with whom they are for', async () => {
    const store = await open()
    await store.people.remember(BEN, { region: 'DE', zone: 'Europe/Berlin' })
    await store.reminders.add(BEN, aReminder(), 5)
    await store.reminders.add(ANNA, aReminder({ dueAt: NOON }), 5)
    expect(await dueAt(store, NOON - 1)).toEqual([])
    expect((await dueAt(store, NOON)).map(({ person }) => person)).toEqual([ANNA])
    expect(await dueAt(store, NOON + MINUTE)).toMatchObject([
      { person: ANNA, settings: {} },
      { person: BEN, settings: { region: 'DE', zone: 'Europe/Berlin' } },
    ])
    expect(await store.reminders.due({ atMs: NOON + MINUTE, limit: 10, chatPlatforms: ['discord'] })).toHaveLength(1)
    expect(await store.reminders.nextDueAt(everywhere)).toBe(NOON)
    expect(await store.reminders.nextDueAt(['discord'])).toBe(NOON + MINUTE)
    expect(await store.reminders.nextDueAt(['local'])).toBeNull()
  })

  test('can be meant for a channel, where one that was unreachable is tried again', async () => {
    const { reminders, outbox } = await open()
    const channel = { chatPlatform: 'discord', installationId: 'guild', channelId: 'privacy' } as const
    const destination = { kind: 'channel', ...channel } as const
    const query = { atMs: NOON, leaseUntilMs: NOON + MINUTE, limit: 5, chatPlatforms: everywhere }
    await outbox.enqueue([aDelivery('a', { destination })], NOON)
    for (const leased of await outbox.claim(query))
      await outbox.finish(leased, { outcome: { kind: 'gone', code: '50001' }, atMs: NOON, retryAt: null })
    await reminders.add(BEN, aReminder({ channel }), 5)
    expect(await reminders.of(BEN)).toMatchObject([{ channel }])
    await outbox.enqueue([aDelivery('b', { destination })], NOON)
    expect(await outbox.claim(query)).toMatchObject([{ key: 'b', goneSince: null }])
  })

  test('sending one writes its message and moves it on, once', async () => {
    const store = await open()
    await store.reminders.add(BEN, aReminder(), 5)
    const [due] = await dueAt(store, NOON + MINUTE)
    if (due === undefined) throw new Error('nothing is due')
    const at = { nextDueAt: NOON + 10 * MINUTE, atMs: NOON + MINUTE }
    expect(await store.reminders.recordSent(due, deliveryOf(due), at)).toBe(true)
    expect(await store.reminders.recordSent(due, deliveryOf(due), at)).toBe(false)
    expect(await store.outbox.counts()).toMatchObject({ pending: 1 })
    expect(await store.reminders.of(BEN)).toMatchObject([{ dueAt: NOON + 10 * MINUTE, sent: 1 }])
  })

  test('after the last time it is gone, and a person nothing else is kept about with it', async () => {
    const store = await open()
    await store.reminders.add(BEN, aReminder(), 5)
    const [due] = await dueAt(store, NOON + MINUTE)
    if (due === undefined) throw new Error('nothing is due')
    expect(await store.reminders.recordSent(due, deliveryOf(due), { nextDueAt: null, atMs: NOON + MINUTE })).toBe(true)
    expect(await store.reminders.of(BEN)).toEqual([])
    expect(await store.reminders.nextDueAt(everywhere)).toBeNull()
  })

  test('one that was answered meanwhile is not sent', async () => {
    const store = await open()
    const added = await store.reminders.add(BEN, aReminder(), 5)
    const [due] = await dueAt(store, NOON + MINUTE)
    if (due === undefined) throw new Error('nothing is due')
    await store.reminders.remove(BEN, added?.id ?? 0)
    expect(await store.reminders.recordSent(due, deliveryOf(due), { nextDueAt: null, atMs: NOON })).toBe(false)
    expect(await store.outbox.counts()).toMatchObject({ pending: 0 })
  })

  test('what closed direct messages kept from somebody is told once', async () => {
    const { reminders, outbox } = await open()
    const query = { atMs: NOON, leaseUntilMs: NOON + MINUTE, limit: 5, chatPlatforms: everywhere }
    expect(await reminders.takeMissed(BEN)).toEqual([])
    await outbox.enqueue([aDelivery('a'), aDelivery('b', { dueAt: NOON + 1 })], NOON)
    for (const atMs of [NOON, NOON + 1])
      for (const leased of await outbox.claim({ ...query, atMs }))
        await outbox.finish(leased, { outcome: { kind: 'gone', code: '50007' }, atMs, retryAt: null })
    expect(await reminders.takeMissed(ANNA)).toEqual([])
    expect(await reminders.takeMissed(BEN)).toEqual([aDelivery('b').notice, aDelivery('a').notice])
    expect(await reminders.takeMissed(BEN)).toEqual([])
    await outbox.enqueue([aDelivery('c')], NOON)
    expect(await outbox.claim(query)).toMatchObject([{ key: 'c', goneSince: null }])
  })
}
