/** What people do outside of messages: slash commands, mentions, direct messages, shortcuts, the home tab, any event. */
import { isJsonObject, type JsonObject } from '../json.ts'
import { messageJson } from '../message-json.ts'
import type { FakeMessage } from '../messages.ts'
import type { ResponseUrlOwner } from '../response-urls.ts'
import { viewJson } from '../view-json.ts'
import type { FakeTeam, FakeUser } from '../world.ts'
import type { ActOptions, Retry, Stage } from './dispatch.ts'
import { type Interaction, type OpenInteraction, openInteraction } from './interaction.ts'
import { type Actor, eventPayload, interactiveHead, slashPayload } from './payloads.ts'

/** A slash command as typed. */
export interface SlashOptions extends ActOptions {
  /** With its slash: `/optout`. */
  readonly command: string
  readonly text?: string
  /** Where it is typed; by default the first channel added. */
  readonly channelId?: string
  readonly teamId?: string
}

/** A message that mentions the bot. */
export interface MentionOptions extends ActOptions {
  /** Without the mention, which is put in front. */
  readonly text: string
  readonly channelId?: string
  readonly threadTs?: string
}

/** The acts of this file. */
export interface Commands {
  slash(options: SlashOptions): Promise<Interaction>
  mention(options: MentionOptions): Promise<Interaction>
  /** Writes to the bot in its direct message. */
  directMessage(options: ActOptions & { readonly text: string }): Promise<Interaction>
  /** Opens the bot's home tab (or, with `tab: 'messages'`, its messages tab). */
  openHome(options?: ActOptions & { readonly tab?: 'home' | 'messages' }): Promise<Interaction>
  shortcut(callbackId: string, options?: ActOptions): Promise<Interaction>
  messageShortcut(callbackId: string, message: FakeMessage, options?: ActOptions): Promise<Interaction>
  /** Delivers any event of the Events API, wrapped as Slack wraps it. */
  event(event: JsonObject, options?: ActOptions & { readonly teamId?: string; readonly retry?: Retry }): Promise<Interaction>
  /** Delivers the same event again, as Slack does when it saw no acknowledgement. */
  redeliver(delivered: Interaction, options?: ActOptions & { readonly retry?: Retry }): Promise<Interaction>
}

