/**
 * Loaded into a measured process before its own program (`node --import`): tells its parent, over IPC, how much processor time and memory
 * it has used. It keeps nothing alive and costs nothing between questions.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Asked } from './measured-child.ts'

process.on('message', (asked: Asked) => {
  void answer(asked).then((said) => process.send?.({ id: asked.id, ...said } satisfies Answer))
})
// Listening alone would keep a process running that has nothing else to do.
process.channel?.unref()

async function answer({ question }: Asked): Promise<Omit<Answer, 'id'>> {
  if (question === 'settled-memory') await collectGarbage()
  const { user, system } = process.cpuUsage()
  return { cpuUs: user + system, rssBytes: process.memoryUsage.rss() }
}

/** Everything that can go goes, and the freed pages go back to the system. Without `--expose-gc` nothing happens. */
async function collectGarbage(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    await sleep(100, undefined, { ref: false })
  }
}
