/** Does the same work again and again, whenever it is woken, one round at a time. */

import type { Log } from '../core/ports/log.ts'

export interface WorkLoop {
  /** Begins with a round at once. */
  start(): void
  /** Asks for a round; during one, for another right after it. */
  wake(): void
  /** Lets the round under way end, and returns then. */
  stop(): Promise<void>
}

/** A round that fails is logged and the loop waits to be woken again: one bad moment of a disk must not silence the bot for good. */
export function createWorkLoop(name: string, round: (signal: AbortSignal) => Promise<void>, log: Log): WorkLoop {
  const stopping = new AbortController()
  let wanted = true
  let nudge = () => {}
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (!wanted) {
        await new Promise<void>((resolve) => {
          nudge = resolve
        })
        continue
      }
      wanted = false
      try {
        await round(stopping.signal)
      } catch (error) {
        log.error({ loop: name, err: error }, 'round failed')
      }
    }
  }

  return {
    start() {
      running = run()
    },
    wake() {
      wanted = true
      nudge()
    },
    async stop() {
      stopping.abort()
      nudge()
      await running
    },
  }
}
