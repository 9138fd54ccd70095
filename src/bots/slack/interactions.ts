/** What people do in Slack, one handler each: decode, acknowledge within three seconds, ask the front desk, answer. */

import type { App, types, ViewSubmitAction } from '@slack/bolt'
import type { Asker } from '../../commands/asker.ts'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import type { Reply } from '../../commands/reply.ts'
import type { Log } from '../../core/ports/log.ts'
import type { Answers, Origin } from './answers.ts'
import { codeOf } from './errors.ts'
import { memoryOf, valuesOf, viewOf } from './form.ts'
import { firstOf, type People } from './people.ts'
import type { SlackAnswer } from './response-url.ts'
import { BlockActions, RemovalEvent, SlashCommand, TypedEvent, ViewSubmission } from './schema.ts'
import { typedText, wordsAfterMention } from './typed-text.ts'

/** Who we are in the workspace, from `auth.test`. */
export interface Identity {
  readonly teamId: string
  readonly botUserId: string
  readonly botId: string
  /** OAuth scopes of the bot token, when Slack named them. */
  readonly scopes: ReadonlySet<string> | null
}

type ViewAck = { readonly response_action: 'clear' } | { readonly response_action: 'update'; readonly view: types.ModalView }

/** None of these throws. The payloads are what Slack sent, undecoded. */
export interface Interactions {
  command(body: unknown, acknowledge: (answer?: SlackAnswer) => Promise<void>): Promise<void>
  action(body: unknown, acknowledge: () => Promise<void>): Promise<void>
  view(body: unknown, acknowledge: (response?: ViewAck) => Promise<void>): Promise<void>
  event(body: unknown): Promise<void>
  removal(body: unknown): void
}

export interface InteractionsOptions {
  /** The app was taken out of this workspace. */
  onRemoved(teamId: string): void
  readonly frontDesk: FrontDesk
  readonly answers: Answers
  readonly people: People
  readonly log: Log
  readonly commandName: string
  identity(): Identity
  /** How long a slash command waits for its answer before it acknowledges without one. */
  readonly answerInAckMs?: number
}

/** Slack allows three seconds; a third of it is left for the way there and back. */
const ANSWER_IN_ACK_MS = 2_000

/** Slack repeats an event it is unsure of up to three times within minutes, under the same id. */
const EVENTS_REMEMBERED = 1_000

