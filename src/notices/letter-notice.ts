/** What `/letter` answers: which law, whom to write to, by when they must answer and what comes after; or why there is no letter. */

import type { GuideRef } from '../core/action.ts'
import type { Law } from '../core/law.ts'
import { type Block, type Button, type Notice, plain, type RichText } from '../core/notice.ts'
import type { Jurisdiction } from '../core/service.ts'
import { authoritiesFor } from '../guides/laws/authorities.ts'
import { answerBy, lawFor, lawsWithin } from '../guides/laws/index.ts'
import { practicesInQuestion, type Recipient, recipientOf } from '../guides/recipient.ts'
import type { ServiceStatus } from '../guides/status.ts'
import { dateInWords } from './dates.ts'
import { lowerLabel } from './guide-words.ts'
import type { Letter } from './letter.ts'
import { letterPieces } from './letter-text.ts'
import { answerPeriod, periodWords } from './letter-words.ts'
import type { Messages } from './messages.ts'
import { shortNotice } from './short-notice.ts'

export interface LetterOptions {
  readonly messages: Messages
  /** What was asked for by name; buttons carry only this on. */
  readonly asked: GuideRef
  readonly publicUrl: string | null
}

/** What leaves first when a chat platform has no room. */
const DROP = { limits: 1, covers: 2 } as const
const COVERED_FIRST = 4

/** The law a letter about this would rest on; `null` when there is no letter: no law we know, or nothing used that it could be about. */
export function letterLaw(status: ServiceStatus): Law | null {
  return practicesInQuestion(status).length > 0 ? lawFor(status.question.region) : null
}

/** The button on a guide that leads here, where there is a letter. */
export function letterButton(status: ServiceStatus, asked: GuideRef, messages: Messages): readonly Button[] {
  const law = letterLaw(status)
  return law === null ? [] : [{ kind: 'action', label: messages.text(`button.letter.${law.right}`), action: { do: 'letter', ...asked } }]
}

/** The page of the letter for this case. */
function letterUrl(publicUrl: string, { service, question }: ServiceStatus): string {
  return `${publicUrl}/letter/${service.slug}?${new URLSearchParams({ region: question.region, account: question.account })}`
}

/** The answer when there is a letter. */
export function letterNotice(status: ServiceStatus, law: Law, { messages, asked, publicUrl }: LetterOptions): Notice {
  const { service, question } = status
  const recipient = recipientOf(status)
  const place = messages.place(question.region)
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: plain(messages.text(`letter.heading.${law.right}`, { name: service.name })) },
    { kind: 'text', text: messages.rich(`law.${law.id}.gives`) },
    {
      kind: 'quiet',
      text: plain(
        messages.text('letter.foryou', { place, date: dateInWords(question.on, messages), law: messages.text(`law.${law.id}.name`) }),
      ),
    },
    { kind: 'quiet', text: plain(messages.text(`law.${law.id}.limits`)), drop: DROP.limits },
    { kind: 'buttons', buttons: buttons(status, recipient, { messages, asked, publicUrl }) },
    { kind: 'divider' },
    ...covered(status, messages),
    { kind: 'heading', level: 2, text: plain(messages.text('letter.section.where')) },
    { kind: 'list', ordered: false, items: whereLines(status, recipient, messages) },
    { kind: 'heading', level: 2, text: plain(messages.text('letter.section.then')) },
    { kind: 'list', ordered: false, items: thenLines(status, law, messages) },
    { kind: 'quiet', text: plain(messages.text('letter.notadvice')) },
  ]
  return { kind: 'guide', locale: messages.locale, tone: status.headline.default, blocks }
}

function buttons(status: ServiceStatus, { form }: Recipient, { messages, asked, publicUrl }: LetterOptions): readonly Button[] {
  const made: Button[] = []
  if (publicUrl !== null)
    made.push({ kind: 'link', label: messages.text('button.letter.open'), url: letterUrl(publicUrl, status), main: true })
  made.push(
    {
      kind: 'action',
      label: messages.text('button.letter.copy'),
      action: { do: 'letter-text', ...asked },
      ...(publicUrl === null ? { style: 'main' as const } : {}),
    },
    { kind: 'action', label: messages.text('button.letter.remind'), action: { do: 'letter-remind', ...asked } },
  )
  if (form !== null) made.push({ kind: 'link', label: messages.text('button.letter.form'), url: form })
  return made
}

function covered(status: ServiceStatus, messages: Messages): readonly Block[] {
  const items = practicesInQuestion(status).map((practice) =>
    messages.rich('letter.covers.line', { title: practice.practice.title, label: lowerLabel(practice.default, messages) }),
  )
  const list = (shown: readonly RichText[]): Block => ({ kind: 'list', ordered: false, items: shown })
  const more = plain(messages.text('other.more', { count: items.length - COVERED_FIRST }))
  return [
    { kind: 'heading', level: 2, text: plain(messages.text('letter.section.covers')) },
    items.length > COVERED_FIRST
      ? { ...list(items), drop: DROP.covers, shorter: list([...items.slice(0, COVERED_FIRST), more]) }
      : list(items),
  ]
}

