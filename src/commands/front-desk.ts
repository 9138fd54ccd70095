/** Where both bots and the practice chat bring what people ask: runs the command, and always has an answer. */

import { closeness } from '../guides/closeness.ts'
import { fold, lookUp } from '../guides/lookup.ts'
import { type MessageKey, type Messages, messagesFor } from '../notices/messages.ts'
import { withMissed } from '../notices/reminder-notice.ts'
import { shortNotice } from '../notices/short-notice.ts'
import { decodeAction, encodeAction } from './action-id.ts'
import type { Asker } from './asker.ts'
import type { Command, Input } from './command.ts'
import type { FrontDesk } from './front-desk-port.ts'
import { showHelp } from './help.ts'
import { showGuide } from './optout.ts'
import { parseRegion, shown } from './parse-option.ts'
import { parseText } from './parse-text.ts'
import { press } from './press.ts'
import { Refusal } from './refusal.ts'
import { setReminder, snoozeTo } from './remind.ts'
import type { MessageReply, Reply } from './reply.ts'
import { suggest } from './suggest.ts'
import { COMMANDS } from './table.ts'
import type { World } from './world.ts'

export interface FrontDeskOptions {
  readonly world: World
  readonly log: { error(fields: Readonly<Record<string, unknown>>, message: string): void }
  /** A short code that stands in the log and in the answer, so that an operator can find one by the other. */
  newCode(): string
}

/** The one implementation of {@link FrontDesk}. Nothing it returns rejects. */
export function createFrontDesk({ world, log, newCode }: FrontDeskOptions): FrontDesk {
  const answer = async (asker: Asker, work: () => Promise<Reply>): Promise<Reply> => {
    try {
      return await withWhatWasMissed(await work(), asker, world)
    } catch (error) {
      return error instanceof Refusal ? refused(error, messagesOf(asker, world)) : desk.failed(error, asker)
    }
  }

  const desk: FrontDesk = {
    commands: COMMANDS,
    describe: (key, locale) => messagesFor(locale).text(key as MessageKey),
    run: (path, input, asker) => answer(asker, () => runCommand(path, input, asker, world)),
    runText: (text, asker) => answer(asker, () => runTyped(text, asker, world)),
    press: (actionId, asker) =>
      answer(asker, () => {
        const action = decodeAction(actionId)
        if (action === null) throw expired(asker, world)
        return press(action, asker, world)
      }),
    submit: (actionId, values, asker) => answer(asker, () => submitted(actionId, values, asker, world)),
    async suggest(path, option, typed, asker) {
      try {
        const spec = find(path)?.options.find((each) => each.name === option)
        if (spec === undefined) return []
        const following = spec.type === 'service' || spec.type === 'services' ? await world.people.following(asker.person) : []
        return suggest(spec.type, typed, { catalog: world.catalog, messages: messagesOf(asker, world), following, zone: asker.zone })
      } catch (error) {
        log.error({ code: newCode(), error }, 'suggestions failed')
        return []
      }
    },
    failed(error, asker) {
      const code = newCode()
      log.error({ code, error }, 'command failed')
      const messages = messagesOf(asker, world)
      return privately(shortNotice(messages, messages.text('error.ours', { code }), { kind: 'error' }))
    },
    actionId: encodeAction,
  }
  return desk
}

/** A new private answer also tells what direct messages could not: only then is it told, and taken off the list. */
async function withWhatWasMissed(reply: Reply, asker: Asker, world: World): Promise<Reply> {
  if (reply.kind !== 'message' || reply.visibility !== 'private' || reply.replaces) return reply
  const missed = await world.reminders.takeMissed(asker.person)
  return missed.length === 0
    ? reply
    : {
        ...reply,
        notice: withMissed(reply.notice, missed, {
          messages: messagesOf(asker, world),
          catalog: world.catalog,
          here: asker.channel !== null,
        }),
      }
}

const messagesOf = (asker: Asker, world: World): Messages => messagesFor(asker.locale ?? world.defaults.locale)

const privately = (notice: MessageReply['notice']): MessageReply => ({ kind: 'message', notice, visibility: 'private', replaces: false })

const refused = (refusal: Refusal, messages: Messages): MessageReply =>
  privately(shortNotice(messages, messages.text(refusal.key, refusal.values), { kind: 'error', buttons: refusal.buttons }))

function expired(asker: Asker, world: World): Refusal {
  return new Refusal('error.expired', {}, [{ kind: 'action', label: messagesOf(asker, world).text('button.help'), action: { do: 'help' } }])
}

const find = (path: readonly string[]): Command | undefined => COMMANDS.find((command) => command.path.join(' ') === path.join(' '))

async function runCommand(path: readonly string[], input: Input, asker: Asker, world: World): Promise<Reply> {
  const command = find(path)
  if (command === undefined) throw new Refusal('error.command', { typed: shown(path.join(' ')) })
  const missing = command.options.find((option) => option.required && (input[option.name] ?? '').trim() === '')
  if (missing !== undefined && missing.type !== 'service') throw missingOption(command, missing.summary as MessageKey, asker, world)
  return command.run(input, asker, world)
}

function missingOption(command: Command, summary: MessageKey, asker: Asker, world: World): Refusal {
  return new Refusal('error.missing', { what: messagesOf(asker, world).text(summary), example: command.example })
}

async function runTyped(text: string, asker: Asker, world: World): Promise<Reply> {
  const parsed = parseText(text, COMMANDS)
  if (parsed.kind === 'nothing') return showHelp(COMMANDS, asker, world)
  if (parsed.kind === 'incomplete') {
    if (parsed.subcommand === null) return runCommand([parsed.name, 'show'], {}, asker, world)
    throw unknownCommand(`${parsed.name} ${parsed.subcommand}`, asker, world)
  }
  const { command, input } = parsed
  const typed = input.platform ?? ''
  if (command.path[0] === 'optout' && looksLikeCommand(typed) && lookUp(world.catalog, typed).kind === 'unknown') {
    throw unknownCommand(typed, asker, world)
  }
  return runCommand(command.path, input, asker, world)
}

const names = [...new Set(COMMANDS.map((command) => command.path[0]))]

/** The command a misspelt first word is near to. */
function nearCommand(typed: string): string | undefined {
  const [word = ''] = typed.toLowerCase().split(/\s+/)
  return names.find((name) => name !== 'optout' && closeness(fold(word), name) !== null)
}

const looksLikeCommand = (typed: string) => nearCommand(typed) !== undefined

function unknownCommand(typed: string, asker: Asker, world: World): Refusal {
  const near = nearCommand(typed)
  const buttons = [{ kind: 'action' as const, label: messagesOf(asker, world).text('button.help'), action: { do: 'help' as const } }]
  return near === undefined
    ? new Refusal('error.command', { typed: shown(typed) }, buttons)
    : new Refusal('error.command.near', { typed: shown(typed), name: `/${near}` }, buttons)
}

async function submitted(actionId: string, values: Input, asker: Asker, world: World): Promise<Reply> {
  const action = decodeAction(actionId)
  if (action?.do === 'remind' || action?.do === 'remind-here') return setReminder(action, values.when ?? '', asker, world)
  if (action?.do === 'reminder-snooze') return snoozeTo(action, values.when ?? '', asker, world)
  if (action === null || action.do !== 'choose-region') throw expired(asker, world)
  const region = parseRegion(values.region ?? '', asker.locale ?? 'en')
  await world.people.remember(asker.person, { region })
  const { do: _, ...ref } = action
  return showGuide({ ...ref, region: undefined }, asker, world, { remarks: [], replaces: true })
}
