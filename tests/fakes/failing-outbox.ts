import type { OutboxStore } from '../../src/core/ports/outbox-store.ts'

/** How one call to the store goes: done, lost before it took effect, or done with the answer lost. */
export type CallFate = 'works' | 'dies-before' | 'dies-after'

/** Thrown where a process would have died. */
export class Crash extends Error {}

/** An outbox that dies at the calls it is told to; after the first death every call of this copy dies, as a dead process makes none. */
export function createFailingOutbox(store: OutboxStore, fateOf: (call: string) => CallFate): OutboxStore {
  let dead = false
  const guard = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
    if (dead) throw new Crash(call)
    const fate = fateOf(call)
    if (fate !== 'works') dead = true
    if (fate === 'dies-before') throw new Crash(call)
    const answer = await work()
    if (fate === 'dies-after') throw new Crash(call)
    return answer
  }
  return {
    enqueue: (deliveries, atMs) => guard('enqueue', () => store.enqueue(deliveries, atMs)),
    claim: (query) => guard('claim', () => store.claim(query)),
    attempting: (delivery, at) => guard('attempting', () => store.attempting(delivery, at)),
    finish: (delivery, result) => guard('finish', () => store.finish(delivery, result)),
    nextDueAt: (chatPlatforms) => guard('nextDueAt', () => store.nextDueAt(chatPlatforms)),
    owed: (atMs, limit) => store.owed(atMs, limit),
    clearGone: (destination) => store.clearGone(destination),
    counts: () => store.counts(),
  }
}
