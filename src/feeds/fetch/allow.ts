/** What an operator lets us reach besides the public internet: for intranets, and for tests. */

import { type BlockList, isIP } from 'node:net'
import { blockListOf } from './addresses.ts'

export interface Allow {
  /** Names, in small letters: any address behind them, plain http and any port. */
  readonly hosts: ReadonlySet<string>
  /** Addresses that may be connected to; written as such in a link, also by plain http and at any port. */
  readonly networks: BlockList
}

/** Entries such as `wiki.example.org`, `10.1.0.0/16` or `fd00::/8`; the first that is none of these is told. */
export function parseAllow(entries: readonly string[]): { readonly allow: Allow } | { readonly wrong: string } {
  const hosts = new Set<string>()
  const networks: string[] = []
  for (const entry of entries) {
    if (isNetwork(entry)) networks.push(entry)
    else if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(entry) && !/^[\d.]+$/.test(entry))
      hosts.add(entry.toLowerCase())
    else return { wrong: entry }
  }
  return { allow: { hosts, networks: blockListOf(networks) } }
}

export const ALLOW_NOTHING: Allow = { hosts: new Set(), networks: blockListOf([]) }

function isNetwork(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
}

/** Whether the operator lets us connect to this address, given as text. */
export function allowsAddress({ networks }: Allow, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && networks.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
