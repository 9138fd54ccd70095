/** Who asks on Discord, as the commands see it. */

import type { Asker } from '../../commands/asker.ts'
import type { Origin } from './decode.ts'

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
const MANAGES = (1n << 3n) | (1n << 5n)

/** Administrator or Manage Server lets a person manage, as Discord states it with each interaction; without that statement nobody may. */
export function askerOf({ userId, guildId, channelId, installed, locale, guildLocale, permissions }: Origin): Asker {
  return {
    person: { chatPlatform: 'discord', userId },
    channel: installed && guildId !== null && channelId !== null ? { chatPlatform: 'discord', installationId: guildId, channelId } : null,
    locale,
    installationLocale: guildLocale,
    zone: null,
    mayManage: async () => permissions !== null && (permissions & MANAGES) !== 0n,
  }
}
