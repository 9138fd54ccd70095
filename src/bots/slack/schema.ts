/** What arrives from Slack, decoded on arrival: only the fields used, renamed nowhere, trusted nowhere. */

import { z } from 'zod'

const Id = z.string().min(1).max(64)
const Ref = z.object({ id: Id })

/** A slash command's form. `team_id` is the workspace of the person who typed. */
export const SlashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: Id,
  channel_id: Id,
  user_id: Id,
  trigger_id: z.string(),
  response_url: z.url(),
})
export type SlashCommand = z.infer<typeof SlashCommand>

/** One pressed button or chosen option. Buttons that open a link carry no value. */
const Action = z.object({
  action_id: z.string().default(''),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

export const BlockActions = z.object({
  user: Ref.extend({ team_id: Id.nullish() }),
  team: Ref.nullish(),
  channel: Ref.nullish(),
  container: z.object({ is_ephemeral: z.boolean().nullish(), thread_ts: z.string().nullish() }).nullish(),
  trigger_id: z.string(),
  response_url: z.url().nullish(),
  actions: z.array(Action).min(1),
})
export type BlockActions = z.infer<typeof BlockActions>

export const ViewSubmission = z.object({
  user: Ref.extend({ team_id: Id.nullish() }),
  team: Ref.nullish(),
  view: z.object({
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))) }),
  }),
})
export type ViewSubmission = z.infer<typeof ViewSubmission>

/** A mention or a direct message. What bots write, edits and the like carry a subtype or a bot id. */
export const TypedEvent = z.object({
  event_id: z.string().optional(),
  team_id: Id,
  event: z.object({
    type: z.enum(['app_mention', 'message']),
    user: Id.optional(),
    user_team: Id.optional(),
    text: z.string().default(''),
    channel: Id,
    channel_type: z.string().optional(),
    thread_ts: z.string().optional(),
    subtype: z.string().optional(),
    bot_id: z.string().nullish(),
  }),
})
export type TypedEvent = z.infer<typeof TypedEvent>

/** The app was uninstalled, or lost tokens. https://docs.slack.dev/reference/events/app_uninstalled, …/tokens_revoked */
export const RemovalEvent = z.object({
  team_id: Id,
  event: z.union([
    z.object({ type: z.literal('app_uninstalled') }),
    z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: z.array(Id).min(1) }) }),
  ]),
})

/** What a form remembers between opening and submitting; Slack keeps it, people cannot change it. */
export const FormMemory = z.object({
  /** The front desk's action id. */
  id: z.string(),
  /** Where to answer; absent when the form came from a message without one. */
  url: z.url().optional(),
  channel: Id.optional(),
  thread: z.string().optional(),
  /** What the form was opened from. */
  from: z.enum(['command', 'ephemeral', 'direct', 'channel']),
})
export type FormMemory = z.infer<typeof FormMemory>

export const UserInfo = z.object({
  user: z.object({
    team_id: z.string().optional(),
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
    is_primary_owner: z.boolean().default(false),
    tz: z.string().optional(),
    locale: z.string().optional(),
  }),
})
export type UserInfo = z.infer<typeof UserInfo>

export const ConversationInfo = z.object({
  channel: z.object({
    is_archived: z.boolean().default(false),
    is_member: z.boolean().optional(),
    is_private: z.boolean().default(false),
    is_im: z.boolean().default(false),
  }),
})

export const History = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        // Metadata of other apps may have any shape; it must not cost us the page.
        metadata: z
          .object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }) })
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
})

export const OpenedConversation = z.object({ channel: Ref })
export const PostedMessage = z.object({ ts: z.string() })

/** A Socket Mode frame as far as the client library reads it without looking first. */
export const SocketFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('disconnect'), reason: z.string().optional() }),
  z.object({ type: z.literal('events_api'), envelope_id: z.string(), payload: z.object({ event: z.object({ type: z.string() }) }) }),
  z.object({ type: z.enum(['slash_commands', 'interactive']), envelope_id: z.string(), payload: z.looseObject({}) }),
])
export type SocketFrame = z.infer<typeof SocketFrame>
