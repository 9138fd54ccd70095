import { Kysely, sql, type Transaction } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGroupCommit } from '../../src/store/group-commit.ts'
import { openOn, type Store } from '../../src/store/open-store.ts'
import { createSqliteEngine } from '../../src/store/sqlite-engine.ts'
import type { Tables } from '../../src/store/tables.ts'

let store: Store
let db: Kysely<Tables>
let statements: string[]

beforeEach(async () => {
  const engine = createSqliteEngine(':memory:')
  store = await openOn(engine)
  db = new Kysely<Tables>({
    dialect: engine.dialect,
    log: ({ query }) => void statements.push(query.sql),
  })
  statements = []
})
afterEach(() => store.close())

const set = (key: string, value: string) => async (trx: Transaction<Tables>) => {
  await trx.insertInto('meta').values({ key, value }).execute()
  return key
}
const keysKept = async () =>
  (await db.selectFrom('meta').select('key').where('key', 'like', 'k%').orderBy('key').execute()).map(({ key }) => key)

test('what is asked for in one moment is one transaction, and each gets its own answer', async () => {
  const together = createGroupCommit(db)
  expect(await Promise.all(['k1', 'k2', 'k3'].map((key) => together(set(key, 'v'))))).toEqual(['k1', 'k2', 'k3'])
  expect(statements.filter((each) => each.startsWith('begin'))).toHaveLength(1)
  expect(await keysKept()).toEqual(['k1', 'k2', 'k3'])
})

test('one that fails is alone in it', async () => {
  const together = createGroupCommit(db)
  const results = await Promise.allSettled([
    together(set('k1', 'v')),
    together(async (trx) => {
      await sql`insert into meta (key) values ('k2')`.execute(trx)
    }),
    together(set('k3', 'v')),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await keysKept()).toEqual(['k1', 'k3'])
})

test('when nothing can be committed, everybody hears of it', async () => {
  const together = createGroupCommit(db)
  await store.close()
  const results = await Promise.allSettled([together(set('k1', 'v')), together(set('k2', 'v'))])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
