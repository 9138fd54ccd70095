/** The privacy paper lists every column that exists, and none that does not. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { createSqliteEngine } from '../../src/store/sqlite-engine.ts'
import type { Tables } from '../../src/store/tables.ts'

const paper = readFileSync(join(import.meta.dirname, '../../docs/privacy.md'), 'utf8')

async function emptyDatabase(): Promise<Kysely<Tables>> {
  const engine = createSqliteEngine(':memory:')
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  await migrate(db, engine)
  return db
}

/** `table.column` of every row under a heading that names a table. */
function listedColumns(): string[] {
  let table = ''
  return paper.split('\n').flatMap((line) => {
    const heading = /^##+ (.*)$/.exec(line)
    if (heading !== null) table = /^`(\w+)`$/.exec(heading[1] ?? '')?.[1] ?? ''
    const column = /^\| `(\w+)` \|/.exec(line)?.[1]
    return table === '' || column === undefined ? [] : [`${table}.${column}`]
  })
}

test('every column of the database is in the privacy paper, and nothing else is', async () => {
  const db = await emptyDatabase()
  const tables = await db.introspection.getTables()
  await db.destroy()
  const stored = tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
  expect(stored.length).toBeGreaterThan(50)
  expect(listedColumns().toSorted(), 'docs/privacy.md has one row for each column').toEqual(stored.toSorted())
})

test('the statements for deleting a person by hand leave nothing of them', async () => {
  const [, statements = ''] = /```sql\n([\s\S]*?)```/.exec(paper) ?? []
  const db = await emptyDatabase()
  const person = { chat_platform: 'discord', user_id: '1' }
  await db.insertInto('person').values(person).execute()
  const { id } = await db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  await db.insertInto('follow').values({ person_id: id, slug: 'linkedin', followed_at: 0 }).execute()
  const gone = { destination: '["discord","person","1"]', chat_platform: 'discord', code: '50007', since: 0 }
  await db.insertInto('gone_destination').values(gone).execute()

  const each = statements.split(';').filter((statement) => statement.trim() !== '')
  expect(each.length).toBeGreaterThan(3)
  for (const statement of each) await sql.raw(statement).execute(db)

  const left = await Promise.all(
    (['person', 'follow', 'gone_destination'] as const).map((table) => db.selectFrom(table).selectAll().execute()),
  )
  await db.destroy()
  expect(left).toEqual([[], [], []])
})
