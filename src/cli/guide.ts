/** `optout guide <service>`: one guide, for a terminal, for a program, or as exactly what a bot would send. */

import { encodeAction } from '../commands/action-id.ts'
import type { GuideRef } from '../core/action.ts'
import type { Notice } from '../core/notice.ts'
import type { Question, Service } from '../core/service.ts'
import { statusOf } from '../guides/status.ts'
import { guideNotice } from '../notices/guide-notice.ts'
import type { Reader } from '../notices/guide-words.ts'
import { messagesFor } from '../notices/messages.ts'
import { noticeHtml } from '../notices/notice-html.ts'
import {
  type Arguments,
  accountFlag,
  dateFlag,
  deviceFlag,
  localeFlag,
  oneOf,
  oneWord,
  readArguments,
  regionFlag,
  regionsFlag,
  today,
} from './arguments.ts'
import type { CliContext } from './context.ts'
import { findService } from './find-service.ts'
import { guideDocument } from './guide-document.ts'
import { guideOfRegions } from './guide-regions.ts'
import { terminalText } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const FORMS = ['text', 'json', 'discord', 'slack', 'html'] as const

/** Prints the guide; an unknown or ambiguous name is an error that names what is near. */
export async function guide(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, {
    region: 'value',
    account: 'value',
    device: 'value',
    on: 'value',
    locale: 'value',
    as: 'value',
    admin: 'switch',
    ascii: 'switch',
    json: 'switch',
  })
  const name = oneWord(args, 'Which service? For example: optout guide linkedin')
  const form =
    args.flags.json === true ? 'json' : (oneOf(typeof args.flags.as === 'string' ? args.flags.as : undefined, FORMS, 'form') ?? 'text')
  const settings = config()
  const several = regionsFlag(args)
  if (several !== null && form !== 'text' && form !== 'json')
    throw new UsageError('Several regions can be shown as text or as JSON. For a message, name one.')
  const question: Question = {
    region: several?.[0] ?? regionFlag(args, settings.defaults.region),
    account: accountFlag(args),
    device: deviceFlag(args),
    on: dateFlag(args, 'on', today()),
  }
  const messages = messagesFor(localeFlag(args, settings.defaults.locale))
  const service = await findService(name)
  if (several !== null) {
    write(
      guideOfRegions(service, several, {
        question,
        admin: args.flags.admin === true,
        messages,
        form: form === 'json' ? 'json' : 'text',
        publicUrl: settings.publicUrl,
      }),
    )
    return
  }
  const status = statusOf(service, question)
  const asked = args.flags.region !== undefined || settings.defaults.region !== 'world'
  const reader: Reader = { question, admin: args.flags.admin === true, regionFrom: asked ? 'asked' : 'default' }
  if (form === 'json') {
    write(`${JSON.stringify(guideDocument(status, reader, messages, settings.publicUrl), null, 2)}\n`)
    return
  }
  const notice = guideNotice(status, {
    messages,
    reader,
    asked: askedBy(args.flags, question, service),
    shared: false,
    surface: form === 'text' ? 'text' : 'chat',
    followed: false,
    remarks: [],
    publicUrl: settings.publicUrl,
  })
  write(await rendered(notice, form, args.flags.ascii === true))
}

/** Buttons carry on what was asked for by name, as those of a bot do; the rest is each presser's own. */
function askedBy(flags: Arguments['flags'], { region, account, device, on }: Question, { slug }: Service): GuideRef {
  return {
    slug,
    region: flags.region === undefined ? undefined : region,
    account: flags.account === undefined ? undefined : account,
    device: flags.device === undefined ? undefined : device,
    on: flags.on === undefined ? undefined : on,
    admin: flags.admin === true ? true : undefined,
  }
}

async function rendered(notice: Notice, form: Exclude<(typeof FORMS)[number], 'json'>, ascii: boolean): Promise<string> {
  switch (form) {
    case 'text':
      return terminalText(notice, { columns: 80, ascii })
    case 'html':
      return noticeHtml(notice)
    case 'discord': {
      const { renderDiscord } = await import('../bots/discord/render.ts')
      return `${JSON.stringify(renderDiscord(notice, { private: true, actionId: encodeAction }), null, 2)}\n`
    }
    case 'slack': {
      const { renderSlack } = await import('../bots/slack/render.ts')
      return `${JSON.stringify(renderSlack(notice, { actionId: encodeAction }), null, 2)}\n`
    }
  }
}
