import { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { type Migration, migrate } from '../../src/store/migrate.ts'
import { MIGRATIONS } from '../../src/store/migrations/index.ts'
import { createSqliteEngine } from '../../src/store/sqlite-engine.ts'
import type { Tables } from '../../src/store/tables.ts'

const extra: Migration = {
  number: MIGRATIONS.length + 1,
  name: 'extra',
  up: (db) => db.schema.createTable('extra').addColumn('id', 'integer').execute(),
}

function emptyDatabase() {
  const engine = createSqliteEngine(':memory:')
  return { engine, db: new Kysely<Tables>({ dialect: engine.dialect }) }
}

const names = async (db: Kysely<Tables>) => (await db.introspection.getTables()).map(({ name }) => name)

test('steps are numbered without gaps', () => {
  expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, n) => n + 1))
})

test('from empty, every step runs once; again, none does', async () => {
  const { db, engine } = emptyDatabase()
  expect(await migrate(db, engine)).toBe(MIGRATIONS.length)
  const first = await names(db)
  expect(first).toEqual(expect.arrayContaining(['person', 'follow', 'digest', 'delivery', 'announcement', 'meta', 'migration']))
  expect(await migrate(db, engine)).toBe(MIGRATIONS.length)
  expect(await names(db)).toEqual(first)
  await db.destroy()
})

test('a new step is added to what is there', async () => {
  const { db, engine } = emptyDatabase()
  await migrate(db, engine)
  await db.insertInto('meta').values({ key: 'colour', value: 'blue' }).execute()
  expect(await migrate(db, engine, [...MIGRATIONS, extra])).toBe(extra.number)
  expect(await names(db)).toContain('extra')
  expect(await db.selectFrom('meta').selectAll().execute()).toMatchObject([{ key: 'colour', value: 'blue' }])
  await db.destroy()
})

test('a step that fails leaves nothing behind', async () => {
  const { db, engine } = emptyDatabase()
  const broken: Migration = {
    number: MIGRATIONS.length + 2,
    name: 'broken',
    up: async () => {
      throw new Error('no')
    },
  }
  await expect(migrate(db, engine, [...MIGRATIONS, extra, broken])).rejects.toThrow('no')
  expect(await names(db)).toEqual([])
  await db.destroy()
})

test('a query can only store what the database keeps', async () => {
  const { db, engine } = emptyDatabase()
  await migrate(db, engine)
  const value: unknown = new Date(0)
  const insert = db.insertInto('meta').values({ key: 'when', value: value as string })
  await expect(insert.execute()).rejects.toThrow('cannot store a value of type object')
  await db.destroy()
})
