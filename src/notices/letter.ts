/**
 * A letter to whoever decides on somebody's data: built from a guide's evidence and the law of the reader's place, with everything personal
 * left open. Pure; the same question gives the same letter.
 */

import type { Ask, Law } from '../core/law.ts'
import { authoritiesFor } from '../guides/laws/authorities.ts'
import { answerBy, passagesOf } from '../guides/laws/index.ts'
import { practicesInQuestion, recipientOf } from '../guides/recipient.ts'
import type { PracticeStatus, ServiceStatus } from '../guides/status.ts'
import { bestEvidence, evidenceDate } from './guide-words.ts'
import { answerPeriod, inMyWords } from './letter-words.ts'
import type { Messages } from './messages.ts'

/** What only the person can fill in. */
export const LETTER_FIELDS = ['name', 'address', 'date', 'account', 'situation'] as const
export type LetterField = (typeof LETTER_FIELDS)[number]

export type LetterPart =
  | { readonly kind: 'text'; readonly text: string }
  /** One or more short lines that stay lines: an address. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Left open. */
  | { readonly kind: 'open'; readonly field: LetterField }

export interface Letter {
  readonly locale: string
  readonly subject: string
  /** In order; the sender's name and address come first. */
  readonly parts: readonly LetterPart[]
  /** The fields it leaves open, in order. */
  readonly fields: readonly LetterField[]
}

/** The letter under `law`, or `null` when the service uses nothing that could be objected to. */
export function letterFor(status: ServiceStatus, law: Law, messages: Messages): Letter | null {
  const practices = practicesInQuestion(status)
  if (practices.length === 0) return null
  const { service } = status
  const recipient = recipientOf(status)
  const subject = messages.text(`letter.subject.${law.right}`, { name: service.name })
  const text = (words: string): LetterPart => ({ kind: 'text', text: words })
  const open = (field: LetterField): LetterPart => ({ kind: 'open', field })
  const authorities = authoritiesFor(status.question.region)
  const [authority] = authorities
  const parts: LetterPart[] = [
    open('name'),
    open('address'),
    open('date'),
    {
      kind: 'lines',
      lines: [recipient.controller ?? service.owner, ...recipient.address, ...(recipient.email === null ? [] : [recipient.email])],
    },
    text(messages.text('letter.subject.line', { subject })),
    text(messages.text('letter.greeting')),
    text(messages.text('letter.account', { name: service.name })),
    open('account'),
    text(messages.text(`law.${law.id}.right`)),
    text(messages.text(`letter.list.${law.right}`)),
    { kind: 'list', items: practices.map((practice) => useWords(practice, messages)) },
    ...(law.needsSituation ? [text(messages.text('letter.situation')), open('situation')] : []),
    text(messages.text('letter.asks')),
    { kind: 'list', items: law.asks.map((ask) => askWords(ask, law, messages)) },
    ...(authority !== undefined && authorities.length === 1
      ? [text(messages.text('letter.close.authority', { authority: authority.name }))]
      : []),
    text(messages.text('letter.close')),
    open('name'),
  ]
  const fields = LETTER_FIELDS.filter((field) => parts.some((part) => part.kind === 'open' && part.field === field))
  return { locale: messages.locale, subject, parts, fields }
}

/** One use: what it is, and the sentence that says so. What their texts leave open is asked about as if it happened. */
function useWords(practice: PracticeStatus, messages: Messages): string {
  const { thirdParty } = practice.practice
  const title = inMyWords(practice.practice.title)
  const uses = inMyWords(practice.rule?.uses ?? practice.practice.uses)
  const what =
    thirdParty === undefined
      ? messages.text('letter.use', { title, uses })
      : messages.text('letter.use.third', { title, uses, third: thirdParty })
  const proof = practice.default === 'unknown' ? messages.text('letter.use.unknown') : quoteWords(practice, messages)
  return proof === null ? what : `${what} ${proof}`
}

function quoteWords(practice: PracticeStatus, messages: Messages): string | null {
  const evidence = bestEvidence(practice)
  if (evidence?.quote === undefined) return null
  const { title, publisher, url, kind } = evidence
  const date = evidenceDate(evidence, messages)
  const source =
    url === undefined
      ? messages.text('letter.use.source', { title, date })
      : messages.text('letter.use.source.linked', { title, date, url })
  const own = kind === 'policy' || kind === 'help' || kind === 'statement'
  return own
    ? messages.text('letter.use.own', { quote: evidence.quote, source })
    : messages.text('letter.use.others', { publisher, quote: evidence.quote, source })
}

function askWords({ kind, sources }: Ask, law: Law, messages: Messages): string {
  const ask =
    kind === 'confirm'
      ? messages.text(`letter.ask.confirm.${confirmBy(law)}`, { period: answerPeriod(law, messages) })
      : messages.text(`letter.ask.${kind}`)
  const cites = [...new Set(passagesOf(law, sources).map(({ cite }) => cite))]
  return cites.length === 0 ? ask : messages.text('letter.ask.cited', { ask, cites: cites.join('; ') })
}

/** Whose time it is, whatever the day. */
const confirmBy = (law: Law) => answerBy(law, '2000-01-01').setBy
