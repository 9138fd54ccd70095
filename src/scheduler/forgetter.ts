/** Forgets what was kept for servers and workspaces that removed the bot, once they have had time to change their minds. */

import type { Installations } from '../core/ports/installations.ts'
import type { Log } from '../core/ports/log.ts'

/** A removal can be a mistake, and a digest takes a while to set up: for a week, inviting the bot again brings everything back. */
const GRACE_MS = 7 * 86_400_000
const EVERY_MS = 86_400_000

export interface ForgetterOptions {
  readonly installations: Pick<Installations, 'purge'>
  readonly log: Log
}

/** Purges at its first call and then once a day, however often it is called. */
export function createForgetter({ installations, log }: ForgetterOptions): { run(now: number): Promise<void> } {
  let lastRunAt = Number.NEGATIVE_INFINITY
  return {
    async run(now) {
      // A clock that was set back must not keep it from running again.
      if (now >= lastRunAt && now - lastRunAt < EVERY_MS) return
      const purged = await installations.purge(now - GRACE_MS)
      lastRunAt = now
      if (purged > 0) log.info({ installations: purged }, 'removed installations are forgotten')
    },
  }
}
