/** Reads a body to its end, decompressed, and never more of it than it may be: neither as sent nor as unpacked. */

import { once } from 'node:events'
import { type Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import type { FaultCode } from './fetched.ts'

export interface BodyLimits {
  /** As it comes over the wire. */
  readonly sentBytesMax: number
  /** After decompression. */
  readonly bytesMax: number
}

export type BodyRead = { readonly bytes: Uint8Array } | { readonly code: FaultCode }

/** Nobody honest packs more often; each further layer multiplies what a bomb can hold. */
const ENCODINGS_MAX = 2

class TooLarge extends Error {}

/** `encoding` is the Content-Encoding as received. A stream that breaks off is `truncated`, whatever was read of it. */
export async function readBody(sent: Readable, encoding: string | undefined, limits: BodyLimits): Promise<BodyRead> {
  const decoders = await decodersFor(sent, encoding)
  if (decoders === null) {
    sent.destroy()
    return { code: 'encoding-unknown' }
  }
  const parts: Buffer[] = []
  const collect = new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part)
      done()
    },
  })
  try {
    await pipeline([sent, atMost(limits.sentBytesMax), ...decoders, atMost(limits.bytesMax), collect])
  } catch (error) {
    sent.destroy()
    if (error instanceof TooLarge) return { code: 'body-too-large' }
    return { code: isZlibError(error) ? 'encoding-broken' : 'truncated' }
  }
  return { bytes: Buffer.concat(parts) }
}

function atMost(bytesMax: number): Transform {
  let bytes = 0
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      bytes += part.length
      if (bytes > bytesMax) done(new TooLarge())
      else done(null, part)
    },
  })
}

/** Outermost first; `null` when one of them is not ours to undo. */
async function decodersFor(sent: Readable, encoding: string | undefined): Promise<Transform[] | null> {
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  if (names.length > ENCODINGS_MAX) return null
  const decoders: Transform[] = []
  for (const name of names.reverse()) {
    if (name === 'gzip' || name === 'x-gzip') decoders.push(createGunzip())
    else if (name === 'br') decoders.push(createBrotliDecompress())
    else if (name === 'deflate')
      decoders.push(decoders.length === 0 && !(await beginsWithZlibHeader(sent)) ? createInflateRaw() : createInflate())
    else return null
  }
  return decoders
}

/** Servers send two forms as "deflate"; the one with a header begins with 8 in its low half byte and divides by 31 (RFC 1950). */
async function beginsWithZlibHeader(sent: Readable): Promise<boolean> {
  if (sent.readableLength === 0 && !sent.readableEnded) await Promise.race([once(sent, 'readable'), once(sent, 'close')]).catch(() => {})
  const first: Buffer | null = sent.read()
  if (first === null) return true
  sent.unshift(first)
  const [low = 0, high = 0] = first
  return (low & 0x0f) === 8 && ((low << 8) | high) % 31 === 0
}

/** How zlib and brotli in Node.js name what they find: `Z_DATA_ERROR`, `Z_BUF_ERROR`, `ERR__ERROR_FORMAT_…`. */
function isZlibError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(Z_|ERR__|ERR_BROTLI|ERR_PADDING)/.test(code)
}
