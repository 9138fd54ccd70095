/** Somebody typed a command, pressed something or filled in a form: asks the front desk and gives its answer, within Discord's three seconds. */

import type { Asker } from '../../commands/asker.ts'
import type { FrontDesk } from '../../commands/front-desk-port.ts'
import type { MessageReply, Reply } from '../../commands/reply.ts'
import { cutAtSentence } from '../../core/fit-notice.ts'
import type { Notice } from '../../core/notice.ts'
import { oncePer } from '../../core/once-per.ts'
import type { Log } from '../../core/ports/log.ts'
import type { AnswerOutcome, Answers, Callback, EditPayload } from './answers.ts'
import { askerOf } from './asker.ts'
import { decodeInteraction, type Origin, type Wish } from './decode.ts'
import { CHOICE_CHARS_MAX, CHOICES_MAX } from './limits.ts'
import { renderModal } from './modal.ts'
import { FLAG, type MessagePayload } from './payload.ts'
import { renderDiscord } from './render.ts'

export interface InteractionOptions {
  readonly frontDesk: FrontDesk
  readonly answers: Answers
  readonly log: Log
  /** When the front desk takes longer than this, the person sees "thinking" and the answer follows. */
  readonly deferAfterMs: number
}

/** Popular questions are answered with the very same notice again and again, so what is made of one is kept as long as the notice is. */
interface Means extends InteractionOptions {
  readonly privateMessage: (notice: Notice) => MessagePayload
}

/** Handles the data of one INTERACTION_CREATE event. The promise is kept when the person has been answered or cannot be; it never rejects. */
export type InteractionHandler = (payload: unknown) => Promise<void>

type Asking = Exclude<Wish, { kind: 'autocomplete' }>
type Completing = Extract<Wish, { kind: 'autocomplete' }>

/** The handler, apart from where events come from. */
export function createInteractionHandler(given: InteractionOptions): InteractionHandler {
  const { actionId } = given.frontDesk
  const options: Means = { ...given, privateMessage: oncePer((notice) => renderDiscord(notice, { private: true, actionId })) }
  return async (payload) => {
    try {
      const decoded = decodeInteraction(payload)
      if (decoded.kind === 'malformed') return await answerMalformed(decoded.problem, decoded.origin, options)
      const { wish, origin } = decoded
      return wish.kind === 'autocomplete' ? await complete(wish, origin, options) : await answer(wish, origin, options)
    } catch (error) {
      options.log.error({ err: error }, 'discord interaction failed')
    }
  }
}

async function answerMalformed(place: string, origin: Origin | null, options: Means): Promise<void> {
  options.log.warn({ place }, 'discord interaction malformed')
  if (origin === null) return
  const reply = options.frontDesk.failed(new Error(`malformed interaction at ${place}`), askerOf(origin))
  await options.answers.callback(origin, callbackOf(reply, origin, options))
}

async function complete(
  { path, option, typed }: Completing,
  origin: Origin,
  { frontDesk, answers, log, deferAfterMs }: InteractionOptions,
): Promise<void> {
  const work = (async () => frontDesk.suggest(path, option, typed, askerOf(origin)))().catch((error: unknown) => {
    log.error({ err: error }, 'discord autocomplete failed')
    return []
  })
  // It cannot be deferred; no choices is an answer, none at all is an error on the person's screen.
  const suggestions = (await within(work, deferAfterMs)) ?? []
  const choices = suggestions
    .filter(({ label, value }) => label.trim() !== '' && value !== '' && value.length <= CHOICE_CHARS_MAX)
    .slice(0, CHOICES_MAX)
    .map(({ label, value }) => ({ name: cutAtSentence(label, CHOICE_CHARS_MAX), value }))
  report(await answers.callback(origin, { type: 8, data: { choices } }), 'autocomplete', log)
}

async function answer(wish: Asking, origin: Origin, options: Means): Promise<void> {
  const asker = askerOf(origin)
  const work = ask(wish, asker, options)
  const reply = await within(work, options.deferAfterMs)
  if (reply === null) return answerLater(wish, await defer(wish, origin, options), work, origin, options)
  const outcome = await options.answers.callback(origin, callbackOf(reply, origin, options))
  report(outcome, wish.kind, options.log)
  if (outcome.kind !== 'refused') return
  // What Discord refuses is our mistake, and the person is still waiting.
  const apology = options.frontDesk.failed(new Error(`discord refused the answer: ${outcome.code}`), asker)
  report(await options.answers.callback(origin, callbackOf(apology, origin, options)), wish.kind, options.log)
}

