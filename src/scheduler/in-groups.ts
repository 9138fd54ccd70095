/** Prepares things that are due one by one and records them a few at a time, letting people be answered in between. */

import { setImmediate as nextTurn } from 'node:timers/promises'

/** So many are recorded together: one commit for all. */
const GROUP = 10

interface Work<Item, Prepared> {
  /** Decides what is to be recorded. */
  readonly prepare: (item: Item) => Prepared
  /** Records it; those called in the same moment share a commit. */
  readonly record: (prepared: Prepared) => Promise<void>
  /** Told of one that could not be prepared or recorded; the others go on. */
  readonly failed: (item: Item, error: unknown) => void
}

/** Goes through all of them. When `signal` aborts, what is prepared by then is still recorded. */
export async function inGroups<Item, Prepared>(items: readonly Item[], work: Work<Item, Prepared>, signal: AbortSignal): Promise<void> {
  for (let start = 0; start < items.length && !signal.aborted; start += GROUP) {
    await oneGroup(items.slice(start, start + GROUP), work, signal)
    await nextTurn()
  }
}

async function oneGroup<Item, Prepared>(
  items: readonly Item[],
  { prepare, record, failed }: Work<Item, Prepared>,
  signal: AbortSignal,
): Promise<void> {
  const ready: { readonly item: Item; readonly prepared: Prepared }[] = []
  for (const item of items) {
    if (signal.aborted) break
    try {
      ready.push({ item, prepared: prepare(item) })
    } catch (error) {
      failed(item, error)
    }
    // Preparing one takes up to a millisecond: without this, answering people would wait for all of them.
    await nextTurn()
  }
  await Promise.all(ready.map(({ item, prepared }) => record(prepared).catch((error: unknown) => failed(item, error))))
}
