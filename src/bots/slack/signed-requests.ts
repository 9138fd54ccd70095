/** Decides which HTTP requests come from Slack, now, for the first time. Everything else is refused before it is read as anything. */

import type { IncomingHttpHeaders } from 'node:http'
import { isValidSlackRequest } from '@slack/bolt'
import type { Clock } from '../../core/ports/clock.ts'
import { REQUEST_AGE_MAX_MS, REQUEST_AHEAD_MAX_MS, SIGNATURES_KEPT_MAX } from './limits.ts'

type Refusal = 'unsigned' | 'stale' | 'future' | 'forged' | 'replayed'

export interface SignedRequests {
  /** Why this request is refused, or `null`: then it is genuine, and a repeat of it will be refused. */
  refusal(headers: IncomingHttpHeaders, body: Buffer): Refusal | null
}

/** The signature is checked by Bolt's own function; the clock and the memory of signatures are ours. */
export function createSignedRequests(signingSecret: string, clock: Clock): SignedRequests {
  /** When each signature was stamped, oldest arrival first. */
  const seen = new Map<string, number>()

  function remember(signature: string, stampedAt: number): void {
    const tooOld = clock.now() - REQUEST_AGE_MAX_MS
    for (const [known, at] of seen) {
      if (at >= tooOld && seen.size < SIGNATURES_KEPT_MAX) break
      seen.delete(known)
    }
    seen.set(signature, stampedAt)
  }

  return {
    refusal(headers, body) {
      const signature = headers['x-slack-signature']
      const stamp = headers['x-slack-request-timestamp']
      if (typeof signature !== 'string' || typeof stamp !== 'string' || !/^\d{1,12}$/.test(stamp)) return 'unsigned'
      const stampedAt = Number(stamp) * 1000
      const now = clock.now()
      if (stampedAt < now - REQUEST_AGE_MAX_MS) return 'stale'
      if (stampedAt > now + REQUEST_AHEAD_MAX_MS) return 'future'
      const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(stamp) }
      if (!isValidSlackRequest({ signingSecret, body: body.toString(), headers: signed, nowMilliseconds: now })) return 'forged'
      if (seen.has(signature)) return 'replayed'
      remember(signature, stampedAt)
      return null
    },
  }
}
