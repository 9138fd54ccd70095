/** Brings what the front desk says back to where it was asked: in the acknowledgement, by its answer address, in a thread, or as a form. */

import type { WebClient } from '@slack/web-api'
import type { Asker } from '../../commands/asker.ts'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import type { FormReply, MessageReply, Reply } from '../../commands/reply.ts'
import type { Notice } from '../../core/notice.ts'
import { oncePer } from '../../core/once-per.ts'
import type { Log } from '../../core/ports/log.ts'
import { codeOf } from './errors.ts'
import { viewOf } from './form.ts'
import { renderSlack, type SlackMessage } from './render.ts'
import { answerAt, type SlackAnswer } from './response-url.ts'
import type { FormMemory } from './schema.ts'

/** Where something was asked, and every way back there. */
export interface Origin {
  readonly asker: Asker
  readonly userId: string
  /** Absent for forms opened from nowhere in particular. */
  readonly channelId?: string | undefined
  readonly threadTs?: string | undefined
  readonly responseUrl?: string | undefined
  /** Good for one form within three seconds. */
  readonly triggerId?: string | undefined
  /** A typed command; or a message: one only this person sees, one in the direct messages with us, one the whole channel sees. */
  readonly from: FormMemory['from']
}

export interface Answers {
  /** A reply as the body of a slash command's acknowledgement. */
  inAck(reply: MessageReply): SlackAnswer
  /** Answers after the acknowledgement. Never throws; what cannot be answered is logged. */
  answer(reply: Reply, origin: Origin): Promise<void>
}

const QUIET_LINKS = { unfurl_links: false, unfurl_media: false } as const

export function createAnswers(options: {
  readonly frontDesk: FrontDesk
  readonly api: WebClient
  readonly log: Log
  readonly defaultLocale: string
}): Answers {
  const { frontDesk, api, log } = options
  /** Popular questions are answered with the very same notice again and again. */
  const renderOnce = oncePer((notice: Notice) => renderSlack(notice, { actionId: (action) => frontDesk.actionId(action) }))
  const render = ({ notice }: MessageReply): SlackMessage => renderOnce(notice)

  async function answerMessage(reply: MessageReply, origin: Origin): Promise<void> {
    if (origin.responseUrl === undefined) return post(reply, origin)
    const replaces = mayReplace(reply, origin.from)
    const visible = replaces ? origin.from !== 'ephemeral' : reply.visibility === 'public'
    await answerAt(
      origin.responseUrl,
      {
        ...render(reply),
        response_type: visible ? 'in_channel' : 'ephemeral',
        replace_original: replaces,
        ...(replaces || origin.threadTs === undefined ? {} : { thread_ts: origin.threadTs }),
        ...QUIET_LINKS,
      },
      log,
    )
  }

  /** Without an answer address (mentions, direct messages): a message of our own. */
  async function post(reply: MessageReply, origin: Origin): Promise<void> {
    const message = {
      ...render(reply),
      channel: origin.channelId ?? origin.userId,
      ...(origin.threadTs === undefined ? {} : { thread_ts: origin.threadTs }),
    }
    try {
      // What is said in direct messages is private as it is, and should still be there tomorrow.
      const isPrivate = reply.visibility === 'private' && origin.channelId !== undefined && origin.from !== 'direct'
      if (isPrivate) await api.chat.postEphemeral({ ...message, user: origin.userId })
      else await api.chat.postMessage({ ...message, ...QUIET_LINKS })
    } catch (error) {
      log.warn({ chatPlatform: 'slack', code: codeOf(error) }, 'slack answer refused')
    }
  }

  async function openForm(form: FormReply, origin: Origin): Promise<void> {
    if (origin.triggerId === undefined) return answerMessage(asButton(form, origin), origin)
    const memory: FormMemory = {
      id: frontDesk.actionId(form.action),
      url: origin.responseUrl,
      channel: origin.channelId,
      thread: origin.threadTs,
      from: origin.from,
    }
    try {
      await api.views.open({ trigger_id: origin.triggerId, view: viewOf(form, memory) })
    } catch (error) {
      log.warn({ chatPlatform: 'slack', code: codeOf(error) }, 'slack form refused')
      await answerMessage(asButton(form, origin), origin)
    }
  }

  /** A form needs a fresh press; where there is none, a button asks for one. */
  function asButton(form: FormReply, origin: Origin): MessageReply {
    return {
      kind: 'message',
      visibility: 'private',
      replaces: false,
      notice: {
        kind: 'setup',
        locale: origin.asker.locale ?? options.defaultLocale,
        tone: 'none',
        blocks: [
          { kind: 'text', text: [{ kind: 'text', text: form.title, strong: true }] },
          { kind: 'buttons', buttons: [{ kind: 'action', label: form.submitLabel, action: form.action, style: 'main', hint: form.title }] },
        ],
      },
    }
  }

  return {
    inAck: (reply) => ({ ...render(reply), response_type: reply.visibility === 'public' ? 'in_channel' : 'ephemeral', ...QUIET_LINKS }),
    async answer(reply, origin) {
      try {
        await (reply.kind === 'form' ? openForm(reply, origin) : answerMessage(reply, origin))
      } catch (error) {
        log.error({ chatPlatform: 'slack', code: codeOf(error) }, 'slack answer failed')
      }
    },
  }
}

/** A private answer never takes the place of what the whole channel sees, and what one person sees cannot become public. */
function mayReplace(reply: MessageReply, from: Origin['from']): boolean {
  if (!reply.replaces || from === 'command') return false
  return from === 'direct' || (from === 'ephemeral') === (reply.visibility === 'private')
}
