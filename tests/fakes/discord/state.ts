import type { APIApplicationCommand, APIMessage, APIUser } from 'discord.js'
import type { JsonObject } from './json.ts'

/** What the bot may do in a channel. */
export interface ChannelPermissions {
  readonly view: boolean
  readonly send: boolean
  readonly readHistory: boolean
}

/** A guild text channel or a DM. */
export interface ChannelState {
  readonly id: string
  readonly name: string
  /** Absent for DMs. */
  readonly guildId?: string
  /** The person of a DM. */
  readonly recipientId?: string
  permissions: ChannelPermissions
}

/** A server; `botIsIn` is false for one where only a person installed the app. */
export interface GuildState {
  readonly id: string
  readonly name: string
  readonly locale: string
  readonly ownerId: string
  /** The channel people use when a test names none. */
  readonly channelId: string
  botIsIn: boolean
}

/** How a person's DMs answer the bot. */
export type DmMood = 'open' | 'closed' | 'no-mutual-guild' | 'too-fast'

/** A person. */
export interface PersonState {
  readonly user: APIUser
  dms: DmMood
}

/** A message with what Discord knows of it and does not show. */
export interface StoredMessage {
  readonly id: string
  readonly channelId: string
  /** The only person who sees it, when ephemeral. */
  readonly onlyFor: string | undefined
  /** The interaction it answers. */
  readonly interaction: InteractionState | undefined
  /** As the API shows it now; replaced, never changed, by an edit. */
  shown: APIMessage
  /** True between a deferred answer and its edit. */
  loading: boolean
  deleted: boolean
}

/** Where an interaction happens and for whom. */
export interface Setting {
  readonly user: APIUser
  readonly channelId: string
  readonly guild: GuildState | undefined
  /** 0 server, 1 DM with the bot, 2 other DMs. */
  readonly context: 0 | 1 | 2
  readonly owners: Readonly<Partial<Record<'0' | '1', string>>>
  readonly locale: string
  readonly guildLocale: string | undefined
  /** The person's permissions in the channel, a decimal bit set. */
  readonly memberPermissions: string
}

/** The first answer to an interaction, as the bot sent it. */
export interface InteractionAnswer {
  readonly type: number
  readonly data: JsonObject
}

/** An interaction from its dispatch to the end of its token. */
export interface InteractionState {
  readonly id: string
  readonly token: string
  readonly type: number
  readonly setting: Setting
  readonly createdAt: number
  /** The message whose component was used, directly or through a modal. */
  readonly source: StoredMessage | undefined
  /** Type of the option being completed, for autocomplete. */
  readonly focusedType: number | undefined
  answer: InteractionAnswer | undefined
  original: StoredMessage | undefined
  readonly followups: StoredMessage[]
  /** True when a fault hid the fact that the first answer was accepted, so that a second try is no breach. */
  answerHidden: boolean
  /** Called at the first answer. */
  onAnswer: ((answer: InteractionAnswer, arrivedAt: number) => void) | undefined
  /** Called after each later change of what the person sees, with the message that changed. */
  onChange: ((message: StoredMessage) => void) | undefined
}

/** One request as it came and how it was answered. */
export interface RequestRecord {
  readonly method: string
  /** Without `/api/v10` and without the query. */
  readonly path: string
  /** The template, such as `/channels/{channel_id}/messages`; the path itself when there is none. */
  readonly route: string
  readonly query: string
  readonly body: unknown
  /** Zero when a fault left it unanswered. */
  readonly status: number
  /** When it arrived, epoch milliseconds on the fake's clock. */
  readonly at: number
}

/** Commands by scope: `global` or a guild's id. */
export type CommandStore = Map<string, readonly APIApplicationCommand[]>
