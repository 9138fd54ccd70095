/** Waits until something has become true in another process. */

import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY_MS = 25

/** Looks again and again. Rejects after `timeoutMs` (a minute unless told: whole programs start and work meanwhile) with the text of what never became true. */
export async function eventually(holds: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`this did not come true within ${timeoutMs} ms: ${holds}`)
    await pause(LOOK_EVERY_MS)
  }
}
