/** The payloads Slack sends, field for field. https://docs.slack.dev/reference/interaction-payloads */
import type { JsonObject } from '../json.ts'
import { messageJson } from '../message-json.ts'
import type { FakeMessage } from '../messages.ts'
import { stateValues, viewJson } from '../view-json.ts'
import type { FakeView } from '../views.ts'
import type { FakeChannel, FakeTeam, FakeUser } from '../world.ts'

/** Slack's deprecated verification token; bots must not rely on it. */
const verificationToken = 'fake-verification-token'

/** Who acts, and for which app. */
export interface Actor {
  readonly team: FakeTeam
  readonly user: FakeUser
  readonly appId: string
}

/** Slack names channels the app may not know by what they are. */
function channelName(channel: FakeChannel): string {
  if (channel.kind === 'im') return 'directmessage'
  return channel.kind === 'private' && !channel.botIsMember ? 'privategroup' : channel.name
}

/** A slash command; every value is a string, as in the form that carries it. */
export function slashPayload(
  { team, user, appId }: Actor,
  command: { readonly command: string; readonly text: string; readonly channel: FakeChannel },
  urls: { readonly responseUrl: string; readonly triggerId: string },
): JsonObject {
  return {
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: command.channel.id,
    channel_name: channelName(command.channel),
    user_id: user.id,
    user_name: user.name,
    command: command.command,
    text: command.text,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: urls.responseUrl,
    trigger_id: urls.triggerId,
  }
}

/** The head that all interactive payloads share. */
export function interactiveHead({ team, user, appId }: Actor, type: string): JsonObject {
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: team.id },
    api_app_id: appId,
    token: verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** Where an element was used: in a message or in a view. */
export type Place = { readonly message: FakeMessage; readonly channel: FakeChannel } | { readonly view: FakeView }

/** `container`, and the message or view itself. Slack does not send the content of an ephemeral message back. */
export function placeOf(actor: Actor, place: Place): JsonObject {
  if ('view' in place) {
    return {
      container: { type: 'view', view_id: place.view.id },
      view: viewJson(place.view, actor.team, actor.appId),
    }
  }
  const { message, channel } = place
  const isEphemeral = message.ephemeralTo !== undefined
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channelName(channel) },
    ...(!isEphemeral && { message: messageJson(message, actor.appId, true) }),
    state: { values: stateValues(message.blocks, message.state) },
  }
}

/** The envelope of the Events API around one event. */
export function eventPayload(team: FakeTeam, appId: string, event: JsonObject, eventId: string, nowMs: number): JsonObject {
  return {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(nowMs / 1000),
    authorizations: [{ enterprise_id: null, team_id: team.id, user_id: team.botUserId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  }
}
