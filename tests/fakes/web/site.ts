/** One site: an HTTP server on 127.0.0.1 that is strict about what it is asked, and remembers it. */

import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'

export interface SeenRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/** Answers one request. The socket is there for those who answer badly. */
export type Page = (response: ServerResponse, request: IncomingMessage, socket: Socket) => void

export interface FakeSite {
  /** `http://127.0.0.1:PORT`, or https, or with the given name instead of the address. */
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

const tlsFile = (name: string) => readFileSync(join(import.meta.dirname, 'tls', name), 'utf8')

/** The certificate of sites that speak TLS; it is for `site.example`, and nobody trusts it unless told. */
export const certificate = (): string => tlsFile('certificate.pem')

/** Paths without a page are 404, robots.txt too. */
export async function startSite({ tls = false }: { readonly tls?: boolean } = {}): Promise<FakeSite> {
  const pages = new Map<string, Page>()
  const seen: SeenRequest[] = []
  const complaints: string[] = []
  const open = new Set<Socket>()
  let connectionsMost = 0

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    complaints.push(...complaintsAbout(request))
    const page = pages.get(path)
    if (path !== '/robots.txt' || page !== undefined) seen.push({ path: request.url ?? '', headers: request.headers })
    if (page === undefined) response.writeHead(404).end('not here')
    else page(response, request, request.socket)
  }
  const server = tls ? createTlsServer({ key: tlsFile('key.pem'), cert: certificate() }, answer) : createServer(answer)
  server.on('connection', (socket) => {
    open.add(socket)
    connectionsMost = Math.max(connectionsMost, open.size)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: (path, host = '127.0.0.1') => `${tls ? 'https' : 'http'}://${host}:${port}${path}`,
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
