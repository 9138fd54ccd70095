/** Deleting a person is complete: afterwards their id is in no row of any table. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aDelivery, MINUTE, NOON } from '../contracts/store-samples.ts'

/** An id that is no part of anything else. */
const MINA = { chatPlatform: 'discord', userId: '918273645546372819' } as const
const toMina = { kind: 'person', ...MINA } as const

async function leaveTracesEverywhere({ people, reminders, checklists, outbox }: Store): Promise<void> {
  await people.remember(MINA, { region: 'DE', zone: 'Europe/Berlin' })
  await people.follow(MINA, 'linkedin', { atMs: NOON, max: 5 })
  await checklists.mark(MINA, { slug: 'linkedin', practice: 'x', state: 'done', markedOn: '2026-08-14', askAgain: true })
  await reminders.add(MINA, { kind: 'asked', slug: 'linkedin', zone: 'Europe/Berlin', askedAt: NOON, dueAt: NOON }, 5)
  await outbox.enqueue(
    [1, 2, 3].map((n) => aDelivery(`follow:x:${n}:discord:${MINA.userId}`, { destination: toMina })),
    NOON,
  )
  for (const kind of ['delivered', 'gone'] as const) {
    const [leased] = await outbox.claim({ atMs: NOON, leaseUntilMs: NOON + MINUTE, limit: 1, chatPlatforms: ['discord'] })
    if (leased === undefined) throw new Error('nothing to claim')
    const outcome = kind === 'delivered' ? ({ kind, messageId: '5' } as const) : ({ kind, code: '50007' } as const)
    await outbox.finish(leased, { outcome, atMs: NOON, retryAt: null })
  }
}

/** Every row of every table, as text. */
function allRows(file: string): Map<string, string[]> {
  const database = new DatabaseSync(file, { readOnly: true })
  const tables = database.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").all()
  const rows = new Map(
    tables.map(({ name }) => [
      String(name),
      database
        .prepare(`select * from "${String(name)}"`)
        .all()
        .map((row) => JSON.stringify(row)),
    ]),
  )
  database.close()
  return rows
}

const tablesWith = (rows: Map<string, string[]>, text: string) =>
  [...rows].filter(([, found]) => found.some((row) => row.includes(text))).map(([name]) => name)

test('after deleting, no table holds the person’s id, nor a row that belonged to them', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'optout-forget-'))
  const store = await openStore({ dataDir: directory })
  const file = join(directory, 'optout.db')
  await leaveTracesEverywhere(store)
  const before = allRows(file)
  expect(tablesWith(before, MINA.userId)).toEqual(expect.arrayContaining(['person', 'delivery', 'gone_destination']))

  await store.personalData.forget(MINA)

  const after = allRows(file)
  expect(tablesWith(after, MINA.userId)).toEqual([])
  // What points at the person's row without naming them: these tables hold nobody else here.
  for (const table of ['person', 'follow', 'reminder', 'checklist_item', 'delivery', 'gone_destination'])
    expect(after.get(table), table).toEqual([])
  await store.close()
  rmSync(directory, { recursive: true })
})
