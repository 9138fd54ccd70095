/** The sending half of the port: deliveries land in the room, each at most once by its id. */

import type { ClaimedDelivery } from '../../core/delivery.ts'
import type { ChatPlatform } from '../../core/ports/chat-platform.ts'
import type { Clock } from '../../core/ports/clock.ts'
import { DELIVERY_IDS_MAX } from './limits.ts'
import { paneOf } from './place.ts'
import type { Render } from './render.ts'
import type { Room } from './room.ts'

export interface Sender extends Pick<ChatPlatform, 'deliver' | 'settle'> {
  /** Forgets what was delivered: the room was emptied and the store begins anew, with ids it has used before. */
  clear(): void
}

/** `isReady`: before `start` and after `stop` nothing is taken. */
export function createSender({
  room,
  render,
  clock,
  isReady,
}: {
  room: Room
  render: Render
  clock: Clock
  isReady: () => boolean
}): Sender {
  /** Delivery id → message id. */
  const delivered = new Map<number, string>()
  /** The highest id that was forgotten; below it "not here" proves nothing. */
  let forgottenUpTo = 0

  function remember(id: number, messageId: string): void {
    delivered.set(id, messageId)
    const [oldest] = delivered.keys()
    if (delivered.size <= DELIVERY_IDS_MAX || oldest === undefined) return
    delivered.delete(oldest)
    forgottenUpTo = Math.max(forgottenUpTo, oldest)
  }

  function post(delivery: ClaimedDelivery): string | null {
    const pane = paneOf(delivery.destination)
    if (pane === null) return null
    const payloads = render({ kind: 'delivery', delivery })
    const at = clock.now()
    const message = room.post({ ...payloads, pane, at, typed: null, private: false })
    room.record({
      ...payloads,
      at,
      kind: delivery.class,
      to: pane,
      messageId: message.id,
      key: delivery.key,
      attempt: delivery.attempt,
      dueAt: delivery.dueAt,
      private: false,
    })
    return message.id
  }

  return {
    async deliver(delivery) {
      if (!isReady()) return { kind: 'unavailable', code: 'stopped' }
      const before = delivered.get(delivery.id)
      if (before !== undefined) return { kind: 'delivered', messageId: before }
      const messageId = post(delivery)
      if (messageId === null) return { kind: 'gone', code: 'unknown_place' }
      remember(delivery.id, messageId)
      return { kind: 'delivered', messageId }
    },
    async settle({ id }) {
      const messageId = delivered.get(id)
      if (messageId !== undefined) return { kind: 'delivered', messageId }
      return id <= forgottenUpTo ? { kind: 'unknown' } : { kind: 'absent' }
    },
    clear() {
      delivered.clear()
      forgottenUpTo = 0
    },
  }
}