/** Commands on a stage. */
export function createCommands(stage: Stage): Commands {
  const { slack } = stage
  let events = 0

  const actorOf = (user: FakeUser): Actor => ({ team: stage.teamOf(user), user, appId: slack.appId })

  function triggerFor(user: FakeUser, interaction: () => OpenInteraction): string {
    return slack.triggers.issue({
      teamId: user.teamId,
      userId: user.id,
      viewId: undefined,
      opened: (viewId) => interaction().viewOpened(slack.views.views.get(viewId)),
    })
  }

  async function deliverEvent(
    event: JsonObject,
    team: FakeTeam,
    options: ActOptions & { readonly retry?: Retry },
    who: string,
    where?: string,
  ) {
    events += 1
    const eventId = `Ev0${events.toString(36).toUpperCase().padStart(8, '0')}`
    const payload = eventPayload(team, slack.appId, event, eventId, slack.now())
    const interaction = openInteraction({ kind: String(event.type), payload, teamId: team.id, userId: who, channelId: where }, {})
    await stage.dispatch('events_api', interaction, options, options.retry)
    slack.journal.changed()
    return interaction.record
  }

  function write(user: FakeUser, channelId: string, text: string, threadTs?: string): FakeMessage {
    return slack.messages.add({
      teamId: user.teamId,
      channelId,
      userId: user.id,
      botId: undefined,
      threadTs,
      ephemeralTo: undefined,
      text,
      blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }],
      attachments: [],
      metadata: undefined,
    })
  }

  const commands: Commands = {
    async slash(options) {
      const user = stage.userFor(options.userId, options.teamId)
      const team = stage.teamOf(user)
      const channel = stage.channelFor(options.channelId, team.id)
      const owner: ResponseUrlOwner = {
        kind: 'commands',
        teamId: team.id,
        userId: user.id,
        channelId: channel.id,
        bot: { userId: team.botUserId, botId: team.botId },
        original: undefined,
        posted: (post) => interaction.posted(post),
      }
      const payload = slashPayload(
        { team, user, appId: slack.appId },
        { command: options.command, text: (options.text ?? '').trim(), channel },
        { responseUrl: slack.responseUrls.issue(owner), triggerId: triggerFor(user, () => interaction) },
      )
      const interaction = openInteraction({ kind: 'slash', payload, teamId: team.id, userId: user.id, channelId: channel.id }, {})
      await stage.dispatch('slash_commands', interaction, options)
      const body = interaction.record.ackBody
      if (interaction.record.failure === undefined && isJsonObject(body) && saysSomething(body)) {
        const shown = slack.responseUrls.show(owner, body, `ack of ${options.command}`)
        if (shown !== undefined) interaction.shown(shown)
      }
      slack.journal.changed()
      return interaction.record
    },

    mention({ text, channelId, threadTs, ...options }) {
      const user = stage.userFor(options.userId)
      const team = stage.teamOf(user)
      const channel = stage.channelFor(channelId, team.id)
      if (!channel.botIsMember) throw new Error(`the bot is not in ${channel.id}: Slack sends it no app_mention`)
      const written = write(user, channel.id, `<@${team.botUserId}> ${text}`, threadTs)
      const { type: _message, ...rest } = messageJson(written, slack.appId, false)
      const event = { type: 'app_mention', ...rest, channel: channel.id, event_ts: written.ts }
      return deliverEvent(event, team, options, user.id, channel.id)
    },

    directMessage({ text, ...options }) {
      const user = stage.userFor(options.userId)
      const channel = slack.world.directMessage(user)
      const written = write(user, channel.id, text)
      const event = {
        ...messageJson(written, slack.appId, false),
        channel: channel.id,
        channel_type: 'im',
        event_ts: written.ts,
      }
      return deliverEvent(event, stage.teamOf(user), options, user.id, channel.id)
    },

    openHome({ tab = 'home', ...options } = {}) {
      const user = stage.userFor(options.userId)
      const team = stage.teamOf(user)
      const home = slack.views.homeOf(user.id)
      const event = {
        type: 'app_home_opened',
        user: user.id,
        channel: slack.world.directMessage(user).id,
        tab,
        ...(tab === 'home' && home !== undefined && { view: viewJson(home, team, slack.appId) }),
        event_ts: slack.messages.nextTs(),
      }
      return deliverEvent(event, team, options, user.id)
    },

    async shortcut(callbackId, options = {}) {
      const user = stage.userFor(options.userId)
      const payload = {
        ...interactiveHead(actorOf(user), 'shortcut'),
        callback_id: callbackId,
        trigger_id: triggerFor(user, () => interaction),
        action_ts: slack.messages.nextTs(),
      }
      const interaction = openInteraction({ kind: 'shortcut', payload, teamId: user.teamId, userId: user.id, channelId: undefined }, {})
      await stage.dispatch('interactive', interaction, options)
      slack.journal.changed()
      return interaction.record
    },

    async messageShortcut(callbackId, message, options = {}) {
      const user = stage.userFor(options.userId)
      const team = stage.teamOf(user)
      const channel = slack.world.channel(message.channelId)
      const owner: ResponseUrlOwner = {
        kind: 'actions',
        teamId: team.id,
        userId: user.id,
        channelId: channel.id,
        bot: { userId: team.botUserId, botId: team.botId },
        original: message.botId === team.botId ? message : undefined,
        posted: (post) => interaction.posted(post),
      }
      const payload = {
        ...interactiveHead(actorOf(user), 'message_action'),
        callback_id: callbackId,
        trigger_id: triggerFor(user, () => interaction),
        response_url: slack.responseUrls.issue(owner),
        action_ts: slack.messages.nextTs(),
        message_ts: message.ts,
        channel: { id: channel.id, name: channel.name },
        message: messageJson(message, slack.appId, false),
      }
      const interaction = openInteraction({ kind: 'message_action', payload, teamId: team.id, userId: user.id, channelId: channel.id }, {})
      await stage.dispatch('interactive', interaction, options)
      slack.journal.changed()
      return interaction.record
    },

    event(event, { teamId, ...options } = {}) {
      const user = stage.userFor(options.userId, teamId)
      const team = teamId === undefined ? stage.teamOf(user) : slack.world.teams.get(teamId)
      if (team === undefined) throw new Error(`no such workspace in the fake Slack: ${teamId}`)
      return deliverEvent({ event_ts: slack.messages.nextTs(), ...event }, team, options, user.id)
    },

    async redeliver(delivered, { retry = { num: 1, reason: 'http_timeout' }, ...options } = {}) {
      const { kind, payload, teamId, userId, channelId } = delivered
      const interaction = openInteraction({ kind, payload, teamId, userId, channelId }, {})
      await stage.dispatch('events_api', interaction, options, retry)
      slack.journal.changed()
      return interaction.record
    },
  }
  return commands
}

/** An acknowledgement may carry only `response_type`, to show the command itself in the channel. */
function saysSomething(body: JsonObject): boolean {
  return ['text', 'blocks', 'attachments'].some((name) => body[name] !== undefined)
}
