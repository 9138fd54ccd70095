/** Two ways to put work on a bot: at a steady rate, and as much as it takes. */

import { setTimeout as sleep } from 'node:timers/promises'

/** Does one piece of work and says how long its answer took, in milliseconds. A rejection ends the run. */
export type Work = () => Promise<number>

/**
 * Starts work at even intervals, whether or not earlier work is finished, as people do. Resolves with how long each took, once all have
 * been answered.
 */
export async function steadily(
  work: Work,
  { perSecond, forMs }: { readonly perSecond: number; readonly forMs: number },
): Promise<number[]> {
  const total = Math.max(1, Math.round((perSecond * forMs) / 1000))
  const startedAt = performance.now()
  const underWay: Promise<number>[] = []
  while (underWay.length < total) {
    const waitMs = startedAt + (underWay.length * 1000) / perSecond - performance.now()
    if (waitMs > 0) await sleep(waitMs)
    const started = work()
    // Looked at in the end; until then a failure must not count as one that nobody handles.
    started.catch(() => {})
    underWay.push(started)
  }
  return Promise.all(underWay)
}

/** Keeps `concurrency` pieces of work under way for a while and says how many were finished per second. */
export async function flatOut(
  work: Work,
  { concurrency, forMs }: { readonly concurrency: number; readonly forMs: number },
): Promise<number> {
  const startedAt = performance.now()
  const endAt = startedAt + forMs
  let finished = 0
  const worker = async () => {
    while (performance.now() < endAt) {
      await work()
      finished += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return (finished * 1000) / (performance.now() - startedAt)
}
