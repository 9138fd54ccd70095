/** Opens a connection to an address that was checked: what the name answers is checked once and that very answer is connected to. */

import { lookup as systemLookup } from 'node:dns'
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { isPublicAddress } from './addresses.ts'
import { type Allow, allowsAddress } from './allow.ts'
import type { FaultCode } from './fetched.ts'
import type { GuardedUrl } from './guard-url.ts'

/** All addresses a name stands for. Rejects when it stands for none. */
export type Resolve = (host: string) => Promise<readonly string[]>

export interface ConnectOptions {
  readonly allow: Allow
  readonly resolve: Resolve
  readonly signal: AbortSignal
  /** Certificates to trust besides the usual ones, as PEM. */
  readonly ca?: string | undefined
}

export type Connected = { readonly socket: Socket } | { readonly fault: 'refused' | 'unavailable'; readonly code: FaultCode }

/** How this machine looks names up. */
export const resolveBySystem: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses.map(({ address }) => address))
      else reject(error)
    })
  })

/**
 * A connected socket, with TLS done where the link asks for it. Refused when one of the name's addresses is not public: a name that
 * answers with both kinds is up to something. The peer's address is looked at once more before a byte is sent.
 */
export async function connect(target: GuardedUrl, options: ConnectOptions): Promise<Connected> {
  const { allow, resolve, signal, ca } = options
  const mayReach = (address: string) => target.anyAddress || isPublicAddress(address) || allowsAddress(allow, address)

  let addresses: readonly string[]
  try {
    addresses = isIP(target.host) === 0 ? await orAborted(resolve(target.host), signal) : [target.host]
  } catch {
    return { fault: 'unavailable', code: signal.aborted ? codeOfAbort(signal) : 'dns' }
  }
  if (addresses.length === 0 || addresses.some((address) => isIP(address) === 0)) return { fault: 'unavailable', code: 'dns' }
  if (!addresses.every(mayReach)) return { fault: 'refused', code: 'address-private' }

  const answered = addresses.map((address) => ({ address, family: isIP(address) }))
  const lookup: LookupFunction = (_host, { all }, callback) => {
    if (all === true) return callback(null, answered)
    callback(null, answered[0]?.address ?? '', answered[0]?.family)
  }
  const where = { host: target.host, port: target.port, lookup, autoSelectFamily: true }
  const names = isIP(target.host) === 0 ? { servername: target.host } : {}
  const trust = ca === undefined ? {} : { ca }
  const socket = target.tls ? connectTls({ ...where, ...names, ...trust, ALPNProtocols: ['http/1.1'] }) : connectTcp(where)
  // Errors after this function has answered belong to whoever got the socket; without any listener they would end the process.
  socket.on('error', () => {})

  return await new Promise<Connected>((resolved) => {
    let reached = false
    const fail = (fault: 'refused' | 'unavailable', code: FaultCode) => {
      signal.removeEventListener('abort', onAbort)
      socket.destroy()
      resolved({ fault, code })
    }
    const onAbort = () => fail('unavailable', codeOfAbort(signal))
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('connect', () => {
      reached = true
      if (!mayReach(socket.remoteAddress ?? '')) fail('refused', 'address-private')
    })
    socket.once('error', () => fail('unavailable', reached && target.tls ? 'tls' : 'connection'))
    socket.once('close', () => fail('unavailable', reached && target.tls ? 'tls' : 'connection'))
    socket.once(target.tls ? 'secureConnect' : 'connect', () => {
      if (socket.destroyed) return
      signal.removeEventListener('abort', onAbort)
      resolved({ socket })
    })
  })
}

/** Aborting with `'too-slow'` or `'idle'` as the reason says so; anything else is the one who asked giving up. */
export function codeOfAbort(signal: AbortSignal): FaultCode {
  return signal.reason === 'too-slow' || signal.reason === 'idle' ? signal.reason : 'stopped'
}

async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(new Error('aborted'))
    // Listened to first, and in every case: a promise nobody waits for any more must not end the process when it rejects.
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
