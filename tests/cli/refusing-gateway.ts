/** A Discord whose REST side is content and whose gateway refuses everybody who identifies. */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

export interface RefusingGateway {
  readonly apiUrl: string
  /** How many times somebody identified. */
  readonly identified: number
  stop(): Promise<void>
}

const IDENTIFY = 2

/** Closes with `code` at each IDENTIFY. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
export async function startRefusingGateway(code: number): Promise<RefusingGateway> {
  let identified = 0
  const server = createServer((_, response) => {
    const { port } = server.address() as AddressInfo
    const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit: limit }))
  })
  const gateway = new WebSocketServer({ server })
  gateway.on('connection', (socket) => {
    socket.on('message', (data) => {
      if ((JSON.parse(String(data)) as { op: number }).op !== IDENTIFY) return
      identified += 1
      socket.close(code)
    })
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 }, s: null, t: null }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    get identified() {
      return identified
    },
    async stop() {
      for (const socket of gateway.clients) socket.terminate()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
