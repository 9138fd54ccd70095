import { expect, test } from 'vitest'
import type { OpenTestStore } from './store.ts'
import { ANNA, aDelivery, BEN, digestSettings, GENERAL, MINUTE, NOON, PRIVACY } from './store-samples.ts'

const DAY = 24 * 60 * MINUTE
const toAnna = { kind: 'person', ...ANNA } as const

export function personalDataContract(open: OpenTestStore): void {
  test('somebody nothing is stored about gets an empty account of it', async () => {
    const { personalData } = await open()
    expect(await personalData.of(ANNA)).toEqual({
      settings: {},
      follows: [],
      checklist: [],
      reminders: [],
      messages: [],
      unreachableSince: null,
    })
  })

  test('shows what was chosen, what is followed, and every message, whatever became of it', async () => {
    const { people, outbox, personalData } = await open()
    await people.remember(ANNA, { region: 'DE' })
    await people.follow(ANNA, 'reddit', { atMs: NOON, max: 5 })
    await outbox.enqueue(
      [aDelivery('a', { destination: toAnna }), aDelivery('b', { destination: toAnna, dueAt: NOON + DAY }), aDelivery('c')],
      NOON,
    )
    const [first] = await outbox.claim({ atMs: NOON, leaseUntilMs: NOON + MINUTE, limit: 1, chatPlatforms: ['slack'] })
    if (first === undefined) throw new Error('nothing claimed')
    await outbox.finish(first, { outcome: { kind: 'gone', code: 'user_disabled' }, atMs: NOON + 1, retryAt: null })

    expect(await personalData.of(ANNA)).toMatchObject({
      settings: { region: 'DE' },
      follows: [{ slug: 'reddit', followedAt: NOON }],
      messages: [
        { class: 'follow', state: 'discarded', writtenAt: NOON, endedAt: NOON + 1 },
        { class: 'follow', state: 'pending', endedAt: null },
      ],
      unreachableSince: NOON + 1,
    })
  })

  test('forgetting one person leaves everybody else as they are', async () => {
    const { people, outbox, personalData } = await open()
    for (const person of [ANNA, BEN]) {
      await people.remember(person, { region: 'DE' })
      await people.follow(person, 'reddit', { atMs: NOON, max: 5 })
    }
    await outbox.enqueue([aDelivery('a', { destination: toAnna }), aDelivery('b')], NOON)
    await personalData.forget(ANNA)
    await personalData.forget(ANNA)
    expect(await personalData.of(ANNA)).toMatchObject({ settings: {}, follows: [], messages: [] })
    expect(await personalData.of(BEN)).toMatchObject({ settings: { region: 'DE' }, follows: [{ slug: 'reddit' }], messages: [{}] })
  })
}

export function installationsContract(open: OpenTestStore): void {
  const digest = { dueAt: NOON, coveredUntil: '2026-08-13', atMs: NOON }
  const guild = { chatPlatform: 'discord', installationId: PRIVACY.installationId } as const
  const near = { ...PRIVACY, installationId: '11' }

  test('what was kept for a removed installation goes after the time of grace, and nobody else’s', async () => {
    const { digests, outbox, installations, reminders } = await open()
    for (const channel of [PRIVACY, near, GENERAL]) await digests.save(channel, digestSettings(), digest)
    await outbox.enqueue(
      [PRIVACY, near, GENERAL].map((channel, n) => aDelivery(`d${n}`, { class: 'digest', destination: { kind: 'channel', ...channel } })),
      NOON,
    )
    await reminders.add(ANNA, { kind: 'asked', slug: 'x', zone: 'UTC', askedAt: NOON, dueAt: NOON, channel: PRIVACY }, 5)
    expect(await installations.kept('discord')).toEqual([PRIVACY.installationId, near.installationId].sort())
    await installations.removed(guild, NOON)
    await installations.removed(guild, NOON + DAY)
    expect(await installations.kept('discord')).toEqual([near.installationId])

    expect(await installations.purge(NOON)).toBe(0)
    expect(await digests.of(PRIVACY)).not.toBeNull()
    expect(await installations.purge(NOON + 1)).toBe(1)

    expect(await digests.of(PRIVACY)).toBeNull()
    expect(await digests.of(near)).not.toBeNull()
    expect(await digests.of(GENERAL)).not.toBeNull()
    expect((await outbox.owed(NOON, 10)).map(({ key }) => key)).toEqual(['d1', 'd2'])
    expect(await installations.purge(NOON + 1)).toBe(0)
    // A person's own reminder stays, and comes by direct message.
    expect(await reminders.of(ANNA)).toMatchObject([{ slug: 'x', channel: null }])
  })

  test('one that comes back in time keeps everything, and its channels are tried again', async () => {
    const { digests, outbox, installations } = await open()
    await digests.save(PRIVACY, digestSettings(), digest)
    const query = { atMs: NOON, leaseUntilMs: NOON + MINUTE, limit: 5, chatPlatforms: ['discord'] } as const
    const toChannel = { class: 'digest', destination: { kind: 'channel', ...PRIVACY } } as const
    await outbox.enqueue([aDelivery('a', toChannel)], NOON)
    for (const leased of await outbox.claim(query))
      await outbox.finish(leased, { outcome: { kind: 'gone', code: '50001' }, atMs: NOON, retryAt: null })
    await installations.removed(guild, NOON)
    await installations.present(guild)

    expect(await installations.purge(NOON + 30 * DAY)).toBe(0)
    expect(await digests.of(PRIVACY)).not.toBeNull()
    await outbox.enqueue([aDelivery('b', toChannel)], NOON)
    expect(await outbox.claim(query)).toMatchObject([{ key: 'b', goneSince: null }])
  })
}