/** Company, post, e-mail and form, as far as we know them; and how to find out when we know nothing. */
export function whereLines({ service }: ServiceStatus, recipient: Recipient, messages: Messages): readonly RichText[] {
  const { controller, address, email, form } = recipient
  const lines: RichText[] = [
    controller === null
      ? messages.rich('letter.where.unnamed', { owner: service.owner })
      : messages.rich('letter.where.controller', { controller }),
  ]
  if (address.length > 0) lines.push(messages.rich('letter.where.post', { address: address.join(', ') }))
  if (email !== null) lines.push(messages.rich('letter.where.email', { email }))
  if (form !== null) lines.push(messages.rich('letter.where.form'))
  if (address.length === 0 && email === null && form === null) lines.push(messages.rich('letter.where.unknown'))
  return lines
}

/** By when they must answer, and who hears a complaint. */
export function thenLines({ question }: ServiceStatus, law: Law, messages: Messages): readonly RichText[] {
  const { on, setBy } = answerBy(law, question.on)
  const lines: RichText[] = [
    messages.rich(`letter.then.${setBy}`, { period: answerPeriod(law, messages), date: dateInWords(on, messages) }),
  ]
  for (const deadline of law.deadlines) {
    const period = periodWords(deadline, messages)
    if (deadline.for === 'information') lines.push(messages.rich('letter.then.information', { period }))
    if (deadline.for === 'opt-out') lines.push(messages.rich('letter.then.optout', { period }))
  }
  return [...lines, ...complaintLines(question.region, messages)]
}

/** An authority each where there are one or two; in words where people have to find theirs. */
function complaintLines(region: Jurisdiction, messages: Messages): readonly RichText[] {
  const authorities = authoritiesFor(region)
  if (authorities.length === 0) return [messages.rich('letter.then.authority.unknown')]
  if (authorities.length > 2) return [messages.rich('letter.then.authorities')]
  return authorities.map(({ name, complaint }) => messages.rich('letter.then.authority', { authority: name }, complaint))
}

/** Why there is no letter, and what to do instead. */
export function noLetterNotice(status: ServiceStatus, { messages, asked, example }: LetterOptions & { readonly example: string }): Notice {
  const { service, question } = status
  const guide: Button = { kind: 'action', label: messages.text('button.guide'), action: { do: 'guide', ...asked }, style: 'main' }
  const elsewhere = lawFor(question.region) === null && question.region !== 'world'
  return shortNotice(messages, noLetterWords(status, messages, example), {
    title: service.name,
    quiet: elsewhere ? [messages.text('letter.none.where', { example })] : [],
    buttons: [guide],
  })
}

/** The same as one sentence; `example` shows how a place is named. */
export function noLetterWords({ service, question }: ServiceStatus, messages: Messages, example: string): string {
  const { region } = question
  if (lawFor(region) !== null) return messages.text('letter.nothing', { name: service.name })
  if (region === 'world') return messages.text('letter.none.world', { example })
  const parts = lawsWithin(region)
  const places = parts.flatMap(({ jurisdictions }) => jurisdictions.map((place) => messages.place(place)))
  return places.length === 0
    ? messages.text('letter.none', { place: messages.place(region) })
    : messages.text('letter.none.parts', { place: messages.place(region), places: messages.list(places) })
}

/** What a message's copy block may hold: what Discord shows in one message, less its heading and small print. */
const PIECE_CHARS_MAX = 2_600

/** One part of the letter as text to copy; parts count from 1. `null` when there is no such part. */
export function letterTextNotice(
  letter: Letter,
  part: number,
  { messages, asked }: Pick<LetterOptions, 'messages' | 'asked'>,
): Notice | null {
  const pieces = letterPieces(letter, messages, PIECE_CHARS_MAX)
  const piece = pieces[part - 1]
  if (piece === undefined) return null
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: plain(messages.text('letter.part', { part, parts: pieces.length })) },
    { kind: 'copy', text: piece },
    { kind: 'quiet', text: plain(messages.text('letter.part.hint')) },
  ]
  if (part < pieces.length) {
    const next: Button = {
      kind: 'action',
      label: messages.text('button.letter.next'),
      action: { do: 'letter-text', ...asked, part: part + 1 },
      style: 'main',
    }
    blocks.push({ kind: 'buttons', buttons: [next] })
  }
  return { kind: 'list', locale: messages.locale, tone: 'none', blocks }
}
