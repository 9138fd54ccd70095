/** What arrived at a fake chat platform during a fan-out, and how fast. */

import { setTimeout as sleep } from 'node:timers/promises'

/** One message that was accepted. */
export interface Accepted {
  /** Epoch milliseconds. */
  readonly at: number
}

const GLANCE_MS = 100
/** A message too many would come soon after the last one. */
const AFTERMATH_MS = 1_000

/** Waits until so many were accepted, or for as long as there is patience, and a moment longer. Returns all that were. */
export async function whenAccepted<T extends Accepted>(
  look: () => readonly T[],
  { count, patienceMs }: { readonly count: number; readonly patienceMs: number },
): Promise<readonly T[]> {
  const until = Date.now() + patienceMs
  while (look().length < count && Date.now() < until) await sleep(GLANCE_MS)
  await sleep(AFTERMATH_MS)
  return look()
}

/** Messages a second from the first to the last. */
export function perSecond(accepted: readonly Accepted[]): number {
  const first = accepted[0]?.at ?? 0
  const last = accepted.at(-1)?.at ?? first
  return ((accepted.length - 1) * 1_000) / Math.max(1, last - first)
}
