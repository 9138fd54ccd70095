/** Ways that have been used to make a server reach into its own network, by family. All of them have to be refused before a byte is sent. */

/** Not for the public internet, as dotted decimals. Borders of each block, and what is inside that people want. */
const PRIVATE_V4 = [
  ['0.0.0.0', '0.0.0.1', '0.255.255.255'],
  ['10.0.0.0', '10.0.0.1', '10.255.255.255', '10.96.0.1'],
  ['100.64.0.0', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
  ['127.0.0.0', '127.0.0.1', '127.0.1.1', '127.127.127.127', '127.255.255.255'],
  ['168.63.129.16'],
  ['169.254.0.1', '169.254.169.254', '169.254.170.2', '169.254.255.255'],
  ['172.16.0.0', '172.16.0.1', '172.17.0.1', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.8', '192.0.0.170', '192.0.0.192', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.1', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.1', '192.88.99.255'],
  ['192.168.0.0', '192.168.0.1', '192.168.1.1', '192.168.255.255'],
  ['198.18.0.0', '198.18.0.1', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.1', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.1', '203.0.113.255'],
  ['224.0.0.1', '224.0.0.251', '239.255.255.250', '239.255.255.255'],
  ['240.0.0.1', '250.1.2.3', '255.255.255.254', '255.255.255.255'],
].flat()

const PRIVATE_V6 = [
  // Unspecified, loopback, and the same at length.
  ['::', '::1', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0001'],
  // IPv4-mapped, -compatible and -translated.
  ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::ffff:8.8.8.8', '0:0:0:0:0:ffff:c0a8:0101'],
  ['::127.0.0.1', '::7f00:1', '::10.0.0.1', '::169.254.169.254', '::8.8.8.8', '::ffff:0:127.0.0.1', '::ffff:0:7f00:1'],
  // NAT64, by the well-known prefix and the local one.
  ['64:ff9b::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '64:ff9b:1:abcd::a00:1'],
  // 6to4 and Teredo around private and public addresses.
  ['2002:7f00:1::', '2002:a00:1::1', '2002:a9fe:a9fe::', '2002:808:808::1', '2002:c0a8:101::1'],
  ['2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:0:7f00:1::', '2001:0:a9fe:a9fe::'],
  // ISATAP under a public prefix.
  [
    '2600:1f18::5efe:127.0.0.1',
    '2600:1f18::5efe:a00:1',
    '2600:1f18::200:5efe:10.0.0.1',
    '2a00:1450::200:5efe:7f00:1',
    'fe80::5efe:127.0.0.1',
  ],
  // Unique local, link-local, site-local, multicast.
  ['fc00::', 'fc00::1', 'fd00::1', 'fd12:3456:789a::1', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fd00:ec2::254', 'fd20:ce::254'],
  ['fe80::', 'fe80::1', 'fe80::a9fe:a9fe', 'febf::1', 'fec0::1', 'feff::1'],
  ['ff00::1', 'ff01::1', 'ff02::1', 'ff02::fb', 'ff05::2', 'ff0e::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  // Documentation, benchmarking, ORCHID, discard, dummy, SRv6, 6bone.
  ['2001:db8::', '2001:db8::1', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '3fff::1', '3fff:fff::1', '2001:2::1', '2001:2:0:ffff::1'],
  [
    '2001:10::1',
    '2001:1f::1',
    '2001:20::1',
    '2001:2f::1',
    '100::1',
    '100:0:0:1::1',
    '5f00::1',
    '3ffe::1',
    '200::1',
    '4000::1',
    '8000::1',
    'e000::1',
  ],
].flat()

/** Other spellings of an IPv4 address that some parser somewhere reads. */
function spellingsOf(dotted: string): string[] {
  const parts = dotted.split('.').map(Number)
  const [a = 0, b = 0, c = 0, d = 0] = parts
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  const hex = (part: number) => `0x${part.toString(16)}`
  const octal = (part: number) => `0${part.toString(8)}`
  return [
    String(number),
    hex(number),
    `0x${number.toString(16).padStart(8, '0').toUpperCase()}`,
    octal(number),
    parts.map(hex).join('.'),
    parts.map(octal).join('.'),
    parts.map((part) => `000${part.toString(8)}`).join('.'),
    `${hex(a)}.${b}.${octal(c)}.${d}`,
    `${a}.${(b << 16) | (c << 8) | d}`,
    `${a}.${b}.${(c << 8) | d}`,
    `${hex(a)}.${hex((b << 16) | (c << 8) | d)}`,
    `${dotted}.`,
    `${hex(number)}.`,
    // Full-width, circled and mathematical digits, an ideographic full stop, percent codes.
    dotted.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    dotted.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
    dotted.replace(/[1-9]/g, (digit) => String.fromCodePoint(0x2460 + Number(digit) - 1)),
    dotted.replaceAll('.', '。'),
    dotted.replaceAll('.', '．'),
    dotted.replaceAll('.', '%2e'),
    dotted.replace(/\d/g, (digit) => `%3${digit}`),
    // A soft hyphen and a zero-width space, which IDNA drops.
    dotted.replace('.', '\u00ad.'),
    dotted.replace('.', '\u200b.'),
  ]
}

const SPELLED = ['127.0.0.1', '169.254.169.254', '10.0.0.1', '192.168.1.1'].flatMap(spellingsOf)

const NAMES = [
  ['localhost', 'LOCALHOST', 'localhost.', 'ｌｏｃａｌｈｏｓｔ', 'loc%61lhost', 'a.localhost', 'ⓛocalhost', 'localhost.localdomain'],
  ['router', 'db', 'kubernetes', 'x.svc.cluster.local', 'printer.local', 'nas.lan', 'wiki.corp', 'box.home'],
  [
    'metadata',
    'metadata.google.internal',
    'METADATA.google.internal.',
    'instance-data.ec2.internal',
    'gw.home.arpa',
    'x.onion',
    'wiki.intranet',
  ],
].flat()

const LINKS = [
  ['file:///etc/passwd', 'ftp://example.org/', 'gopher://127.0.0.1:6379/_INFO', 'dict://127.0.0.1:11211/stat', 'data:text/plain,x'],
  [
    'javascript:alert(1)',
    'ldap://example.org/',
    'ws://example.org/',
    'jar:https://example.org!/',
    'view-source:https://example.org/',
    'blob:x',
  ],
  [
    'http://example.org/',
    'https://user@example.org/',
    'https://user:password@example.org/',
    'https://:p@example.org/',
    'https://example.org@127.0.0.1/',
  ],
  [
    'https://example.org:22/',
    'https://example.org:6379/',
    'https://example.org:8443/',
    'https://example.org:0/',
    'https://example.org:65536/',
  ],
  ['https://127.0.0.1#@example.org/', 'https://127.0.0.1\\@example.org/', 'https:127.0.0.1', 'https:\\\\127.0.0.1/', 'https:///127.0.0.1/'],
  [
    'https://127.1/',
    'https://0/',
    'https://0x7f/',
    'https://[::ffff:127.0.0.1]./',
    'https://[fe80::1%25eth0]/',
    'https://[::1',
    'https://',
  ],
  [
    '',
    ' ',
    'https',
    '//127.0.0.1/',
    '/etc/passwd',
    'https://exa mple.org/',
    'https://999.999.999.999/',
    'https://1.2.3.4.5/',
    `https://${'a'.repeat(2_100)}.example/`,
  ],
].flat()

const onHosts = (hosts: readonly string[]) => hosts.map((host) => `https://${host.includes(':') ? `[${host}]` : host}/latest/meta-data/`)

/** Refused by looking at the link. */
export const REFUSED_LINKS: readonly string[] = [...onHosts([...PRIVATE_V4, ...PRIVATE_V6, ...SPELLED, ...NAMES]), ...LINKS]

/** Refused by what a harmless name answers. */
export const PRIVATE_ADDRESSES: readonly string[] = [...PRIVATE_V4, ...PRIVATE_V6]
