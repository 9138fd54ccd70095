/** Which addresses are on the public internet: everything else is somebody's inside, and a feed must not lead us there. */

import { BlockList, isIP } from 'node:net'

/**
 * IPv4 that is not for the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry, multicast, and the address at
 * which Azure's virtual machines find their host, which looks public (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
 */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/**
 * Within 2000::/3, the only part of IPv6 that is given out for the public internet: special use, Teredo and its like, documentation, 6to4
 * and the old 6bone. https://www.iana.org/assignments/iana-ipv6-special-registry
 * Outside 2000::/3 lie loopback, unique-local, link-local, site-local, multicast, IPv4-mapped and -compatible, and NAT64.
 */
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3ffe::/16', '3fff::/20']

const notPublicV4 = blockListOf(NOT_PUBLIC_V4)
const notPublicV6 = blockListOf(NOT_PUBLIC_V6)
const globalV6 = blockListOf(['2000::/3'])

/** Whether this address, as text, is on the public internet. Anything that is not an address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !notPublicV4.check(address, 'ipv4')
  if (family !== 6 || address.includes('%')) return false
  return globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6') && !isIsatap(address)
}

/** A list of networks, as `10.0.0.0/8` or single addresses. Throws on anything else. */
export function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address)
    if (family === 0) throw new TypeError(`not a network: ${network}`)
    list.addSubnet(address, prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix), family === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

/** ISATAP hides an IPv4 address behind `0:5efe` or `200:5efe` in the second half (RFC 5214, section 6.1), under any prefix. */
function isIsatap(address: string): boolean {
  const [, , , , fifth, sixth] = groupsOf(address)
  return sixth === 0x5efe && (fifth === 0 || fifth === 0x200)
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  // The URL parser writes every valid form in one: no IPv4 tail, `::` once.
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const numbers = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  if (tail === undefined) return numbers(head)
  const [before, after] = [numbers(head), numbers(tail)]
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}
