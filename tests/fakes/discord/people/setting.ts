import { memberPermissions } from '../factories.ts'
import type { Setting } from '../state.ts'
import { addGuild, dmChannelOf, knownIds, personOf, type World } from '../world.ts'

/** Who acts, where, and how the app got there. */
export interface Whereabouts {
  /** The person's id. Default `knownIds.person`. */
  readonly user?: string
  /** The server's id. Default: the first one the bot is in (or, with `install: 'user'`, one it is not in). */
  readonly guild?: string
  /** Default `guild`. `private-channel` is a group DM or a DM between people; the app is there by user install only. */
  readonly context?: 'guild' | 'bot-dm' | 'private-channel'
  /** Who installed the app; `user` alone means that the bot is not in the server. Default `guild`. */
  readonly install?: 'guild' | 'user' | 'both'
  /** Default: the server's first channel, or the DM. */
  readonly channelId?: string
  /** The person's language. Default `en-US`. */
  readonly locale?: string
  /** The server's language, when it is to differ from the server's own. */
  readonly guildLocale?: string
  /** Bit set of what the person may do in the channel, decimal text or bigint. Default: an ordinary member. */
  readonly memberPermissions?: string | bigint
  /** Overrides what `install` and `context` give. Keys: `0` server (its id, or `0` in a bot DM), `1` person. */
  readonly authorizingIntegrationOwners?: Readonly<Partial<Record<'0' | '1', string>>>
}

const contexts = { guild: 0, 'bot-dm': 1, 'private-channel': 2 } as const

const outsideGuildName = 'A server without the bot'

const guildFor = (world: World, where: Whereabouts) => {
  if (where.guild !== undefined) {
    const guild = world.guilds.get(where.guild)
    if (!guild) throw new Error(`There is no server ${where.guild}; add it with fake.addGuild first`)
    return guild
  }
  const wanted = where.install !== 'user'
  for (const guild of world.guilds.values()) if (guild.botIsIn === wanted) return guild
  if (wanted) throw new Error('The bot is in no server')
  return addGuild(world, { name: outsideGuildName, botIsIn: false })
}

const ownersFor = (userId: string, guildId: string | undefined, where: Whereabouts): Setting['owners'] => {
  if (where.authorizingIntegrationOwners) return where.authorizingIntegrationOwners
  const install = where.install ?? (where.context === 'private-channel' ? 'user' : 'guild')
  const byGuild = install === 'user' ? {} : { '0': guildId ?? '0' }
  return install === 'guild' ? byGuild : { ...byGuild, '1': userId }
}

/** Works out the full setting of an interaction. Throws when the test describes a place that cannot be. */
export const settle = (world: World, where: Whereabouts): Setting => {
  const userId = where.user ?? knownIds.person
  const context = where.context ?? 'guild'
  const guild = context === 'guild' ? guildFor(world, where) : undefined
  if (guild && !guild.botIsIn && where.install !== 'user' && !where.authorizingIntegrationOwners) {
    throw new Error(`The bot is not in server ${guild.id}: use install: 'user'`)
  }
  const channelId = where.channelId ?? guild?.channelId ?? (context === 'bot-dm' ? dmChannelOf(world, userId).id : world.newId())
  return {
    user: personOf(world, userId).user,
    channelId,
    guild,
    context: contexts[context],
    owners: ownersFor(userId, guild?.id, where),
    locale: where.locale ?? 'en-US',
    guildLocale: guild && (where.guildLocale ?? guild.locale),
    memberPermissions: String(where.memberPermissions ?? memberPermissions),
  }
}
