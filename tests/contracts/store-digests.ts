import { expect, test } from 'vitest'
import type { Digest } from '../../src/core/subscription.ts'
import type { OpenTestStore } from './store.ts'
import { aDelivery, digestSettings, GENERAL, MINUTE, NOON, PRIVACY } from './store-samples.ts'

const plan = { dueAt: NOON, coveredUntil: '2026-08-13', atMs: NOON - MINUTE }
const run = { ranOn: '2026-08-14', coveredUntil: '2026-08-14', dueAt: NOON + 24 * 60 * MINUTE, atMs: NOON }
const all = ['discord', 'slack', 'local'] as const

export function digestsContract(open: OpenTestStore): void {
  test('a channel without a digest has none', async () => {
    const { digests } = await open()
    expect(await digests.of(PRIVACY)).toBeNull()
    expect(await digests.pause(PRIVACY)).toBe(false)
    expect(await digests.resume(PRIVACY, plan)).toBe(false)
    expect(await digests.remove(PRIVACY)).toBe(false)
  })

  test('a saved digest comes back as it was', async () => {
    const { digests } = await open()
    const settings = digestSettings({
      services: ['linkedin', 'reddit'],
      schedule: { localTime: '18:30', zone: 'Asia/Kolkata', weekday: 5 },
      minSeverity: 'action',
      onlyIfChanged: false,
    })
    const saved = await digests.save(PRIVACY, settings, plan)
    expect(saved).toEqual({
      id: saved.id,
      channel: PRIVACY,
      settings,
      state: 'active',
      coveredUntil: '2026-08-13',
      lastRunOn: null,
      dueAt: NOON,
    })
    expect(await digests.of(PRIVACY)).toEqual(saved)
  })

  test('saving again replaces the settings, wakes a paused digest, and does not forget the last run', async () => {
    const { digests } = await open()
    const first = await digests.save(PRIVACY, digestSettings(), plan)
    await digests.recordRun(first, run, null)
    await digests.pause(PRIVACY)
    const second = await digests.save(PRIVACY, digestSettings({ locale: 'en' }), { ...plan, dueAt: NOON + MINUTE })
    expect(second).toMatchObject({
      id: first.id,
      state: 'active',
      lastRunOn: '2026-08-14',
      dueAt: NOON + MINUTE,
      settings: { locale: 'en' },
    })
  })

  test('what is owed comes longest overdue first, for the chat platforms asked about', async () => {
    const { digests } = await open()
    await digests.save(PRIVACY, digestSettings(), plan)
    await digests.save(GENERAL, digestSettings(), { ...plan, dueAt: NOON - MINUTE })
    await digests.save({ ...GENERAL, channelId: 'C2' }, digestSettings(), { ...plan, dueAt: NOON + 1 })
    const channels = (due: readonly Digest[]) => due.map(({ channel }) => channel.channelId)
    expect(channels(await digests.due({ atMs: NOON, limit: 10, chatPlatforms: all }))).toEqual(['C1', '10'])
    expect(channels(await digests.due({ atMs: NOON, limit: 1, chatPlatforms: all }))).toEqual(['C1'])
    expect(channels(await digests.due({ atMs: NOON, limit: 10, chatPlatforms: ['discord'] }))).toEqual(['10'])
    expect(await digests.nextDueAt(all)).toBe(NOON - MINUTE)
    expect(await digests.nextDueAt(['local'])).toBeNull()
    expect(await digests.countDue({ atMs: NOON, chatPlatforms: all })).toBe(
      (await digests.due({ atMs: NOON, limit: 10, chatPlatforms: all })).length,
    )
    expect(await digests.countDue({ atMs: NOON, chatPlatforms: ['local'] })).toBe(0)
  })

  test('a paused digest is not owed until it is resumed', async () => {
    const { digests } = await open()
    await digests.save(PRIVACY, digestSettings(), plan)
    expect(await digests.pause(PRIVACY)).toBe(true)
    expect(await digests.due({ atMs: NOON, limit: 10, chatPlatforms: all })).toEqual([])
    expect(await digests.nextDueAt(all)).toBeNull()
    expect(await digests.of(PRIVACY)).toMatchObject({ state: 'paused' })
    expect(await digests.resume(PRIVACY, { dueAt: NOON + MINUTE, coveredUntil: '2026-08-15' })).toBe(true)
    expect(await digests.of(PRIVACY)).toMatchObject({ state: 'active', dueAt: NOON + MINUTE, coveredUntil: '2026-08-15' })
  })

  test('a run moves the digest on and writes its delivery, together', async () => {
    const { digests, outbox } = await open()
    const digest = await digests.save(PRIVACY, digestSettings(), plan)
    expect(await digests.recordRun(digest, run, aDelivery('digest:1:2026-08-14'))).toBe(true)
    expect(await digests.of(PRIVACY)).toMatchObject({ lastRunOn: '2026-08-14', coveredUntil: '2026-08-14', dueAt: run.dueAt })
    expect(await outbox.counts()).toMatchObject({ pending: 1 })
  })

  test('a run from an outdated reading changes nothing', async () => {
    const { digests, outbox } = await open()
    const digest = await digests.save(PRIVACY, digestSettings(), plan)
    await digests.save(PRIVACY, digestSettings({ minSeverity: 'action' }), plan)
    expect(await digests.recordRun(digest, run, aDelivery('stale'))).toBe(false)
    await digests.pause(PRIVACY)
    const paused = await digests.of(PRIVACY)
    expect(paused !== null && (await digests.recordRun(paused, run, aDelivery('paused')))).toBe(false)
    await digests.remove(PRIVACY)
    expect(await digests.recordRun(digest, run, aDelivery('removed'))).toBe(false)
    expect(await outbox.counts()).toMatchObject({ pending: 0 })
  })

  test('no day runs twice', async () => {
    const { digests, outbox } = await open()
    const digest = await digests.save(PRIVACY, digestSettings(), plan)
    await digests.recordRun(digest, run, aDelivery('first'))
    const after = await digests.of(PRIVACY)
    expect(after !== null && (await digests.recordRun(after, run, aDelivery('second')))).toBe(false)
    expect(after !== null && (await digests.recordRun(after, { ...run, ranOn: '2026-08-13' }, aDelivery('third')))).toBe(false)
    expect(await outbox.counts()).toMatchObject({ pending: 1 })
  })

  test('of two that record the same run, one wins', async () => {
    const { digests, outbox } = await open()
    const digest = await digests.save(PRIVACY, digestSettings(), plan)
    const won = await Promise.all([digests.recordRun(digest, run, aDelivery('a')), digests.recordRun(digest, run, aDelivery('b'))])
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await outbox.counts()).toMatchObject({ pending: 1 })
  })

  test('a due instant can be moved without a run', async () => {
    const { digests } = await open()
    const digest = await digests.save(PRIVACY, digestSettings(), plan)
    expect(await digests.replan(digest, NOON + MINUTE)).toBe(true)
    expect(await digests.of(PRIVACY)).toEqual({ ...digest, dueAt: NOON + MINUTE })
    expect(await digests.replan(digest, NOON)).toBe(false)
  })

  test('a removed digest and its successor never share a number', async () => {
    const { digests } = await open()
    const first = await digests.save(PRIVACY, digestSettings(), plan)
    expect(await digests.remove(PRIVACY)).toBe(true)
    const second = await digests.save(PRIVACY, digestSettings(), plan)
    expect(second.id).toBeGreaterThan(first.id)
  })

  test('setting up a digest opens a channel that was gone', async () => {
    const { digests, outbox } = await open()
    const destination = { kind: 'channel', ...PRIVACY } as const
    const query = { atMs: NOON, leaseUntilMs: NOON + MINUTE, limit: 10, chatPlatforms: all }
    await outbox.enqueue([aDelivery('a', { destination })], NOON)
    for (const leased of await outbox.claim(query))
      await outbox.finish(leased, { outcome: { kind: 'gone', code: '10003' }, atMs: NOON, retryAt: null })
    await digests.save(PRIVACY, digestSettings(), plan)
    await outbox.enqueue([aDelivery('b', { destination })], NOON)
    expect(await outbox.claim(query)).toMatchObject([{ key: 'b', goneSince: null }])
  })
}
