/** One port for everything: Slack's requests first, then our pages. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { StartError } from './start-error.ts'

export interface HttpServer {
  /** Like `http://127.0.0.1:3000`. */
  readonly url: string
  /** Takes no new requests, lets those under way end for a moment, then closes. */
  close(): Promise<void>
}

/** Requests under way get this long when we stop. */
const CLOSE_MS = 3_000

/**
 * Listens on `host:port` (port 0: any free one). `first` may take a request and then returns true.
 * @throws {StartError} when the port is taken or may not be used.
 */
export async function listen(
  app: Hono,
  {
    host,
    port,
    first,
  }: {
    readonly host: string
    readonly port: number
    readonly first?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
  },
): Promise<HttpServer> {
  const pages = getRequestListener(app.fetch)
  const server = createServer((request, response) => {
    if (first?.(request, response) !== true) void pages(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port)))
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return { url: `http://${shown}:${address.port}`, close: () => close(server) }
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): StartError {
  if (error.code === 'EADDRINUSE')
    return new StartError(`Port ${port} is in use. Stop what runs there, or choose another with PORT.`, { cause: error })
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} may not be used by this account. Choose one above 1023 with PORT.`, { cause: error })
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new StartError(`This computer has no address "${host}". Set HOST to one of its own, such as 127.0.0.1.`, { cause: error })
  return new StartError(`The web server could not start (${error.code ?? error.message}). Check HOST and PORT.`, { cause: error })
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS)
  await closed
  clearTimeout(timer)
}
