/** A server that speaks just enough of PostgreSQL to refuse in the ways real ones do. https://www.postgresql.org/docs/current/protocol-message-formats.html */

import { createServer, type Socket } from 'node:net'

export interface Refusing {
  /** Answers the greeting with this error code. */
  readonly refuses?: string
  /** What it says about itself when asked. */
  readonly version?: string
  readonly readOnly?: 'on' | 'off'
}

/** Starts it on a free port; `url` has a password that no message may repeat. */
export async function startFakePostgres({ refuses, version = '150004', readOnly = 'off' }: Refusing) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let greeted = false
    socket.on('error', () => {})
    socket.on('data', (data) => {
      if (!greeted) {
        greeted = true
        socket.write(refuses === undefined ? Buffer.concat([message('R', int32(0)), READY]) : errorMessage(refuses))
        if (refuses !== undefined) socket.end()
      } else if (data.toString('latin1', 0, 1) === 'Q') socket.write(row([version, readOnly]))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `postgresql://optout:a-password-of-ours@127.0.0.1:${address.port}/optout`,
    stop: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const int16 = (value: number) => {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
const text = (value: string) => Buffer.from(`${value}\0`)
const message = (type: string, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}
const READY = message('Z', Buffer.from('I'))

const errorMessage = (code: string) => message('E', text('SFATAL'), text(`C${code}`), text('Mthe words of the server'), Buffer.from([0]))

/** One row of two texts, named as the question names them. */
function row(values: readonly [string, string]): Buffer {
  const column = (name: string) => Buffer.concat([text(name), int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)])
  return Buffer.concat([
    message('T', int16(2), column('version'), column('read_only')),
    message('D', int16(2), ...values.map((value) => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]))),
    message('C', text('SELECT 1')),
    READY,
  ])
}
