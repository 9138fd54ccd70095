/** `optout letter <service> --region DE`: the letter to whoever decides on the data, for a terminal, a program or a page. */

import { encodeAction } from '../commands/action-id.ts'
import type { Law } from '../core/law.ts'
import type { Notice } from '../core/notice.ts'
import { authoritiesFor } from '../guides/laws/authorities.ts'
import { answerBy } from '../guides/laws/index.ts'
import { recipientOf } from '../guides/recipient.ts'
import { type ServiceStatus, statusOf } from '../guides/status.ts'
import { type Letter, letterFor } from '../notices/letter.ts'
import { letterLaw, letterNotice, noLetterWords } from '../notices/letter-notice.ts'
import { letterText } from '../notices/letter-text.ts'
import { type Messages, messagesFor } from '../notices/messages.ts'
import { noticeHtml } from '../notices/notice-html.ts'
import { accountFlag, dateFlag, localeFlag, oneOf, oneWord, readArguments, regionFlag, today } from './arguments.ts'
import type { CliContext } from './context.ts'
import { findService } from './find-service.ts'
import { terminalText } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const FORMS = ['text', 'json', 'html', 'discord', 'slack'] as const

const EXAMPLE = 'optout letter linkedin --region DE'

/** Prints the letter and what goes with it; where there is none, that is a usage error that says why. */
export async function letter(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, {
    region: 'value',
    account: 'value',
    on: 'value',
    locale: 'value',
    as: 'value',
    ascii: 'switch',
    json: 'switch',
  })
  const name = oneWord(args, `Which service? For example: ${EXAMPLE}`)
  const form =
    args.flags.json === true ? 'json' : (oneOf(typeof args.flags.as === 'string' ? args.flags.as : undefined, FORMS, 'form') ?? 'text')
  const settings = config()
  const messages = messagesFor(localeFlag(args, settings.defaults.locale))
  const region = regionFlag(args, settings.defaults.region)
  const service = await findService(name)
  const status = statusOf(service, { region, account: accountFlag(args), device: 'web', on: dateFlag(args, 'on', today()) })
  const law = letterLaw(status)
  const written = law === null ? null : letterFor(status, law, messages)
  if (law === null || written === null) throw new UsageError(noLetterWords(status, messages, EXAMPLE))
  if (form === 'json') {
    write(`${JSON.stringify(letterDocument(status, law, written, messages), null, 2)}\n`)
    return
  }
  const asked = { slug: service.slug, ...(args.flags.region === undefined ? {} : { region }) }
  const notice = letterNotice(status, law, { messages, asked, publicUrl: settings.publicUrl })
  if (form === 'discord' || form === 'slack') write(await payload(notice, form))
  else if (form === 'html') write(`${noticeHtml(notice)}${noticeHtml(asNotice(written, messages))}`)
  else write(`${terminalText(notice, { columns: 80, ascii: args.flags.ascii === true })}\n${letterText(written, messages)}`)
}

/** The letter by itself, so that the same writer makes HTML of it. */
const asNotice = (written: Letter, messages: Messages): Notice => ({
  kind: 'list',
  locale: written.locale,
  tone: 'none',
  blocks: [{ kind: 'copy', text: letterText(written, messages) }],
})

async function payload(notice: Notice, form: 'discord' | 'slack'): Promise<string> {
  if (form === 'discord') {
    const { renderDiscord } = await import('../bots/discord/render.ts')
    return `${JSON.stringify(renderDiscord(notice, { private: true, actionId: encodeAction }), null, 2)}\n`
  }
  const { renderSlack } = await import('../bots/slack/render.ts')
  return `${JSON.stringify(renderSlack(notice, { actionId: encodeAction }), null, 2)}\n`
}

/** A contract with outsiders: add, never rename. */
function letterDocument(status: ServiceStatus, law: Law, written: Letter, messages: Messages) {
  const { service, question } = status
  return {
    service: { slug: service.slug, name: service.name },
    asked: { region: question.region, account: question.account, on: question.on },
    law: { id: law.id, name: messages.text(`law.${law.id}.name`), right: law.right, deadlines: law.deadlines, sources: law.sources },
    recipient: recipientOf(status),
    answerBy: answerBy(law, question.on),
    authorities: authoritiesFor(question.region).map(({ name, complaint, exact }) => ({ name, complaint, exact })),
    letter: { subject: written.subject, fields: written.fields, text: letterText(written, messages) },
  }
}
