/**
 * Answers to interactions, sent straight to Discord. They never wait in discord.js's queue: Discord exempts them from the global limit, while
 * the library counts edits and follow-ups among 50 requests a second.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { DefaultRestOptions, DefaultUserAgent } from 'discord.js'
import { z } from 'zod'
import { codeOf } from './errors.ts'
import type { MessagePayload } from './payload.ts'

/** Who is answered. */
interface AnswerTo {
  readonly id: string
  readonly applicationId: string
  readonly token: string
}

/** An edit: fields of the older, classic form are emptied when the message becomes a Components V2 one. */
export type EditPayload = Omit<MessagePayload, 'content'> & { readonly content?: string | null }

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object */
export type Callback =
  | { readonly type: 4; readonly data: MessagePayload }
  | { readonly type: 5; readonly data: { readonly flags: number } }
  | { readonly type: 6 }
  | { readonly type: 7; readonly data: EditPayload }
  | { readonly type: 8; readonly data: { readonly choices: readonly { readonly name: string; readonly value: string }[] } }
  | { readonly type: 9; readonly data: object }

export type AnswerOutcome =
  | { readonly kind: 'done' }
  /** Discord did not take this answer: another may be given, unless the person has been answered already. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Too late, answered already, or Discord cannot be reached: nothing more can be done. */
  | { readonly kind: 'lost'; readonly code: string }

export interface Answers {
  callback(to: AnswerTo, callback: Callback): Promise<AnswerOutcome>
  editOriginal(to: AnswerTo, message: EditPayload): Promise<AnswerOutcome>
  deleteOriginal(to: AnswerTo): Promise<AnswerOutcome>
  followUp(to: AnswerTo, message: MessagePayload): Promise<AnswerOutcome>
}

const Refusal = z.object({ code: z.number().nullish(), retry_after: z.number().nullish() })

/** Unknown interaction (too late) and "already acknowledged". https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const UNKNOWN_INTERACTION = 10062
const ALREADY_ANSWERED = 40060
const UNKNOWN_WEBHOOK = 10015

/** The HTTP client's own options: at a thousand answers a second, a signal for each would cost more than the answer. */
const TIMEOUTS = { headersTimeout: 5_000, bodyTimeout: 5_000 } as const
/** Longer waits would outlive the person's patience. */
const RETRY_AFTER_MAX_MS = 5_000

interface Request {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** A second try changes nothing when the first was taken. */
  readonly repeatable: boolean
}

/** `apiBase`: with version, without a trailing slash. */
export function createAnswers({ apiBase, userAgent }: { readonly apiBase: string; readonly userAgent: string }): Answers {
  const headers = { 'Content-Type': 'application/json', 'User-Agent': `${DefaultUserAgent} ${userAgent}` }
  const bare = { 'User-Agent': headers['User-Agent'] }

  async function once({ method, path, body }: Request): Promise<{ status: number; code: number; retryAfterMs: number }> {
    const init = {
      method,
      headers: body === undefined ? bare : headers,
      body: body === undefined ? null : JSON.stringify(body),
      ...TIMEOUTS,
    }
    const response = await DefaultRestOptions.makeRequest(`${apiBase}${path}`, init)
    if (response.ok) {
      // The connection is only free again once the body is read.
      if (response.status !== 204) await response.arrayBuffer()
      return { status: response.status, code: 0, retryAfterMs: 0 }
    }
    const refusal = Refusal.safeParse(jsonOf(await response.text()))
    return { status: response.status, code: refusal.data?.code ?? 0, retryAfterMs: (refusal.data?.retry_after ?? 1) * 1_000 }
  }

  async function send(request: Request, isRepeat = false): Promise<AnswerOutcome> {
    try {
      const { status, code, retryAfterMs } = await once(request)
      if (status < 300) return { kind: 'done' }
      if (status === 429 && !isRepeat && retryAfterMs <= RETRY_AFTER_MAX_MS) {
        await sleep(retryAfterMs)
        return send(request, true)
      }
      if (status >= 500 && request.repeatable && !isRepeat) return send(request, true)
      // An interaction is answered once: the repeat finds the first try accepted.
      if (code === ALREADY_ANSWERED && isRepeat) return { kind: 'done' }
      const named = code > 0 ? String(code) : `http-${status}`
      const final = code === ALREADY_ANSWERED || code === UNKNOWN_INTERACTION || code === UNKNOWN_WEBHOOK || status >= 500 || status === 429
      return { kind: final ? 'lost' : 'refused', code: named }
    } catch (error) {
      if (request.repeatable && !isRepeat) return send(request, true)
      return { kind: 'lost', code: codeOf(error) }
    }
  }

  const original = ({ applicationId, token }: AnswerTo) => `/webhooks/${applicationId}/${token}/messages/@original`
  return {
    callback: ({ id, token }, body) => send({ method: 'POST', path: `/interactions/${id}/${token}/callback`, body, repeatable: true }),
    editOriginal: (to, body) => send({ method: 'PATCH', path: original(to), body, repeatable: true }),
    deleteOriginal: (to) => send({ method: 'DELETE', path: original(to), repeatable: true }),
    followUp: ({ applicationId, token }, body) =>
      send({ method: 'POST', path: `/webhooks/${applicationId}/${token}`, body, repeatable: false }),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
