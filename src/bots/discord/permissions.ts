/** What the bot may do in a channel, computed as Discord documents it. https://docs.discord.com/developers/topics/permissions#permission-overwrites */

import type { Channel } from './schema.ts'

export const PERMISSION = {
  administrator: 1n << 3n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  readHistory: 1n << 16n,
  sendInThreads: 1n << 38n,
} as const

export interface Standing {
  readonly guildId: string
  readonly memberId: string
  /** The member's roles; the everyone role, whose id is the guild's, counts always. */
  readonly memberRoles: readonly string[]
  readonly roles: readonly { readonly id: string; readonly permissions: string }[]
}

/** The permission bits of the member in a channel with these overwrites. A thread takes those of its parent. */
export function permissionsIn(
  { guildId, memberId, memberRoles, roles }: Standing,
  overwrites: NonNullable<Channel['permission_overwrites']>,
): bigint {
  const mine = new Set([guildId, ...memberRoles])
  let bits = 0n
  for (const role of roles) if (mine.has(role.id)) bits |= BigInt(role.permissions)
  if ((bits & PERMISSION.administrator) !== 0n) return ~0n
  const everyone = overwrites.filter(({ id }) => id === guildId)
  const byRole = overwrites.filter(({ id }) => id !== guildId && mine.has(id))
  const own = overwrites.filter(({ id }) => id === memberId)
  for (const level of [everyone, byRole, own]) {
    let allow = 0n
    let deny = 0n
    for (const overwrite of level) {
      allow |= BigInt(overwrite.allow)
      deny |= BigInt(overwrite.deny)
    }
    bits = (bits & ~deny) | allow
  }
  return bits
}
