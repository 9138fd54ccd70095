import { expect, test } from 'vitest'
import { PERMISSION, permissionsIn } from '../../../src/bots/discord/permissions.ts'

const GUILD = '1'
const BOT = '2'
const ROLE = '3'
const { viewChannel, sendMessages, administrator } = PERMISSION
const bits = (...each: bigint[]) => String(each.reduce((sum, bit) => sum | bit, 0n))

const standing = (everyone: string, role: string) => ({
  guildId: GUILD,
  memberId: BOT,
  memberRoles: [ROLE],
  roles: [
    { id: GUILD, permissions: everyone },
    { id: ROLE, permissions: role },
    { id: '4', permissions: bits(administrator) },
  ],
})

test.each([
  ['roles add up; roles of others do not count', standing(bits(viewChannel), bits(sendMessages)), [], viewChannel | sendMessages],
  [
    'an administrator may do everything',
    standing('0', bits(administrator)),
    [{ id: GUILD, type: 0, allow: '0', deny: bits(sendMessages) }],
    ~0n,
  ],
  [
    'a channel closed to everyone is closed to us',
    standing(bits(viewChannel, sendMessages), '0'),
    [{ id: GUILD, type: 0, allow: '0', deny: bits(sendMessages) }],
    viewChannel,
  ],
  [
    'our role opens it again, whatever the order of the list',
    standing(bits(viewChannel, sendMessages), '0'),
    [
      { id: ROLE, type: 0, allow: bits(sendMessages), deny: '0' },
      { id: GUILD, type: 0, allow: '0', deny: bits(sendMessages) },
    ],
    viewChannel | sendMessages,
  ],
  [
    'what is said of us alone counts last',
    standing(bits(viewChannel), bits(sendMessages)),
    [
      { id: BOT, type: 1, allow: '0', deny: bits(sendMessages) },
      { id: ROLE, type: 0, allow: bits(sendMessages), deny: '0' },
    ],
    viewChannel,
  ],
] as const)('%s', (_, who, overwrites, expected) => {
  expect(permissionsIn(who, [...overwrites])).toBe(expected)
})
