/** Whether a link may be followed at all, before anything is looked up. What it leads to is checked when connecting (connect.ts). */

import { isIP } from 'node:net'
import { isPublicAddress } from './addresses.ts'
import { type Allow, allowsAddress } from './allow.ts'
import type { FaultCode } from './fetched.ts'

export interface GuardedUrl {
  readonly url: URL
  /** The host without brackets or a dot at its end: a name, or an address as text. */
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** The operator lets us reach whatever is behind this name. */
  readonly anyAddress: boolean
}

const URL_CHARS_MAX = 2_000
/** Names that mean something only inside a network (RFC 6761, RFC 6762, RFC 8375, RFC 9476, and ICANN's .internal). */
const INSIDE = /(^|\.)(localhost|local|internal|home\.arpa|intranet|lan|corp|home|onion|alt|test|invalid|localdomain)$/

/**
 * The parsed link, or why not. The URL parser has already turned every spelling of an IPv4 address (octal, hexadecimal, one number, other
 * digits, a dot at its end) into the plain one.
 */
export function guardUrl(text: string, allow: Allow): GuardedUrl | { readonly refused: FaultCode } {
  const url = text.length <= URL_CHARS_MAX ? URL.parse(text) : null
  if (url === null) return { refused: 'url-invalid' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { refused: 'url-scheme' }
  if (url.username !== '' || url.password !== '') return { refused: 'url-credentials' }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  if (host === '') return { refused: 'url-invalid' }

  const isAddress = isIP(host) !== 0
  const anyAddress = !isAddress && allow.hosts.has(host)
  const tls = url.protocol === 'https:'
  const port = url.port === '' ? (tls ? 443 : 80) : Number(url.port)
  const trusted = anyAddress || (isAddress && allowsAddress(allow, host))
  const refused = trusted ? null : objectionTo({ host, isAddress, tls, port })
  return refused === null ? { url, host, port, tls, anyAddress } : { refused }
}

function objectionTo(target: {
  readonly host: string
  readonly isAddress: boolean
  readonly tls: boolean
  readonly port: number
}): FaultCode | null {
  const { host, isAddress, tls, port } = target
  if (isAddress && !isPublicAddress(host)) return 'address-private'
  if (!isAddress && (!host.includes('.') || INSIDE.test(host))) return 'url-private-name'
  if (!tls) return 'url-scheme'
  return port === 443 || port === 80 ? null : 'url-port'
}
