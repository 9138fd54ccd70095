/** `/letter linkedin`: an objection to AI training where a law gives one, whom to send it to, and what follows. */

import type { GuideRef } from '../core/action.ts'
import { addDays } from '../core/calendar-date.ts'
import type { Law } from '../core/law.ts'
import type { CalendarDate } from '../core/service.ts'
import { answerBy, lawFor } from '../guides/laws/index.ts'
import { type ServiceStatus, statusOf } from '../guides/status.ts'
import { letterFor } from '../notices/letter.ts'
import { letterNotice, letterTextNotice, noLetterNotice } from '../notices/letter-notice.ts'
import type { Messages } from '../notices/messages.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import type { Command } from './command.ts'
import { findService } from './optout.ts'
import { parseRegion } from './parse-option.ts'
import { privateMessages, readerOf, todayOf } from './reader.ts'
import { Refusal } from './refusal.ts'
import { setReminder } from './remind.ts'
import type { MessageReply, Reply } from './reply.ts'
import type { World } from './world.ts'

export const letter: Command = {
  path: ['letter'],
  summary: 'command.letter',
  options: [
    { name: 'platform', type: 'service', required: true, summary: 'option.platform' },
    { name: 'region', type: 'region', required: false, summary: 'option.region', keyword: 'in' },
  ],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/letter linkedin in DE',
  run: async ({ platform = '', region = '' }, asker, world) => {
    const { service } = await findService(platform, asker, world)
    if (service.kind === 'answer') return service.reply
    const asked = region.trim() === '' ? {} : { region: parseRegion(region, asker.locale ?? 'en') }
    return showLetter({ slug: service.service.slug, ...asked }, asker, world)
  },
}

const privately = (notice: MessageReply['notice']): MessageReply => ({ kind: 'message', notice, visibility: 'private', replaces: false })

/** What a letter is about, for this person today: laws and addresses are those of now, whatever day a guide was asked for. */
interface Case {
  readonly status: ServiceStatus
  readonly law: Law | null
  readonly messages: Messages
  readonly today: CalendarDate
}

async function caseOf(ref: GuideRef, asker: Asker, world: World): Promise<Case> {
  const service = world.catalog.find(ref.slug)
  if (service === undefined) throw new Refusal('error.expired')
  const settings = await world.people.settings(asker.person)
  const messages = privateMessages(asker, settings, world)
  const { question } = readerOf({ ...ref, on: undefined }, asker, settings, world)
  return { status: statusOf(service, question), law: lawFor(question.region), messages, today: todayOf(asker, settings, world) }
}

/** Which law, which company, which address, by when; or why there is no letter. */
export async function showLetter(ref: GuideRef, asker: Asker, world: World): Promise<Reply> {
  const { status, law, messages } = await caseOf(ref, asker, world)
  const options = { messages, asked: ref, publicUrl: world.publicUrl }
  return law === null || letterFor(status, law, messages) === null
    ? privately(noLetterNotice(status, { ...options, example: letter.example }))
    : privately(letterNotice(status, law, options))
}

/** The letter as text to copy, a part at a time; everything personal stays in square brackets. */
export async function copyLetter(ref: GuideRef, part: number, asker: Asker, world: World): Promise<Reply> {
  const { status, law, messages } = await caseOf(ref, asker, world)
  const written = law === null ? null : letterFor(status, law, messages)
  const notice = written === null ? null : letterTextNotice(written, part, { messages, asked: ref })
  if (notice === null) throw new Refusal('error.expired')
  return privately(notice)
}

/** Reminds of the day on which an answer is overdue, as if the letter arrived today. */
export async function remindOfAnswer(ref: GuideRef, asker: Asker, world: World): Promise<Reply> {
  const { status, law, messages, today } = await caseOf(ref, asker, world)
  if (law === null) return privately(shortNotice(messages, messages.text('letter.none', { place: messages.place(status.question.region) })))
  return setReminder({ do: 'remind', slug: ref.slug }, addDays(answerBy(law, today).on, 1), asker, world)
}
