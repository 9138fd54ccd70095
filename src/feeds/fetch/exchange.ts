/** One request on one connection of its own, and its answer. Redirects are the fetcher's business. */

import { type IncomingMessage, request as startRequest } from 'node:http'
import type { Socket } from 'node:net'
import { type ConnectOptions, codeOfAbort, connect } from './connect.ts'
import type { FaultCode } from './fetched.ts'
import type { GuardedUrl } from './guard-url.ts'
import { type BodyLimits, readBody } from './read-body.ts'

export interface ExchangeOptions extends Omit<ConnectOptions, 'signal'> {
  readonly limits: FetchLimits
  readonly stop: AbortController
}

export interface FetchLimits extends BodyLimits {
  /** From looking up the name to the last byte, redirects and robots.txt included. */
  readonly totalMs: number
  /** Without a byte in either direction. */
  readonly idleMs: number
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** Empty unless the status is 200. */
  readonly body: Uint8Array
}

export type Exchanged = Answer | { readonly fault: 'refused' | 'unavailable'; readonly code: FaultCode }

const HEADER_BYTES_MAX = 32 * 1024

/** Asks once. The connection is closed afterwards, whatever happened. */
export async function exchange(
  target: GuardedUrl,
  headers: Readonly<Record<string, string>>,
  { limits, stop, ...options }: ExchangeOptions,
): Promise<Exchanged> {
  const { signal } = stop
  const connected = await connect(target, { ...options, signal })
  if ('fault' in connected) return connected
  const { socket } = connected
  const onAbort = () => socket.destroy()
  signal.addEventListener('abort', onAbort, { once: true })
  socket.setTimeout(limits.idleMs, () => stop.abort('idle'))
  try {
    if (signal.aborted) return { fault: 'unavailable', code: codeOfAbort(signal) }
    const answer = await send(target, headers, socket)
    if (answer === null) return { fault: 'unavailable', code: signal.aborted ? codeOfAbort(signal) : 'protocol' }
    const status = answer.statusCode ?? 0
    if (status !== 200) return { status, headers: answer.headers, body: new Uint8Array() }
    // An honest server says how long it will be; one that lies is found out while reading.
    if (Number(answer.headers['content-length'] ?? 0) > limits.sentBytesMax) return { fault: 'refused', code: 'body-too-large' }
    const read = await readBody(answer, answer.headers['content-encoding'], limits)
    if ('bytes' in read) return { status, headers: answer.headers, body: read.bytes }
    if (signal.aborted) return { fault: 'unavailable', code: codeOfAbort(signal) }
    return { fault: read.code === 'truncated' ? 'unavailable' : 'refused', code: read.code }
  } finally {
    signal.removeEventListener('abort', onAbort)
    socket.destroy()
  }
}

/** `null` when what came back is not HTTP, or nothing came back. */
function send(target: GuardedUrl, headers: Readonly<Record<string, string>>, socket: Socket): Promise<IncomingMessage | null> {
  return new Promise((resolve) => {
    const { url } = target
    const request = startRequest({
      // The socket is connected, to an address that was checked: there is nothing left to look up or to open.
      createConnection: () => socket,
      host: target.host,
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { Host: url.host, Connection: 'close', ...headers },
      maxHeaderSize: HEADER_BYTES_MAX,
    })
    request.once('response', resolve)
    request.once('upgrade', () => resolve(null))
    request.once('error', () => resolve(null))
    request.once('close', () => resolve(null))
    request.end()
  })
}
