/** What Discord's refusals mean for us, told by status and code, never by message text. */

import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import type { DeliveryOutcome } from '../../core/delivery.ts'
import { ConnectError } from '../../core/ports/chat-platform.ts'

/**
 * The destination is gone or closed to us, and asking again would only count as an invalid request.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const GONE_CODES: ReadonlySet<number> = new Set([
  10003, // unknown channel
  10004, // unknown guild
  10013, // unknown user
  50001, // missing access
  50007, // cannot send messages to this user
  50008, // cannot send messages in this kind of channel
  50013, // missing permissions
  50024, // not on this kind of channel
  50083, // archived thread
  50278, // no mutual guild with this user
  160005, // locked thread
])

const DM_OPENS_TOO_FAST = 40003
/** Discord names no time for it, so it is a long one. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const DM_OPENS_PAUSE_MS = 10 * 60_000

/** When a 429 says nothing about how long. */
const RETRY_AFTER_DEFAULT_MS = 5_000

/** Nothing of the request can have reached Discord. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** What came of posting a message. Whatever is not surely a refusal is ambiguous: the message may be there. */
export function outcomeOf(error: unknown): Exclude<DeliveryOutcome, { kind: 'delivered' }> {
  if (error instanceof RateLimitError) return { kind: 'wait', retryAfterMs: waitMs(error) }
  if (error instanceof DiscordAPIError) {
    const code = codeOf(error)
    if (typeof error.code === 'number' && GONE_CODES.has(error.code)) return { kind: 'gone', code }
    if (error.code === DM_OPENS_TOO_FAST) return { kind: 'wait', retryAfterMs: DM_OPENS_PAUSE_MS }
    // The bot's own token was refused: no fault of this destination.
    if (error.status === 401) return { kind: 'unavailable', code: 'unauthorized' }
    return { kind: 'refused', code }
  }
  if (error instanceof HTTPError) return { kind: 'ambiguous', code: `http-${error.status}` }
  return neverSent(error) ? { kind: 'unavailable', code: errorCode(error) } : { kind: 'ambiguous', code: errorCode(error) }
}

/** The same for a request that makes nothing people see (opening a direct message): a repeat is harmless, so nothing is ambiguous. */
export function outcomeOfPreparing(error: unknown): Exclude<DeliveryOutcome, { kind: 'delivered' }> {
  const outcome = outcomeOf(error)
  return outcome.kind === 'ambiguous' ? { kind: 'unavailable', code: outcome.code } : outcome
}

/** Discord's own error code, or `http-404` and the like when it gave none. */
export function codeOf(error: unknown): string {
  if (error instanceof DiscordAPIError) return Number(error.code) > 0 ? String(error.code) : `http-${error.status}`
  if (error instanceof HTTPError) return `http-${error.status}`
  return errorCode(error)
}

function waitMs({ retryAfter, timeToReset }: RateLimitError): number {
  const ms = Math.ceil(Math.max(retryAfter, 0) || Math.max(timeToReset, 0))
  return ms > 0 ? ms : RETRY_AFTER_DEFAULT_MS
}

function neverSent(error: unknown): boolean {
  return NEVER_SENT.has(errorCode(error))
}

/** A system or library code (`ECONNRESET`), else the error's class: short, and never a message text. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause instanceof Error ? errorCode(error.cause) : error.name
}

/** Gateway close codes after which connecting again can never work. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const FATAL_CLOSES: Readonly<Record<number, string>> = {
  4010: 'Discord refused this shard number. This is a fault in Optout: report it.',
  4011: 'Discord wants more connections for a bot in so many servers. Restart Optout, which asks for the right number.',
  4012: 'Discord no longer speaks the version of its gateway that this release uses. Update Optout.',
  4013: 'Discord refused the intents Optout asked for. This is a fault in Optout: report it.',
  4014: 'Discord refused the intents Optout asked for. Optout needs no privileged intent: update it, or report this.',
}

/** Why the gateway closed for good, as the error to stop with; `null` when it may be tried again. */
export function fatalClose(closeCode: number): ConnectError | null {
  if (closeCode === 4004) return badToken()
  const reason = FATAL_CLOSES[closeCode]
  return reason === undefined ? null : new ConnectError('refused', reason)
}

/** Discord does not know the token. */
export function badToken(): ConnectError {
  return new ConnectError(
    'bad-token',
    'Discord refused the bot token. Check DISCORD_TOKEN: copy it again from the Bot page of your application at https://discord.com/developers/applications.',
  )
}
