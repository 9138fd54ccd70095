/** Socket Mode: tickets, WebSocket connections, envelopes out and acknowledgements in. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Journal } from './journal.ts'
import { asString, isJsonObject, type JsonObject, parseJson } from './json.ts'

/** Why Slack asks a client to reconnect. https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled'

/** An acknowledgement, or the lack of one. */
export interface Acknowledged {
  /** Milliseconds from sending to acknowledgement; undefined when there was none in time. */
  readonly ackedInMs: number | undefined
  /** The payload of the acknowledgement; undefined when empty. */
  readonly body: unknown
  readonly failure: 'timeout' | 'not_connected' | undefined
}

/** The connections of the app. */
export interface SocketMode {
  readonly connections: number
  /** A single-use address, or undefined when ten connections are open. */
  newUrl(): string | undefined
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Sends one envelope to one of the connections, in turn. */
  deliver(envelope: JsonObject): Promise<Acknowledged>
  /** Sends a `disconnect` to every connection. The client closes; Slack would, too, some seconds later. */
  disconnect(reason: DisconnectReason): void
  /** Cuts every connection without a word. */
  drop(): void
  /** Says goodbye to every connection; resolves when they are gone. */
  close(): Promise<void>
}

/** https://docs.slack.dev/apis/events-api/using-socket-mode: at most ten connections. */
const connectionsMost = 10

interface Pending {
  readonly kind: string
  readonly sentAt: number
  readonly settle: (outcome: Acknowledged) => void
  readonly timer: NodeJS.Timeout
}

/** @param ackTimeoutMs three seconds at Slack. */
export function createSocketMode(setup: {
  readonly journal: Journal
  readonly appId: string
  readonly host: () => string
  readonly ackTimeoutMs: number
}): SocketMode {
  const { journal, appId, host, ackTimeoutMs } = setup
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const sockets: WebSocket[] = []
  const tickets = new Set<string>()
  const pending = new Map<string, Pending>()
  /** Envelopes that timed out or were acknowledged, so that late and double acknowledgements are told from invented ones. */
  const settled = new Set<string>()
  let serial = 0
  let turn = 0

  function acknowledge(text: string): void {
    const message = parseJson(text)
    const id = isJsonObject(message) ? asString(message.envelope_id) : undefined
    if (!isJsonObject(message) || id === undefined) {
      journal.violation('Socket Mode: a message without an envelope_id')
      return
    }
    const waiting = pending.get(id)
    if (waiting === undefined) {
      if (!settled.has(id)) journal.violation('Socket Mode: acknowledged an envelope that was never sent')
      return
    }
    pending.delete(id)
    clearTimeout(waiting.timer)
    remember(id)
    const payload = message.payload
    const empty = !isJsonObject(payload) || Object.keys(payload).length === 0
    waiting.settle({
      ackedInMs: performance.now() - waiting.sentAt,
      body: empty ? undefined : payload,
      failure: undefined,
    })
  }

  function remember(id: string): void {
    if (settled.size > 10_000) settled.clear()
    settled.add(id)
  }

  function forget(socket: WebSocket): void {
    const index = sockets.indexOf(socket)
    if (index >= 0) sockets.splice(index, 1)
    journal.changed()
  }

  // Slack pings its clients; the official client gives a connection up after 30 s without one.
  const pinging = setInterval(() => {
    for (const socket of sockets) socket.ping('ping from the fake Slack')
  }, 5000)
  pinging.unref()

  return {
    get connections() {
      return sockets.length
    },
    newUrl() {
      if (sockets.length >= connectionsMost) return undefined
      serial += 1
      const ticket = `ticket-${serial}`
      tickets.add(ticket)
      return `ws://${host()}/link/?ticket=${ticket}&app_id=${appId}`
    },
    upgrade(request, stream, head) {
      const query = new URLSearchParams(request.url?.split('?')[1] ?? '')
      if (!request.url?.startsWith('/link/') || !tickets.delete(query.get('ticket') ?? '')) {
        stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
        return
      }
      server.handleUpgrade(request, stream, head, (socket) => {
        sockets.push(socket)
        socket.on('message', (data) => acknowledge(String(data)))
        socket.on('close', () => forget(socket))
        socket.on('error', () => forget(socket))
        const started = new Date().toISOString()
        socket.send(
          JSON.stringify({
            type: 'hello',
            num_connections: sockets.length,
            debug_info: { host: 'applink-fake', build_number: 1, started, approximate_connection_time: 18_060 },
            connection_info: { app_id: appId },
          }),
        )
        journal.changed()
      })
    },
    deliver(envelope) {
      turn += 1
      const open = sockets.filter((socket) => socket.readyState === socket.OPEN)
      const socket = open[turn % Math.max(1, open.length)]
      if (socket === undefined) {
        return Promise.resolve({ ackedInMs: undefined, body: undefined, failure: 'not_connected' })
      }
      serial += 1
      const id = `e0000000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`
      const kind = asString(envelope.type) ?? 'unknown'
      const frame = JSON.stringify({ envelope_id: id, ...envelope })
      return new Promise((settle) => {
        const timer = setTimeout(() => {
          pending.delete(id)
          remember(id)
          journal.timeouts.push(`${kind} not acknowledged within ${ackTimeoutMs} ms over Socket Mode`)
          settle({ ackedInMs: undefined, body: undefined, failure: 'timeout' })
        }, ackTimeoutMs)
        pending.set(id, { kind, sentAt: performance.now(), settle, timer })
        socket.send(frame)
      })
    },
    disconnect(reason) {
      for (const socket of sockets) {
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-fake' } }))
      }
    },
    drop() {
      for (const socket of [...sockets]) socket.terminate()
    },
    async close() {
      clearInterval(pinging)
      for (const { timer, settle } of pending.values()) {
        clearTimeout(timer)
        settle({ ackedInMs: undefined, body: undefined, failure: 'not_connected' })
      }
      pending.clear()
      await Promise.all([...sockets].map(closeGently))
      server.close()
    },
  }
}

/** A client that does not answer the goodbye is cut off: tests must end. */
function closeGently(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), 500)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.close(1000)
  })
}