/** What the front desk says. A form cannot answer a form, on Discord. */
async function ask(wish: Asking, asker: Asker, { frontDesk, log }: InteractionOptions): Promise<Reply> {
  try {
    const reply = await run(wish, asker, frontDesk)
    if (reply.kind === 'form' && (wish.kind === 'submit' || reply.fields.length === 0))
      throw new Error('this form cannot be shown on Discord')
    return reply
  } catch (error) {
    log.error({ err: error, kind: wish.kind }, 'discord interaction failed')
    return frontDesk.failed(error, asker)
  }
}

function run(wish: Asking, asker: Asker, frontDesk: FrontDesk): Promise<Reply> {
  switch (wish.kind) {
    case 'command':
      return frontDesk.run(wish.path, wish.input, asker)
    case 'press':
      return frontDesk.press(wish.actionId, asker)
    case 'submit':
      return frontDesk.submit(wish.actionId, wish.values, asker)
  }
}

function callbackOf(reply: Reply, origin: Origin, means: Means): Callback {
  const { frontDesk } = means
  if (reply.kind === 'form') return { type: 9, data: renderModal(reply, frontDesk.actionId) }
  if (replacesSource(reply, origin)) return { type: 7, data: editOf(reply, origin, frontDesk) }
  return { type: 4, data: messageOf(reply, means) }
}

/** Only a message that nobody else sees is replaced by a private answer: a digest's buttons answer each presser alone. */
function replacesSource({ replaces, visibility }: MessageReply, { message }: Origin): boolean {
  return replaces && message !== null && (message.personal || visibility === 'public')
}

function messageOf({ notice, visibility }: MessageReply, { frontDesk, privateMessage }: Means): MessagePayload {
  return visibility === 'private' ? privateMessage(notice) : renderDiscord(notice, { private: false, actionId: frontDesk.actionId })
}

/** Whether it is ephemeral was decided when the message was made. https://docs.discord.com/developers/components/reference#component-object */
function editOf({ notice }: MessageReply, { message }: Origin, { actionId }: FrontDesk): EditPayload {
  const wasV2 = message?.componentsV2 === true
  const payload = renderDiscord(notice, { private: false, actionId, ...(wasV2 ? { form: 'components' as const } : {}) })
  return !wasV2 && (payload.flags & FLAG.componentsV2) !== 0 ? { ...payload, content: null } : payload
}

function defer(wish: Asking, origin: Origin, { answers }: InteractionOptions): Promise<AnswerOutcome> {
  // A component's message stays as it is until its answer comes. Whether an answer is private is not known yet, so "thinking" is.
  return answers.callback(
    origin,
    wish.kind !== 'command' && origin.message !== null ? { type: 6 } : { type: 5, data: { flags: FLAG.ephemeral } },
  )
}

async function answerLater(wish: Asking, deferred: AnswerOutcome, work: Promise<Reply>, origin: Origin, options: Means): Promise<void> {
  const { frontDesk, log } = options
  report(deferred, wish.kind, log)
  if (deferred.kind !== 'done') return
  const reply = await work
  const message = reply.kind === 'form' ? frontDesk.failed(new Error('a form came too late to be shown'), askerOf(origin)) : reply
  report(await sendLate(message, wish.kind !== 'command' && origin.message !== null, origin, options), wish.kind, log)
}

async function sendLate(reply: MessageReply, onMessage: boolean, origin: Origin, means: Means): Promise<AnswerOutcome> {
  const { frontDesk, answers } = means
  if (onMessage) {
    return replacesSource(reply, origin)
      ? answers.editOriginal(origin, editOf(reply, origin, frontDesk))
      : answers.followUp(origin, messageOf(reply, means))
  }
  if (reply.visibility === 'private') return answers.editOriginal(origin, editOf(reply, { ...origin, message: null }, frontDesk))
  // The first follow-up would only fill in the private "thinking", so that goes before everybody's answer comes.
  await answers.deleteOriginal(origin)
  return answers.followUp(origin, messageOf(reply, means))
}

function report(outcome: AnswerOutcome, kind: Wish['kind'], log: Log): void {
  if (outcome.kind === 'refused') log.error({ code: outcome.code, kind }, 'discord refused an answer')
  if (outcome.kind === 'lost') log.warn({ code: outcome.code, kind }, 'discord answer lost')
}

/** What `work` gives, or `null` when it takes longer. `work` must not reject. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  const first = await Promise.race([work, late])
  clearTimeout(timer)
  return first
}
