/** One site: an HTTP server on 127.0.0.1 that is strict about what it is asked, and remembers it. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface SeenRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/** Answers one request. The socket is there for those who answer badly. */
export type Page = (response: ServerResponse, request: IncomingMessage, socket: Socket) => void

export interface FakeSite {
  /** `http://127.0.0.1:PORT`, or with the given name instead of the address. */
  url(path: string, host?: string): string
  readonly port: number
  /** Serves this at a path from now on, with any query. */
  on(path: string, page: Page): void
  /** In order, without robots.txt unless a page is set for it. */
  readonly seen: readonly SeenRequest[]
  /** What a guest did that no polite one does. */
  readonly complaints: readonly string[]
  /** The most connections that were open at one time. */
  readonly connectionsMost: number
  stop(): Promise<void>
}

/** Paths without a page are 404, robots.txt too. */
export async function startSite(): Promise<FakeSite> {
  const pages = new Map<string, Page>()
  const seen: SeenRequest[] = []
  const complaints: string[] = []
  const open = new Set<Socket>()
  let connectionsMost = 0

  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    complaints.push(...complaintsAbout(request))
    const page = pages.get(path)
    if (path !== '/robots.txt' || page !== undefined) seen.push({ path: request.url ?? '', headers: request.headers })
    if (page === undefined) response.writeHead(404).end('not here')
    else page(response, request, request.socket)
  })
  server.on('connection', (socket) => {
    open.add(socket)
    connectionsMost = Math.max(connectionsMost, open.size)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: (path, host = '127.0.0.1') => `http://${host}:${port}${path}`,
    port,
    on: (path, page) => void pages.set(path, page),
    seen,
    complaints,
    get connectionsMost() {
      return connectionsMost
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        for (const socket of open) socket.destroy()
      }),
  }
}

function complaintsAbout({ method, headers, url }: IncomingMessage): string[] {
  const complaints: string[] = []
  if (method !== 'GET') complaints.push(`${method} ${url}`)
  if (!/^Optout\/\S+ \(\+\S+\)$/.test(headers['user-agent'] ?? '')) complaints.push(`user agent: ${headers['user-agent']}`)
  if (headers.cookie !== undefined || headers.authorization !== undefined || headers.referer !== undefined)
    complaints.push('tells more than it needs to')
  return complaints
}
