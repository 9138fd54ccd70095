/** Delivers to the bot's own HTTP endpoint, signed as Slack signs. https://docs.slack.dev/authentication/verifying-requests-from-slack */
import { createHmac } from 'node:crypto'
import { Agent, request as httpRequest } from 'node:http'
import type { Journal } from './journal.ts'
import { asString, isJsonObject, type JsonObject, parseJson } from './json.ts'

/** Where and how to deliver over HTTP. */
export interface HttpDelivery {
  readonly via: 'http'
  /** The endpoint for everything, such as `http://127.0.0.1:3000/slack/events`. */
  readonly url: string
  readonly signingSecret: string
  /** The clock that requests are stamped with; the real one by default, since Bolt checks against that. */
  readonly now?: () => number
}

/** Ways to get the signature wrong on purpose. */
export type Forgery =
  | 'wrong-signature'
  | 'missing-signature'
  | 'unknown-version'
  | 'tampered-body'
  | 'old-timestamp'
  | 'future-timestamp'
  | 'missing-timestamp'

/** A request exactly as it went over the wire, so that it can be sent again. */
export interface RawRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What the bot's endpoint answered. */
export interface RawResponse {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** The outcome of one signed delivery. */
export interface HttpDelivered {
  readonly raw: RawRequest
  readonly ackedInMs: number | undefined
  readonly status: number | undefined
  /** The acknowledgement's body: an object when JSON, `{ text }` when plain text, undefined when empty. */
  readonly body: unknown
  readonly failure: 'timeout' | 'not_connected' | 'refused' | undefined
}

/** The `v0=` signature of a body. */
export function sign(signingSecret: string, timestampSec: number, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestampSec}:${body}`).digest('hex')}`
}

/** Just outside the five minutes that Slack's guide tells apps to accept, with room for a slow machine. */
const staleBySec = 6 * 60

/** Builds the request for an envelope: commands as a form, interactions as a form with `payload`, events as JSON. */
export function signedRequest(
  to: HttpDelivery,
  envelope: JsonObject,
  forgery?: Forgery,
  retry?: { readonly num: number; readonly reason: string },
): RawRequest {
  const payload = isJsonObject(envelope.payload) ? envelope.payload : {}
  const kind = asString(envelope.type)
  const isJson = kind === 'events_api'
  const body = isJson ? JSON.stringify(payload) : formOf(kind === 'slash_commands' ? payload : { payload: JSON.stringify(payload) })
  const shiftSec = forgery === 'old-timestamp' ? -staleBySec : forgery === 'future-timestamp' ? staleBySec : 0
  const timestampSec = Math.floor((to.now ?? Date.now)() / 1000) + shiftSec
  const secret = forgery === 'wrong-signature' ? 'another secret' : to.signingSecret
  const signature = sign(secret, timestampSec, body)
  return {
    url: to.url,
    body: forgery === 'tampered-body' ? `${body}${isJson ? ' ' : '&tampered=1'}` : body,
    headers: {
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: 'application/json,*/*',
      'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
      ...(forgery !== 'missing-timestamp' && { 'x-slack-request-timestamp': String(timestampSec) }),
      ...(forgery !== 'missing-signature' && {
        'x-slack-signature': forgery === 'unknown-version' ? signature.replace('v0=', 'v9=') : signature,
      }),
      ...(retry !== undefined && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    },
  }
}

function formOf(fields: JsonObject): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')
}

/** Sends requests over kept connections. */
export interface HttpDeliverer {
  /** @throws when the endpoint cannot be reached or does not answer within `timeoutMs`. */
  send(raw: RawRequest, timeoutMs: number): Promise<RawResponse>
  deliver(raw: RawRequest): Promise<HttpDelivered>
  close(): void
}

/** @param ackTimeoutMs three seconds at Slack. */
export function createHttpDeliverer(journal: Journal, ackTimeoutMs: number): HttpDeliverer {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const deliverer: HttpDeliverer = {
    send({ url, headers, body }, timeoutMs) {
      return new Promise((resolve, reject) => {
        const outgoing = httpRequest(
          url,
          { method: 'POST', agent, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } },
          (incoming) => {
            const chunks: Buffer[] = []
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
            incoming.on('end', () => {
              clearTimeout(timer)
              resolve({
                status: incoming.statusCode ?? 0,
                contentType: incoming.headers['content-type'] ?? '',
                body: Buffer.concat(chunks).toString('utf8'),
              })
            })
            incoming.on('error', reject)
          },
        )
        const timer = setTimeout(() => outgoing.destroy(new DeliveryTimeout()), timeoutMs)
        outgoing.on('error', (error) => {
          clearTimeout(timer)
          // A kept connection that the endpoint closed at the same moment: the request was not read. https://nodejs.org/api/http.html#requestreusedsocket
          if (outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET') {
            resolve(deliverer.send({ url, headers, body }, timeoutMs))
          } else reject(error)
        })
        outgoing.end(body)
      })
    },
    async deliver(raw) {
      const sentAt = performance.now()
      try {
        const { status, contentType, body } = await deliverer.send(raw, ackTimeoutMs)
        const ok = status >= 200 && status < 300
        const ackedInMs = ok ? performance.now() - sentAt : undefined
        return { raw, ackedInMs, status, body: ackBody(contentType, body), failure: ok ? undefined : 'refused' }
      } catch (error) {
        const timedOut = error instanceof DeliveryTimeout
        if (timedOut) journal.timeouts.push(`${raw.url} did not acknowledge within ${ackTimeoutMs} ms`)
        const failure = timedOut ? 'timeout' : 'not_connected'
        return { raw, ackedInMs: undefined, status: undefined, body: undefined, failure }
      }
    },
    close: () => agent.destroy(),
  }
  return deliverer
}

class DeliveryTimeout extends Error {}

function ackBody(contentType: string, body: string): unknown {
  if (body === '') return undefined
  return contentType.startsWith('application/json') ? parseJson(body) : { text: body }
}
