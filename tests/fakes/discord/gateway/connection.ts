import { constants, createDeflate } from 'node:zlib'
import type { WebSocket } from 'ws'
import { closeCodes, gatewayLimits, opcodes } from './protocol.ts'

/** A gateway message in either direction. */
export interface GatewayMessage {
  readonly op: number
  readonly d: unknown
  readonly s?: number | null
  readonly t?: string | null
}

/** One WebSocket with HELLO said and heartbeats watched. */
export interface Connection {
  readonly send: (message: GatewayMessage) => void
  readonly close: (code: number, reason: string) => void
  /** Cuts the socket without a closing handshake (the bot sees 1006). */
  readonly cut: () => void
  /** True when the bot came to the resume address. */
  readonly atResumeUrl: boolean
}

/** What a connection needs from the gateway. */
export interface ConnectionParts {
  readonly socket: WebSocket
  readonly compress: boolean
  readonly atResumeUrl: boolean
  readonly heartbeatIntervalMs: number
  readonly acknowledges: () => boolean
  readonly onMessage: (connection: Connection, op: number, data: unknown) => void
  readonly onClose: (connection: Connection, code: number) => void
  readonly onHeartbeat: () => void
}

const plainSender = (socket: WebSocket) => (text: string) => socket.send(text)

/** One zlib stream for the whole connection, flushed after each message, as `compress=zlib-stream` asks for. */
const zlibSender = (socket: WebSocket) => {
  const deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH })
  let chunks: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    // A flush ends with this suffix; it may come in several chunks.
    if (!chunk.subarray(-4).equals(Buffer.from([0x00, 0x00, 0xff, 0xff]))) return
    socket.send(Buffer.concat(chunks))
    chunks = []
  })
  return (text: string) => void deflate.write(text)
}

const decode = (data: unknown): { op: number; d: unknown } | undefined => {
  try {
    const message: unknown = JSON.parse(String(data))
    if (typeof message !== 'object' || message === null || !('op' in message) || typeof message.op !== 'number') return undefined
    return { op: message.op, d: 'd' in message ? message.d : undefined }
  } catch {
    return undefined
  }
}

const minuteMs = 60_000

/** Says HELLO and serves one socket until it closes. */
export const openConnection = (parts: ConnectionParts): Connection => {
  const { socket, heartbeatIntervalMs } = parts
  const write = parts.compress ? zlibSender(socket) : plainSender(socket)
  let recent: number[] = []

  const connection: Connection = {
    send: (message) => {
      if (socket.readyState === socket.OPEN) write(JSON.stringify(message))
    },
    close: (code, reason) => socket.close(code, reason),
    cut: () => socket.terminate(),
    atResumeUrl: parts.atResumeUrl,
  }

  // A bot that is silent for two intervals is gone.
  const silence = setTimeout(() => connection.close(closeCodes.sessionTimedOut, 'Session timed out.'), heartbeatIntervalMs * 2)
  silence.unref()

  const withinRate = (): boolean => {
    const now = performance.now()
    recent = recent.filter((at) => now - at < minuteMs)
    recent.push(now)
    return recent.length <= gatewayLimits.eventsPerMinute
  }

  socket.on('message', (data, isBinary) => {
    const text = isBinary ? '' : data.toString()
    const message = decode(text)
    if (!message || Buffer.byteLength(text) > gatewayLimits.payloadBytes)
      return connection.close(closeCodes.decodeError, 'Error while decoding payload.')
    if (!withinRate()) return connection.close(closeCodes.rateLimited, 'You are being rate limited.')
    if (message.op !== opcodes.heartbeat) return parts.onMessage(connection, message.op, message.d)
    silence.refresh()
    parts.onHeartbeat()
    if (parts.acknowledges()) connection.send({ op: opcodes.heartbeatAck, d: null, s: null, t: null })
  })
  socket.on('close', (code) => {
    clearTimeout(silence)
    parts.onClose(connection, code)
  })
  // A socket that breaks also closes, which is all that matters.
  socket.on('error', () => undefined)

  connection.send({ op: opcodes.hello, d: { heartbeat_interval: heartbeatIntervalMs, _trace: ['["fake"]'] }, s: null, t: null })
  return connection
}
