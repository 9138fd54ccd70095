/** Ways to answer: the honest ones, and those a fetcher has to survive. */

import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import type { Page } from './site.ts'

export type Bytes = string | Uint8Array

type Headers = Readonly<Record<string, string | number>>

const COMPRESS = {
  gzip: (bytes: Bytes) => gzipSync(bytes),
  br: (bytes: Bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  deflate: (bytes: Bytes) => deflateSync(bytes),
  'raw deflate': (bytes: Bytes) => deflateRawSync(bytes),
}
export type Compression = keyof typeof COMPRESS

/** Zeros that unpack to this many bytes. */
export const bombOf = (compression: Compression, bytes: number): Uint8Array => COMPRESS[compression](Buffer.alloc(bytes))

const encodingOf = (compression: Compression) => (compression === 'raw deflate' ? 'deflate' : compression)

export const pages = {
  says:
    (body: Bytes, headers: Headers = {}): Page =>
    (response) =>
      void response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(body),

  status:
    (status: number, headers: Headers = {}, body: Bytes = ''): Page =>
    (response) =>
      void response.writeHead(status, headers).end(body),

  redirects:
    (to: string, status = 302): Page =>
    (response) =>
      void response.writeHead(status, { Location: to }).end(),

  compressed:
    (body: Bytes, compression: Compression): Page =>
    (response) =>
      void response.writeHead(200, { 'Content-Encoding': encodingOf(compression) }).end(COMPRESS[compression](body)),

  /** Already packed bytes under any name. */
  packed:
    (bytes: Uint8Array, encoding: string): Page =>
    (response) =>
      void response.writeHead(200, { 'Content-Encoding': encoding }).end(bytes),

  /** 304 for exactly this ETag or date, a body for everybody else. */
  conditional:
    (body: Bytes, { etag, lastModified }: { readonly etag?: string; readonly lastModified?: string }): Page =>
    (response, { headers }) => {
      const validators = {
        ...(etag === undefined ? {} : { ETag: etag }),
        ...(lastModified === undefined ? {} : { 'Last-Modified': lastModified }),
      }
      const same = etag === undefined ? headers['if-modified-since'] === lastModified : headers['if-none-match'] === etag
      if (same) response.writeHead(304, validators).end()
      else response.writeHead(200, validators).end(body)
    },

  /** Never answers. */
  silent: (): Page => () => {},

  /** The head and a first part, then nothing more. */
  stalls: (): Page => (response) => {
    response.writeHead(200)
    response.write('begins')
  },

  /** A byte now and then, for ever. */
  drips:
    (everyMs: number): Page =>
    (response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('.'), everyMs)
      response.on('close', () => clearInterval(timer))
    },

  /** As much as anyone takes. */
  endless: (): Page => (response) => {
    response.writeHead(200)
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  },

  /** Bytes straight onto the wire, then the connection is closed. */
  raw:
    (text: string): Page =>
    (_response, _request, socket) =>
      void socket.end(text, 'latin1'),

  resets: (): Page => (_response, _request, socket) => void socket.resetAndDestroy(),
} as const
