/** What Discord and Slack keep and refuse, on their own clock: messages, limits, closed doors. */

import type { ClaimedDelivery, Destination } from '../../src/core/delivery.ts'
import type { ChatPlatformName } from '../../src/core/subscription.ts'
import type { Chance } from './chance.ts'

export interface ServerMessage {
  readonly key: string
  readonly place: string
  readonly deliveryId: number
  readonly dueAt: number
  readonly resent: boolean
  /** When our call began and when the message was there, on the server's clock. */
  readonly calledAt: number
  readonly at: number
}

/** Allows or refuses one post. Milliseconds to wait, or 0. */
type Limit = (place: string, now: number) => number

export interface ModelServer {
  readonly messages: readonly ServerMessage[]
  /** Places that were closed at some time. */
  readonly everClosed: ReadonlySet<string>
  readonly refusals: number
  /** Places whose messages we may not list. */
  readonly unreadable: ReadonlySet<string>
  close(place: string): void
  open(place: string): void
  /** Everything is closed: the token was revoked. */
  revoke(revoked: boolean): void
  post(
    delivery: ClaimedDelivery & { readonly resent?: boolean },
    calledAt: number,
  ): { readonly kind: 'accepted' | 'closed' } | { readonly kind: 'limited'; readonly waitMs: number }
  find(delivery: ClaimedDelivery): 'found' | 'absent' | 'unreadable'
}

/** "The past few minutes": the least that can mean. */
const NONCE_WINDOW_MS = 3 * 60_000

export function createModelServer(
  name: ChatPlatformName,
  { now, chance, unreadable }: { now(): number; readonly chance: Chance; readonly unreadable: ReadonlySet<string> },
): ModelServer {
  const messages: ServerMessage[] = []
  const closed = new Set<string>()
  const everClosed = new Set<string>()
  const limits = limitsOf(name, chance)
  let revoked = false
  let refusals = 0
  return {
    messages,
    everClosed,
    unreadable,
    get refusals() {
      return refusals
    },
    close(place) {
      closed.add(place)
      everClosed.add(place)
    },
    open: (place) => void closed.delete(place),
    revoke(value) {
      revoked = value
    },
    post(delivery, calledAt) {
      const place = placeOf(delivery.destination)
      const waitMs = Math.max(0, ...limits.map((limit) => limit(place, now())))
      if (waitMs > 0) {
        refusals += 1
        return { kind: 'limited', waitMs }
      }
      if (revoked) everClosed.add(place)
      if (revoked || closed.has(place)) return { kind: 'closed' }
      // Discord gives the earlier message back; Slack knows no such thing.
      const isRepeat =
        name === 'discord' &&
        messages.some((each) => each.key === delivery.key && each.place === place && now() - each.at < NONCE_WINDOW_MS)
      if (!isRepeat) {
        const { key, id, dueAt, resent = false } = delivery
        messages.push({ key, place, deliveryId: id, dueAt, resent, calledAt, at: now() })
      }
      return { kind: 'accepted' }
    },
    find({ key, destination }) {
      const place = placeOf(destination)
      if (unreadable.has(place)) return 'unreadable'
      return messages.some((each) => each.key === key && each.place === place) ? 'found' : 'absent'
    },
  }
}

export function placeOf(destination: Destination): string {
  return destination.kind === 'channel' ? `#${destination.channelId}` : `@${destination.userId}`
}

/** Discord's fixed windows; for Slack one of several guesses at what it does not publish. */
function limitsOf(name: ChatPlatformName, chance: Chance): readonly Limit[] {
  if (name === 'discord') return [fixedWindow(5, 5_000, (place) => place), fixedWindow(50, 1_000, () => '')]
  const perMinute = chance.pick([20, 60, 120, 300, 600])
  const workspace = chance.pick([fixedWindow, slidingWindow])(perMinute, 60_000, () => '')
  return [slidingWindow(chance.pick([1, 3]), chance.pick([1_000, 3_000]), (place) => place), workspace]
}

function fixedWindow(limit: number, windowMs: number, keyOf: (place: string) => string): Limit {
  const windows = new Map<string, { readonly since: number; used: number }>()
  return (place, now) => {
    const key = keyOf(place)
    let window = windows.get(key)
    if (window === undefined || now >= window.since + windowMs) {
      window = { since: now, used: 0 }
      windows.set(key, window)
    }
    if (window.used >= limit) return window.since + windowMs - now
    window.used += 1
    return 0
  }
}

function slidingWindow(limit: number, windowMs: number, keyOf: (place: string) => string): Limit {
  const posts = new Map<string, number[]>()
  return (place, now) => {
    const recent = (posts.get(keyOf(place)) ?? []).filter((at) => at > now - windowMs)
    posts.set(keyOf(place), recent)
    const [oldest] = recent
    if (oldest !== undefined && recent.length >= limit) return oldest + windowMs - now
    recent.push(now)
    return 0
  }
}
