/** What Discord sends us, decoded on arrival: only the fields we use, in our own words. https://docs.discord.com/developers/interactions/receiving-and-responding */

import { z } from 'zod'

const Snowflake = z.string().regex(/^\d{1,20}$/)
const User = z.object({ id: Snowflake })

/** Enough to answer something that is otherwise malformed. */
export const Envelope = z.object({
  id: Snowflake,
  application_id: Snowflake,
  token: z.string().min(1),
  type: z.number(),
  guild_id: Snowflake.nullish(),
  channel_id: Snowflake.nullish(),
  user: User.nullish(),
  member: z.object({ user: User.nullish(), permissions: z.string().nullish() }).nullish(),
  locale: z.string().nullish(),
  guild_locale: z.string().nullish(),
  context: z.number().nullish(),
  authorizing_integration_owners: z.record(z.string(), z.string()).nullish(),
  message: z.object({ id: Snowflake, flags: z.number().nullish() }).nullish(),
})
export type Envelope = z.infer<typeof Envelope>

const CommandOption = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  focused: z.boolean().nullish(),
  get options() {
    return z.array(CommandOption).nullish()
  },
})
export type CommandOption = z.infer<typeof CommandOption>

/** Data of a slash command and of its autocomplete. */
export const CommandData = z.object({ name: z.string(), type: z.number().nullish(), options: z.array(CommandOption).nullish() })
export type CommandData = z.infer<typeof CommandData>

/** Data of a pressed button or a used select. */
export const ComponentData = z.object({ custom_id: z.string(), component_type: z.number(), values: z.array(z.string()).nullish() })

const Field = z.object({ custom_id: z.string(), value: z.string().nullish() })
/** A field stands in a label; in older forms, in a row. */
const FieldHolder = z.union([
  z.object({ component: Field }).transform(({ component }) => [component]),
  z.object({ components: z.array(Field) }).transform(({ components }) => components),
])
/** Data of a submitted form. */
export const ModalData = z
  .object({ custom_id: z.string(), components: z.array(FieldHolder.catch([])) })
  .transform(({ custom_id, components }) => ({ custom_id, fields: components.flat() }))

/** What READY says about ourselves. https://docs.discord.com/developers/events/gateway-events#ready */
export const Ready = z.object({
  application: z.object({ id: Snowflake }),
  user: z.object({ id: Snowflake }),
  /** Every guild of this shard; absent only from a peer that is not Discord. */
  guilds: z.array(z.object({ id: Snowflake })).optional(),
})

/** A guild we left or are in (`unavailable` absent or false), or one that is only down. https://docs.discord.com/developers/events/gateway-events#guild-delete */
export const GuildEvent = z.object({ id: Snowflake, unavailable: z.boolean().nullish() })

/** A channel we open or a message we posted: only its id matters. */
export const WithId = z.object({ id: Snowflake })

/** A message as it is listed, as far as it tells whether it is ours. https://docs.discord.com/developers/resources/message#message-object */
export const ListedMessage = z.object({
  id: Snowflake,
  author: User,
  content: z.string().catch(''),
  components: z.array(z.object({ id: z.number().nullish().catch(null) })).catch([]),
})
export type ListedMessage = z.infer<typeof ListedMessage>

const Overwrite = z.object({ id: Snowflake, type: z.number(), allow: z.string().regex(/^\d+$/), deny: z.string().regex(/^\d+$/) })
/** A channel, as far as posting to it is concerned. https://docs.discord.com/developers/resources/channel#channel-object */
export const Channel = z.object({
  id: Snowflake,
  type: z.number(),
  guild_id: Snowflake.nullish(),
  parent_id: Snowflake.nullish(),
  permission_overwrites: z.array(Overwrite).nullish(),
  thread_metadata: z.object({ archived: z.boolean().nullish(), locked: z.boolean().nullish() }).nullish(),
})
export type Channel = z.infer<typeof Channel>

export const Roles = z.array(z.object({ id: Snowflake, permissions: z.string().regex(/^\d+$/) }))
export const Member = z.object({ roles: z.array(Snowflake), communication_disabled_until: z.string().nullish() })
