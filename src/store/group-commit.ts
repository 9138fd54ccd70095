/** Puts writes that are asked for in the same moment into one transaction: a commit waits for the disk, and everybody waits for it. */

import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

type Write<T> = (trx: Transaction<Tables>) => Promise<T>

/** Runs a write in a transaction that it may share; resolves or rejects once that is over, as if it had been alone. */
export type GroupCommit = <T>(write: Write<T>) => Promise<T>

interface Waiting {
  run(trx: Transaction<Tables>): Promise<void>
  committed(): void
  failed(error: unknown): void
}

/** Groups what is asked for until the code that asks gives up control. */
export function createGroupCommit(db: Kysely<Tables>): GroupCommit {
  let waiting: Waiting[] = []

  async function commitAll(): Promise<void> {
    let group = waiting
    waiting = []
    while (group.length > 0) {
      const failing = await commit(group)
      if (failing === null) return
      group = group.filter((each) => each !== failing)
    }
  }

  /** All or none. Returns the write that failed, so that the others can do without it. */
  async function commit(group: readonly Waiting[]): Promise<Waiting | null> {
    let failing: Waiting | null = null
    try {
      await db.transaction().execute(async (trx) => {
        for (const each of group) {
          failing = each
          await each.run(trx)
        }
        failing = null
      })
    } catch (error) {
      // Without one to blame it was beginning or committing that failed, and would fail for each.
      const blamed: readonly Waiting[] = failing === null ? group : [failing]
      for (const each of blamed) each.failed(error)
      return failing ?? null
    }
    for (const each of group) each.committed()
    return null
  }

  return (write) =>
    new Promise((resolve, reject) => {
      let done = () => {}
      waiting.push({
        async run(trx) {
          const result = await write(trx)
          done = () => resolve(result)
        },
        committed: () => done(),
        failed: reject,
      })
      if (waiting.length === 1) queueMicrotask(() => void commitAll())
    })
}
