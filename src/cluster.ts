/** One process among those that share a store: what it does is decided by leases. Alone, every lease is its own for ever. */

import type { ChatPlatform } from './core/ports/chat-platform.ts'
import type { Leases } from './core/ports/leases.ts'
import type { Log } from './core/ports/log.ts'
import type { ChatPlatformName } from './core/subscription.ts'
import { createDuty } from './duties/duty.ts'
import { createSharedChatPlatform, type OfferedChatPlatform, type SharedChatPlatform } from './duties/shared-chat-platform.ts'

export interface Cluster {
  /** Names this process, differently each time it starts. */
  readonly holder: string
  /** True while it is up to this process to find what is due. */
  findsDue(): boolean
  /** Each of these will be connected, and sent on, by one process at a time. Call it once. */
  share(offered: readonly OfferedChatPlatform[]): readonly ChatPlatform[]
  /** True while this process does its part, be it to stand by. */
  readonly fit: boolean
  /** Begins to compete for finding what is due; the chat platforms compete from their own `start` on. */
  start(): Promise<void>
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** Names this process, differently each time it starts. */
  readonly holder: string
  readonly leases: Leases
  readonly log: Log
  /** Called when it became up to this process to find or to send something, and every few seconds while others may leave it something. */
  readonly wake: () => void
  /** Takes up what a process that died was sending. */
  readonly takeOver: (name: ChatPlatformName) => Promise<void>
}

export function createCluster({ holder, leases, log, wake, takeOver }: ClusterOptions): Cluster {
  const finding = createDuty({
    name: 'scheduler',
    leases,
    holder,
    log,
    begin: async () => {},
    // A sweep under way stops mattering: what it writes, its successor would write the same.
    end: async () => {},
    onHeld: wake,
  })
  let shared: readonly SharedChatPlatform[] = []
  return {
    holder,
    findsDue: () => finding.held,
    share(offered) {
      shared = offered.map((each) => createSharedChatPlatform(each, { leases, holder, log, onSender: takeOver, whileSender: wake }))
      return shared
    },
    get fit() {
      return finding.healthy && shared.every(({ fit }) => fit)
    },
    start: () => finding.start(),
    stop: () => finding.stop(),
  }
}
