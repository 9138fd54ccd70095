import type { APIBaseInteraction, APIInteractionGuildMember, GuildFeature, InteractionType, Locale } from 'discord.js'
import { makeMember, makeTextChannel, permissionBits } from '../factories.ts'
import { showChannel } from '../rest/channel-routes.ts'
import type { InteractionState, Setting, StoredMessage } from '../state.ts'
import { newInteractionToken, type World } from '../world.ts'

/** Ten MiB, what an app without boosts may upload. */
const attachmentSizeLimit = 10 * 1024 * 1024

/** What the app may do where the bot is absent: answer, embed, attach, and nothing else. */
const absentAppPermissions = permissionBits.embedLinks | permissionBits.attachFiles | permissionBits.useExternalApps

const channelOf = (world: World, { channelId, guild, context, user }: Setting): { id: string; type: number } => {
  const known = world.channels.get(channelId)
  if (known) return { ...showChannel(world, known), id: channelId, type: known.guildId === undefined ? 1 : 0 }
  if (guild) return makeTextChannel({ id: channelId, guildId: guild.id, name: 'somewhere' })
  return { id: channelId, type: context === 2 ? 3 : 1, ...{ recipients: [user], flags: 0, last_message_id: null } }
}

const appPermissions = (world: World, { guild, channelId }: Setting): string => {
  const channel = world.channels.get(channelId)
  if (guild && !guild.botIsIn) return absentAppPermissions.toString()
  const { view = true, send = true, readHistory = true } = channel?.permissions ?? {}
  const { viewChannel, sendMessages, readMessageHistory } = permissionBits
  const bits = (view ? viewChannel : 0n) | (send ? sendMessages : 0n) | (readHistory ? readMessageHistory : 0n)
  return (bits | absentAppPermissions).toString()
}

const whoAsks = ({ guild, user, memberPermissions, guildLocale }: Setting) => {
  if (!guild) return { user }
  const member: APIInteractionGuildMember = { ...makeMember(user), permissions: memberPermissions }
  const locale = (guildLocale ?? guild.locale) as Locale
  const features: GuildFeature[] = []
  return { member, guild_id: guild.id, guild_locale: locale, guild: { id: guild.id, locale, features } }
}

/** The state of a new interaction, not yet sent to the bot. */
export const newInteraction = (
  world: World,
  type: number,
  setting: Setting,
  more: { readonly source?: StoredMessage | undefined; readonly focusedType?: number | undefined } = {},
): InteractionState => {
  const id = world.newId()
  return {
    id,
    token: newInteractionToken(id),
    type,
    setting,
    createdAt: world.now(),
    source: more.source,
    focusedType: more.focusedType,
    answer: undefined,
    original: undefined,
    followups: [],
    answerHidden: false,
    onAnswer: undefined,
    onChange: undefined,
  }
}

/** INTERACTION_CREATE as Discord sends it, with `data` of the interaction's own kind. */
export const interactionPayload = <Data>(
  world: World,
  interaction: InteractionState,
  data: Data,
): APIBaseInteraction<InteractionType, Data> => {
  const { setting, source } = interaction
  return {
    id: interaction.id,
    application_id: world.bot.id,
    type: interaction.type,
    data,
    ...whoAsks(setting),
    channel: channelOf(world, setting),
    channel_id: setting.channelId,
    token: interaction.token,
    version: 1,
    ...(source ? { message: source.shown } : {}),
    app_permissions: appPermissions(world, setting),
    locale: setting.locale as Locale,
    entitlements: [],
    authorizing_integration_owners: { ...setting.owners },
    context: setting.context,
    attachment_size_limit: attachmentSizeLimit,
  }
}
