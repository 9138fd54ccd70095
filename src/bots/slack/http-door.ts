/** Slack over HTTP on a server that is not ours: takes the requests meant for Slack, lets Bolt see only well-formed, genuine ones. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import type { Clock } from '../../core/ports/clock.ts'
import type { Log } from '../../core/ports/log.ts'
import { REQUEST_BYTES_MAX } from './limits.ts'
import { createSignedRequests } from './signed-requests.ts'
import { quietLogger } from './web-api.ts'

/** The request URL to enter in the app's settings for commands, interactivity and events alike. */
export const REQUEST_PATH = '/slack/events'

/**
 * Answers a request that is meant for Slack and returns true; false leaves it untouched for somebody else. Never throws.
 */
export type SlackRequestListener = (request: IncomingMessage, response: ServerResponse) => boolean

export interface HttpDoor {
  /** For `new App({ receiver })`. */
  readonly receiver: HTTPReceiver
  readonly listener: SlackRequestListener
}

export function createHttpDoor(options: {
  readonly signingSecret: string
  readonly clock: Clock
  readonly log: Log
  isOpen(): boolean
}): HttpDoor {
  const { log } = options
  const requests = createSignedRequests(options.signingSecret, options.clock)
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    // Checked below, with our clock and our memory of replays; a second check by the real clock could only disagree.
    signatureVerification: false,
    endpoints: REQUEST_PATH,
    logger: quietLogger(log),
    processEventErrorHandler: async ({ response }) => {
      log.warn({ chatPlatform: 'slack' }, 'slack request could not be handled')
      if (!response.headersSent) end(response, 400)
      return true
    },
    unhandledRequestHandler: ({ response }) => {
      log.warn({ chatPlatform: 'slack' }, 'slack request was not for any command')
      if (!response.headersSent) end(response, 404)
    },
  })

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    if (body === null) return refuse(response, 413, 'too-large')
    if (isTlsCheck(request, body)) return end(response, 200)
    const refusal = requests.refusal(request.headers, body)
    if (refusal !== null) return refuse(response, 401, refusal)
    // Bolt reads fields of whatever the body parses to, outside of any try: `null` would end the process.
    if (!holdsAnObject(request, body)) return refuse(response, 400, 'malformed')
    // Bolt takes a body that was read before from here.
    receiver.requestListener(Object.assign(request, { rawBody: body }), response)
  }

  function refuse(response: ServerResponse, status: number, reason: string): void {
    log.warn({ chatPlatform: 'slack', reason }, 'slack request refused')
    end(response, status)
  }

  return {
    receiver,
    listener(request, response) {
      if (request.url?.split('?')[0] !== REQUEST_PATH) return false
      if (request.method !== 'POST') end(response, 405)
      else if (!options.isOpen()) end(response, 503)
      else {
        take(request, response).catch(() => {
          log.warn({ chatPlatform: 'slack' }, 'slack request broke off')
          if (!response.headersSent) end(response, 400)
        })
      }
      return true
    },
  }
}

function end(response: ServerResponse, status: number): void {
  // Whoever sends too much is not listened to any longer.
  response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end()
}

/** The whole body, or `null` as soon as it is larger than anything Slack sends. */
function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > REQUEST_BYTES_MAX) resolve(null)
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => reject(new Error('the request was cut off')))
  })
}

const isForm = (request: IncomingMessage) => request.headers['content-type'] === 'application/x-www-form-urlencoded'

/** https://docs.slack.dev/interactivity/implementing-slash-commands: Slack checks the certificate without signing. */
function isTlsCheck(request: IncomingMessage, body: Buffer): boolean {
  return isForm(request) && new URLSearchParams(body.toString()).get('ssl_check') === '1'
}

function holdsAnObject(request: IncomingMessage, body: Buffer): boolean {
  const text = body.toString()
  const json = isForm(request) ? new URLSearchParams(text).get('payload') : text
  if (json === null) return true
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
