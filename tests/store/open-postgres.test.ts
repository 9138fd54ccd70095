import { describe, expect, onTestFinished, test } from 'vitest'
import { MIGRATIONS } from '../../src/store/migrations/index.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { StoreError } from '../../src/store/store-errors.ts'
import { aDelivery, MINUTE, NOON } from '../contracts/store-samples.ts'
import { type Refusing, startFakePostgres } from './fake-postgres-server.ts'
import { createTestSchema, WITHOUT_SERVER } from './postgres-server.ts'

async function failure(databaseUrl: string): Promise<StoreError> {
  try {
    await openStore({ databaseUrl })
  } catch (error) {
    if (error instanceof StoreError) return error
    throw error
  }
  throw new Error('it opened')
}

describe('a server that cannot be used is refused with what to do, and never with the address', () => {
  test.each<[string, Refusing, string, string]>([
    ['a wrong password', { refuses: '28P01' }, 'refused', 'refuses the user or the password in DATABASE_URL'],
    ['a user without an entry', { refuses: '28000' }, 'refused', 'refuses the user or the password in DATABASE_URL'],
    ['a database that is not there', { refuses: '3D000' }, 'no-database', 'Create it (createdb)'],
    ['no connection left', { refuses: '53300' }, 'busy', 'has no connection left'],
    ['a server that is starting', { refuses: '57P03' }, 'unreachable', 'is still starting'],
    ['an old server', { version: '140011' }, 'too-old', 'is PostgreSQL 14. Optout needs 15 or newer.'],
    ['a standby', { readOnly: 'on' }, 'read-only', 'Name the primary server there'],
  ])('%s', async (_, how, code, words) => {
    const server = await startFakePostgres(how)
    onTestFinished(async () => void (await server.stop()))
    const error = await failure(server.url)
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
    expect(error.message).not.toMatch(/a-password-of-ours|127\.0\.0\.1/)
  })

  test('nobody listens', async () => {
    const server = await startFakePostgres({})
    await server.stop()
    const error = await failure(server.url)
    expect(error.code).toBe('unreachable')
    expect(error.message).toContain('cannot be reached (ECONNREFUSED). Check that it runs')
    expect(error.message).not.toMatch(/a-password-of-ours|127\.0\.0\.1/)
  })
})

describe.skipIf(WITHOUT_SERVER !== '')(`on a PostgreSQL server${WITHOUT_SERVER}`, () => {
  async function aSchema() {
    const schema = await createTestSchema()
    onTestFinished(() => schema.drop())
    const open = async (): Promise<Store> => {
      const store = await openStore({ databaseUrl: schema.url })
      onTestFinished(() => store.close())
      return store
    }
    return { schema, open }
  }

  test('stores that open an empty database at the same moment all find the same tables', async () => {
    const { schema, open } = await aSchema()
    const stores = await Promise.all([open(), open(), open(), open()])
    expect(stores.map(({ schemaVersion }) => schemaVersion)).toEqual(Array(4).fill(MIGRATIONS.length))
    expect(await schema.query('select number from migration order by number')).toEqual(MIGRATIONS.map(({ number }) => ({ number })))
  })

  test('a database from a newer release is left alone', async () => {
    const { schema, open } = await aSchema()
    await (await open()).meta.set('colour', 'blue')
    await schema.query(`insert into migration (number, name) values (99, 'from-the-future')`)
    expect(await failure(schema.url)).toMatchObject({ code: 'too-new' })
    expect(await schema.query('select value from meta')).toEqual([{ value: 'blue' }])
  })

  test('many that claim at once never get the same delivery, and one destination is served in order', async () => {
    const { open } = await aSchema()
    const stores = await Promise.all([open(), open(), open()])
    const people = Array.from({ length: 20 }, (_, n) => String(n))
    await stores[0].outbox.enqueue(
      people.flatMap((userId) =>
        [1, 2, 3].map((n) =>
          aDelivery(`${userId}:${n}`, { destination: { kind: 'person', chatPlatform: 'discord', userId }, dueAt: NOON - 10 + n }),
        ),
      ),
      NOON,
    )
    const done: string[] = []
    const work = async ({ outbox }: Store) => {
      for (let empty = 0; empty < 3; ) {
        const claimed = await outbox.claim({ atMs: NOON, leaseUntilMs: NOON + MINUTE, limit: 4, chatPlatforms: ['discord'] })
        empty = claimed.length === 0 ? empty + 1 : 0
        for (const leased of claimed) {
          done.push(leased.key)
          expect(await outbox.attempting(leased, { atMs: NOON, leaseUntilMs: NOON + MINUTE })).toBe(true)
          expect(await outbox.finish(leased, { outcome: { kind: 'delivered', messageId: 'm' }, atMs: NOON, retryAt: null })).toBe(true)
        }
      }
    }
    await Promise.all(stores.map(work))
    expect(done.toSorted()).toEqual(people.flatMap((userId) => [1, 2, 3].map((n) => `${userId}:${n}`)).toSorted())
    for (const userId of people) expect(done.filter((key) => key.startsWith(`${userId}:`))).toEqual([1, 2, 3].map((n) => `${userId}:${n}`))
  })

  test('following and unfollowing at the same time loses no follow', async () => {
    const { open } = await aSchema()
    const [a, b] = await Promise.all([open(), open()])
    const person = { chatPlatform: 'discord', userId: '7' } as const
    for (let round = 0; round < 20; round += 1) {
      await a.people.follow(person, 'old', { atMs: NOON, max: 50 })
      await Promise.all([a.people.unfollow(person, 'old'), b.people.follow(person, 'new', { atMs: NOON, max: 50 })])
      expect(await a.people.following(person)).toEqual(['new'])
      await b.people.unfollow(person, 'new')
    }
  })
})
