/** Connects every chat platform, and does not let one that is down keep the others waiting. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { ChatPlatform } from './core/ports/chat-platform.ts'
import type { Log } from './core/ports/log.ts'

/** Once one is connected, the others get this long before it begins without them. */
const PATIENCE_MS = 5_000

export interface StartedChatPlatforms<T> {
  readonly connected: readonly T[]
  /** These are being waited for still; they join when they can. */
  readonly waitedFor: readonly T[]
}

/**
 * Resolves when all are connected, or when at least one has been for five seconds. Rejects when one can never be (`ConnectError`), as long
 * as it has not resolved; what becomes of those that are waited for is logged.
 */
export async function startChatPlatforms<T extends Pick<ChatPlatform, 'name' | 'start'>>(
  chatPlatforms: readonly T[],
  { log, patienceMs = PATIENCE_MS }: { readonly log: Pick<Log, 'warn' | 'error' | 'info'>; readonly patienceMs?: number },
): Promise<StartedChatPlatforms<T>> {
  const connected = new Set<T>()
  let begun = false
  const starts = chatPlatforms.map(async (each) => {
    await each.start()
    connected.add(each)
    if (begun) log.info({ chatPlatform: each.name }, 'chat platform connected after all')
  })
  for (const [at, start] of starts.entries()) {
    start.catch((error: unknown) => {
      if (begun) log.error({ chatPlatform: chatPlatforms[at]?.name, err: error }, 'chat platform could not be connected')
    })
  }
  const all = Promise.all(starts)
  if (starts.length > 0) {
    const enough = new AbortController()
    const firstAndAWhile = Promise.any(starts).then(() => sleep(patienceMs, undefined, { signal: enough.signal }))
    // When none connects, `all` says why.
    await Promise.race([all, firstAndAWhile.catch(() => all)]).finally(() => enough.abort())
  }
  begun = true
  const waitedFor = chatPlatforms.filter((each) => !connected.has(each))
  for (const { name } of waitedFor) log.warn({ chatPlatform: name }, 'chat platform is not connected yet, beginning without it')
  return { connected: chatPlatforms.filter((each) => connected.has(each)), waitedFor }
}
