/** Gives posts to one workspace their turns within its budget, urgent ones first. */

import { setTimeout as sleep } from 'node:timers/promises'
import { type Budget, createBudget } from './budget.ts'

/** A post may go, or should come back after a while without having been sent. `everything`: so should any other to this workspace. */
export type Turn = { readonly kind: 'go' } | { readonly kind: 'later'; readonly waitMs: number; readonly everything: boolean }

export interface Pace {
  /** Waits for a turn to post to this channel, at most ten seconds. Rejects when `signal` aborts first. */
  turn(post: { readonly channel: string; readonly urgent: boolean }, signal: AbortSignal): Promise<Turn>
  /** Slack refused a post to this channel and named a time. Says what has to wait. */
  refused(channel: string, retryAfterMs: number): 'channel' | 'workspace'
}

/** Time that never goes back, in milliseconds, and waiting in it. */
interface Time {
  now(): number
  wait(ms: number): Promise<unknown>
}

const realTime: Time = { now: () => performance.now(), wait: (ms) => sleep(ms) }

/** Longer than this nobody waits with a delivery in hand: it goes back to the outbox. */
const TURN_WAIT_MAX_MS = 10_000

interface Waiting {
  readonly channel: string
  readonly urgent: boolean
  readonly since: number
  settle(turn: Turn): void
}

/** A pace for one workspace that has learned nothing yet. */
export function createPace(time: Time = realTime, budget: Budget = createBudget()): Pace {
  const waiting: Waiting[] = []
  let pumping = false
  let nudge = () => {}

  /** Gives out turns until nobody waits. */
  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    for (let next = first(); next !== null; next = first()) {
      const { post, waitMs } = next
      const now = time.now()
      // The shortest wait is known to be too long: then nobody is better off here.
      if (waitMs > 0 && now + waitMs - post.since > TURN_WAIT_MAX_MS) leave(post, later(waitMs, now))
      else if (waitMs > 0) await Promise.race([time.wait(waitMs), somebodyCame()])
      else {
        budget.take(post.channel, now)
        leave(post, { kind: 'go' })
      }
    }
    pumping = false
  }

  function later(waitMs: number, now: number): Turn {
    return { kind: 'later', waitMs: Math.ceil(waitMs), everything: budget.pausedMs(now) >= waitMs }
  }

  function somebodyCame(): Promise<void> {
    return new Promise((resolve) => {
      nudge = resolve
    })
  }

  /** Whose turn is next: whoever can go first, of those the urgent, of those who came first. */
  function first(): { readonly post: Waiting; readonly waitMs: number } | null {
    const now = time.now()
    let best: { readonly post: Waiting; readonly waitMs: number } | null = null
    for (const post of waiting) {
      const waitMs = budget.waitMs(post.channel, now)
      if (best === null || waitMs < best.waitMs || (waitMs === best.waitMs && post.urgent && !best.post.urgent)) best = { post, waitMs }
    }
    return best
  }

  function leave(post: Waiting, turn: Turn): void {
    const place = waiting.indexOf(post)
    if (place >= 0) waiting.splice(place, 1)
    post.settle(turn)
  }

  return {
    turn({ channel, urgent }, signal) {
      if (signal.aborted) return Promise.reject(signal.reason)
      return new Promise((resolve, reject) => {
        const post: Waiting = {
          channel,
          urgent,
          since: time.now(),
          settle(turn) {
            signal.removeEventListener('abort', abort)
            resolve(turn)
          },
        }
        const abort = () => {
          waiting.splice(waiting.indexOf(post), 1)
          reject(signal.reason)
        }
        signal.addEventListener('abort', abort, { once: true })
        waiting.push(post)
        nudge()
        void pump()
      })
    },
    refused: (channel, retryAfterMs) => budget.refused(channel, time.now(), retryAfterMs),
  }
}
