/** What every store promises. One line per database in the test that calls this. */

import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/open-store.ts'
import { announcementsContract } from './store-announcements.ts'
import { checklistsContract } from './store-checklists.ts'
import { digestsContract } from './store-digests.ts'
import { leasesContract } from './store-leases.ts'
import { operatorKeysContract } from './store-operator-keys.ts'
import { outboxContract } from './store-outbox.ts'
import { peopleContract } from './store-people.ts'
import { installationsContract, personalDataContract } from './store-personal-data.ts'
import { remindersContract } from './store-reminders.ts'
import { aDelivery, digestSettings, NOON, PRIVACY } from './store-samples.ts'
import { takeOverContract } from './store-take-over.ts'

/** A new, empty store; the caller of the contract closes it after the test. */
export type OpenTestStore = () => Promise<Store>

export function storeContract(name: string, open: OpenTestStore): void {
  describe(name, () => {
    describe('people', () => peopleContract(open))
    describe('checklists', () => checklistsContract(open))
    describe('reminders', () => remindersContract(open))
    describe('personal data', () => personalDataContract(open))
    describe('installations', () => installationsContract(open))
    describe('digests', () => digestsContract(open))
    describe('outbox', () => outboxContract(open))
    describe('taking over', () => takeOverContract(open))
    describe('leases', () => leasesContract(open))
    describe('operator keys', () => operatorKeysContract(open))
    describe('announcements', () => announcementsContract(open))

    test('a wished-for service is counted however its name is typed', async () => {
      const { requests } = await open()
      await requests.add(' Photobucket ', NOON)
      await requests.add('photo  bucket', NOON + 1)
      await requests.add('PHOTOBUCKET', NOON + 2)
      await requests.add('   ', NOON + 3)
      await requests.add('x'.repeat(4_000), NOON + 4)
      expect(await requests.tally(10)).toEqual([
        { name: 'Photobucket', count: 2, lastAt: NOON + 2 },
        { name: 'x'.repeat(40), count: 1, lastAt: NOON + 4 },
        { name: 'photo  bucket'.replace('  ', ' '), count: 1, lastAt: NOON + 1 },
      ])
    })

    test('a small value is remembered until it is set again', async () => {
      const { meta } = await open()
      expect(await meta.get('commands-hash')).toBeNull()
      await meta.set('commands-hash', 'a')
      await meta.set('commands-hash', 'b')
      expect(await meta.get('commands-hash')).toBe('b')
    })

    test('starting over forgets one chat platform and leaves the others', async () => {
      const store = await open()
      const visitor = { chatPlatform: 'local', userId: 'you' } as const
      const room = { chatPlatform: 'local', installationId: 'practice', channelId: 'general' } as const
      await store.people.follow(visitor, 'reddit', { atMs: NOON, max: 5 })
      await store.digests.save(room, digestSettings(), { dueAt: NOON, coveredUntil: '2026-08-13', atMs: NOON })
      await store.digests.save(PRIVACY, digestSettings(), { dueAt: NOON, coveredUntil: '2026-08-13', atMs: NOON })
      await store.outbox.enqueue([aDelivery('a', { destination: { kind: 'person', ...visitor } }), aDelivery('b')], NOON)
      await store.announcements.setBaseline(['x'], NOON)

      await store.wipeChatPlatform('local')

      expect(await store.people.following(visitor)).toEqual([])
      expect(await store.digests.of(room)).toBeNull()
      expect(await store.digests.of(PRIVACY)).not.toBeNull()
      expect(await store.outbox.counts()).toMatchObject({ pending: 1 })
      expect(await store.announcements.hasBaseline()).toBe(false)
      expect(await store.outbox.enqueue([aDelivery('a', { destination: { kind: 'person', ...visitor } })], NOON)).toBe(1)
    })
  })
}
