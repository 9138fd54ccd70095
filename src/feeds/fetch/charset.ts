/** Bytes to text, in the charset the sender used. */

/** As many bytes as a browser looks at for a declaration. */
const LOOKED_AT_BYTES = 1_024

/**
 * The text of a body: by its byte order mark, else as the Content-Type says, else as it declares itself (XML declaration or HTML meta),
 * else UTF-8, and Windows-1252 when it is not UTF-8. Never throws; what cannot be read becomes U+FFFD.
 */
export function decodeText(body: Uint8Array, contentType: string | null): string {
  const marked = byMark(body)
  if (marked !== null) return new TextDecoder(marked).decode(body)
  const named = decoderFor(/charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? '')?.[1]) ?? decoderFor(declaredIn(body))
  if (named !== null) return named.decode(body)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return new TextDecoder('windows-1252').decode(body)
  }
}

function byMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return null
}

function decoderFor(label: string | undefined) {
  if (label === undefined) return null
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

function declaredIn(body: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(body.subarray(0, LOOKED_AT_BYTES))
  const xml = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(start)?.[1]
  const label = xml ?? /<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(start)?.[1]
  // A declaration that could be read as ASCII cannot be UTF-16; HTML's own rule for it is UTF-8.
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label
}