export function createInteractions(options: InteractionsOptions): Interactions {
  const { frontDesk, answers, people, log } = options
  const patienceMs = options.answerInAckMs ?? ANSWER_IN_ACK_MS
  const eventsSeen = new Set<string>()

  function askerOf(userId: string, userTeamId: string, channelId: string | undefined): Asker {
    const { locale, zone } = people.known(userId)
    return {
      person: { chatPlatform: 'slack', userId: `${userTeamId}/${userId}` },
      channel:
        channelId === undefined || isDirect(channelId)
          ? null
          : { chatPlatform: 'slack', installationId: options.identity().teamId, channelId },
      locale,
      installationLocale: null,
      zone,
      mayManage: () => people.mayManage(userId, userTeamId),
    }
  }

  /** The front desk promises not to throw; a broken promise still gets an answer. */
  async function ask(asker: Asker, question: () => Promise<Reply>): Promise<Reply> {
    try {
      return await question()
    } catch (error) {
      log.error({ chatPlatform: 'slack', code: codeOf(error) }, 'front desk failed')
      return frontDesk.failed(error, asker)
    }
  }

  /** False when Slack could not be told; the answer must then go another way. */
  async function acknowledged(acknowledge: () => Promise<void>): Promise<boolean> {
    try {
      await acknowledge()
      return true
    } catch (error) {
      log.warn({ chatPlatform: 'slack', code: codeOf(error) }, 'slack acknowledgement lost')
      return false
    }
  }

  async function ignore(what: string, acknowledge?: () => Promise<void>): Promise<void> {
    log.warn({ chatPlatform: 'slack', what }, 'slack payload not understood')
    if (acknowledge !== undefined) await acknowledged(acknowledge)
  }

  return {
    async command(body, acknowledge) {
      const parsed = SlashCommand.safeParse(body)
      if (!parsed.success) return ignore('command', acknowledge)
      const { command, text, team_id, channel_id, user_id, trigger_id, response_url } = parsed.data
      const asker = askerOf(user_id, team_id, channel_id)
      const typed = typedText(command === options.commandName ? text : `${command} ${text}`)
      const origin: Origin = {
        asker,
        userId: user_id,
        channelId: channel_id,
        responseUrl: response_url,
        triggerId: trigger_id,
        from: 'command',
      }
      const reply = ask(asker, () => frontDesk.runText(typed, asker))
      const early = await firstOf(reply, patienceMs, null)
      if (early?.kind === 'message') {
        if (!(await acknowledged(() => acknowledge(answers.inAck(early))))) await answers.answer(early, origin)
        return
      }
      await acknowledged(acknowledge)
      await answers.answer(early ?? (await reply), origin)
    },

    async action(body, acknowledge) {
      const parsed = BlockActions.safeParse(body)
      if (!parsed.success) return ignore('action', acknowledge)
      await acknowledged(acknowledge)
      const { user, team, channel, container, trigger_id, response_url, actions } = parsed.data
      // Buttons that open a link are reported too; the link has done its work.
      const id = actions[0]?.selected_option?.value ?? actions[0]?.value
      if (id === undefined) return
      const asker = askerOf(user.id, user.team_id ?? team?.id ?? options.identity().teamId, channel?.id)
      const from = container?.is_ephemeral === true ? 'ephemeral' : channel != null && isDirect(channel.id) ? 'direct' : 'channel'
      const reply = await ask(asker, () => frontDesk.press(id, asker))
      await answers.answer(reply, {
        asker,
        userId: user.id,
        channelId: channel?.id,
        threadTs: container?.thread_ts ?? undefined,
        responseUrl: response_url ?? undefined,
        triggerId: trigger_id,
        from,
      })
    },

    async view(body, acknowledge) {
      const parsed = ViewSubmission.safeParse(body)
      const memory = parsed.success ? memoryOf(parsed.data) : null
      if (!parsed.success || memory === null) return ignore('view', acknowledge)
      const { user, team } = parsed.data
      const asker = askerOf(user.id, user.team_id ?? team?.id ?? options.identity().teamId, memory.channel)
      const reply = ask(asker, () => frontDesk.submit(memory.id, valuesOf(parsed.data), asker))
      const origin: Origin = {
        asker,
        userId: user.id,
        channelId: memory.channel,
        threadTs: memory.thread,
        responseUrl: memory.url,
        from: memory.from,
      }
      // Another form can only follow in the same modal, so the modal waits a moment for it.
      const early = await firstOf(reply, patienceMs, null)
      if (early?.kind === 'form') {
        const next = viewOf(early, { ...memory, id: frontDesk.actionId(early.action) })
        if (await acknowledged(() => acknowledge({ response_action: 'update', view: next }))) return
      } else await acknowledged(() => acknowledge({ response_action: 'clear' }))
      await answers.answer(early ?? (await reply), origin)
    },

    async event(body) {
      const parsed = TypedEvent.safeParse(body)
      if (!parsed.success) return ignore('event')
      const { event, event_id, team_id } = parsed.data
      if (event_id !== undefined && !isNew(event_id)) return
      const { user, channel } = event
      const isDirectMessage = event.type === 'message' && event.channel_type === 'im'
      const isMention = event.type === 'app_mention' && !isDirect(channel)
      // What bots say, edits, joins and the like are nobody asking.
      if (user === undefined || user === options.identity().botUserId || event.bot_id != null || event.subtype !== undefined) return
      if (!isDirectMessage && !isMention) return
      const asker = askerOf(user, event.user_team ?? team_id, channel)
      const reply = await ask(asker, () => frontDesk.runText(wordsAfterMention(event.text, options.identity().botUserId), asker))
      await answers.answer(reply, {
        asker,
        userId: user,
        channelId: channel,
        threadTs: event.thread_ts,
        from: isDirectMessage ? 'direct' : 'channel',
      })
    },

    removal(body) {
      const parsed = RemovalEvent.safeParse(body)
      if (!parsed.success) return ignore('event')
      const { event, team_id } = parsed.data
      // Tokens of people we asked for nothing may go without our bot's going.
      if (event.type === 'app_uninstalled' || event.tokens.bot.includes(options.identity().botUserId)) options.onRemoved(team_id)
    },
  }

  function isNew(eventId: string): boolean {
    if (eventsSeen.has(eventId)) return false
    eventsSeen.add(eventId)
    const [oldest] = eventsSeen
    if (eventsSeen.size > EVENTS_REMEMBERED && oldest !== undefined) eventsSeen.delete(oldest)
    return true
  }
}

/** Direct messages have ids of their own kind. https://docs.slack.dev/reference/objects/conversation-object */
const isDirect = (channelId: string) => channelId.startsWith('D')

/** Hands Bolt's listeners to the handlers; `track` keeps what is under way in view for a calm stop. */
export function listen(app: App, interactions: Interactions, track: (work: Promise<void>) => Promise<void>): void {
  app.command(/.*/, ({ body, ack }) => track(interactions.command(body, ack)))
  app.action(/.*/, ({ body, ack }) => track(interactions.action(body, () => ack())))
  app.view<ViewSubmitAction>({ callback_id: /.*/, type: 'view_submission' }, ({ body, ack }) => track(interactions.view(body, ack)))
  app.event('app_mention', ({ body }) => track(interactions.event(body)))
  app.event('message', ({ body }) => track(interactions.event(body)))
  app.event('app_uninstalled', async ({ body }) => interactions.removal(body))
  app.event('tokens_revoked', async ({ body }) => interactions.removal(body))
}
