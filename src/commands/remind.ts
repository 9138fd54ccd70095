/** `/remind linkedin in 2 weeks`: a direct message at a time the person names, and what becomes of it. */

import type { Action } from '../core/action.ts'
import { instantAt, localDateOf } from '../core/local-time.ts'
import type { Reminder } from '../core/reminder.ts'
import type { ChannelRef, PersonSettings } from '../core/subscription.ts'
import { DEFAULT_TIME, parseWhen } from '../core/when.ts'
import { statusOf } from '../guides/status.ts'
import { dateInWords } from '../notices/dates.ts'
import type { Messages } from '../notices/messages.ts'
import { dayBeforeChange, momentInWords, reminderConfirmation, reminderList, snoozeDay } from '../notices/reminder-notice.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import { markReminded } from './checklist.ts'
import type { Command } from './command.ts'
import { findService } from './optout.ts'
import { shown } from './parse-option.ts'
import { privateMessages, readerOf } from './reader.ts'
import { Refusal } from './refusal.ts'
import type { MessageReply, Reply } from './reply.ts'
import type { World } from './world.ts'

/** More than anybody reads, and a bound on what one person can make us store and send. */
export const REMINDERS_MAX = 50

export const remind: Command = {
  path: ['remind'],
  summary: 'command.remind',
  options: [
    { name: 'platform', type: 'service', required: false, summary: 'option.platform' },
    { name: 'when', type: 'when', required: false, summary: 'option.when' },
  ],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/remind linkedin in 2 weeks',
  run: async ({ platform = '', when = '' }, asker, world) => {
    if (platform.trim() === '') return showReminders(asker, world)
    const { service } = await findService(platform, asker, world)
    if (service.kind === 'answer') return service.reply
    const { slug } = service.service
    return when.trim() === '' ? askWhen({ do: 'remind', slug }, asker, world) : setReminder({ do: 'remind', slug }, when, asker, world)
  },
}

const privately = (notice: MessageReply['notice']): MessageReply => ({ kind: 'message', notice, visibility: 'private', replaces: false })

/** What a time is asked for: a reminder, by direct message or in the channel it is asked in, or a later time for one that came. */
type Asked = Extract<Action, { do: 'remind' | 'remind-here' | 'reminder-snooze' }>

/** Asks when, in a form. */
export async function askWhen(action: Asked, asker: Asker, world: World): Promise<Reply> {
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  return {
    kind: 'form',
    title: messages.text('form.remind.title'),
    submitLabel: messages.text('form.save'),
    cancelLabel: messages.text('form.cancel'),
    fields: [
      {
        name: 'when',
        label: messages.text('form.remind.label'),
        placeholder: messages.text('form.remind.placeholder'),
        required: true,
        maxChars: 80,
      },
    ],
    action,
  }
}

/** Reads when, and remembers it with the zone it was meant in. Refuses what cannot be read, and a person's fifty-first. */
export async function setReminder(
  { do: wanted, slug }: Exclude<Asked, { do: 'reminder-snooze' }>,
  typed: string,
  asker: Asker,
  world: World,
): Promise<Reply> {
  if (world.catalog.find(slug) === undefined) throw new Refusal('error.expired')
  const settings = await world.people.settings(asker.person)
  const messages = privateMessages(asker, settings, world)
  const known = settings.zone ?? asker.zone
  const { dueAt, zone } = readWhen(typed, known ?? world.defaults.zone, messages, world)
  const named = zone !== (known ?? world.defaults.zone)
  // Remembered so that messages come by day where the person is.
  if (named || (settings.zone === undefined && known !== null)) await world.people.remember(asker.person, { zone })
  const channel = wanted === 'remind-here' ? await channelToPostIn(asker, messages, world) : null
  const asked = { kind: 'asked', slug, zone, dueAt, askedAt: world.clock.now(), channel } as const
  const reminder = await world.reminders.add(asker.person, asked, REMINDERS_MAX)
  if (reminder === null) throw full(messages)
  return privately(reminderConfirmation(reminder, { messages, catalog: world.catalog, zoneIsGuess: known === null && !named }))
}

/** The channel somebody asks in, where we may post as far as can be told. */
async function channelToPostIn({ channel }: Asker, messages: Messages, world: World): Promise<ChannelRef> {
  if (channel === null) throw new Refusal('error.here')
  const may = await world.mayPost(channel)
  if (may.kind === 'no') throw new Refusal(`error.cannotpost.${may.why}`, { channel: messages.text('digest.this.channel.within') })
  return channel
}

function readWhen(typed: string, zone: string, messages: Messages, world: World): { readonly dueAt: number; readonly zone: string } {
  const when = parseWhen(typed, { now: world.clock.now(), zone })
  switch (when.kind) {
    case 'at':
      return when
    case 'unreadable':
      throw new Refusal('error.when', { typed: shown(typed) })
    case 'zone':
      throw new Refusal('error.zone', { typed: shown(when.typed) })
    case 'past':
      throw new Refusal('error.when.past', { date: dateInWords(when.on, messages) })
    case 'soon':
      throw new Refusal('error.when.soon')
    case 'far':
      throw new Refusal('error.when.far')
  }
}

const full = (messages: Messages) =>
  new Refusal('error.remindersfull', { max: REMINDERS_MAX }, [
    { kind: 'action', label: messages.text('button.reminders'), action: { do: 'reminders' } },
  ])

/** What the person will be reminded of. */
export async function showReminders(asker: Asker, world: World): Promise<Reply> {
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  const reminders = (await world.reminders.of(asker.person)).filter(({ kind }) => kind === 'asked')
  return privately(reminderList(reminders, { messages, catalog: world.catalog, example: remind.example }))
}

type Answer = Extract<Action, { do: 'reminder-done' | 'reminder-stop' | 'reminder-snooze' }>
type Snooze = Extract<Answer, { do: 'reminder-snooze' }>

/** A pressed answer on a reminder. One that was answered before is answered the same again: the person sees what they meant. */
export async function answerReminder(action: Answer, asker: Asker, world: World): Promise<Reply> {
  const settings = await world.people.settings(asker.person)
  const messages = privateMessages(asker, settings, world)
  const name = world.catalog.find(action.slug)?.name ?? action.slug
  if (action.do === 'reminder-snooze') return snooze(action, { asker, world, settings, messages, name })
  await world.reminders.remove(asker.person, action.id)
  if (action.do === 'reminder-stop') return privately(shortNotice(messages, messages.text('reminder.stopped', { name })))
  const listed = await markReminded(action.slug, asker, world)
  const quiet = listed ? [messages.text('reminder.listed')] : []
  return privately(shortNotice(messages, messages.text('reminder.done', { name }), { quiet }))
}

/** A time the person named for one that came. */
export async function snoozeTo(action: Snooze, typed: string, asker: Asker, world: World): Promise<Reply> {
  const settings = await world.people.settings(asker.person)
  const messages = privateMessages(asker, settings, world)
  const { zone: meant, earlier } = await zoneOf(action.id, asker, settings, world)
  const { dueAt, zone } = readWhen(typed, meant, messages, world)
  const name = world.catalog.find(action.slug)?.name ?? action.slug
  const { notice } = await moveTo({ dueAt, zone, earlier }, action, { asker, world, settings, messages, name })
  return { ...privately(notice), replaces: true }
}

interface Asking {
  readonly asker: Asker
  readonly world: World
  readonly settings: PersonSettings
  readonly messages: Messages
  readonly name: string
}

async function snooze(action: Snooze, asking: Asking): Promise<Reply> {
  const { asker, world, settings, messages } = asking
  const { id, slug, by } = action
  const { zone, earlier } = await zoneOf(id, asker, settings, world)
  const today = localDateOf(world.clock.now(), zone)
  const dueAt =
    by === 'before'
      ? dayBefore(slug, zone, asker, settings, world)
      : instantAt(snoozeDay(by === 'day' ? 'day' : 'week', today), DEFAULT_TIME, zone)
  if (dueAt === null) throw new Refusal('error.when.past', { date: dateInWords(today, messages) })
  return moveTo({ dueAt, zone, earlier }, action, asking)
}

interface Later {
  readonly dueAt: number
  readonly zone: string
  /** The reminder as it is now, if it is still there. */
  readonly earlier: Reminder | null
}

async function zoneOf(id: number, asker: Asker, settings: PersonSettings, world: World): Promise<Omit<Later, 'dueAt'>> {
  const earlier = await world.reminders.find(asker.person, id)
  return { zone: earlier?.zone ?? settings.zone ?? asker.zone ?? world.defaults.zone, earlier }
}

async function moveTo(
  { dueAt, zone, earlier }: Later,
  { id, slug }: Snooze,
  { asker, world, messages, name }: Asking,
): Promise<MessageReply> {
  if (earlier === null || !(await world.reminders.move(asker.person, id, dueAt))) {
    // It was told for the last time, or answered elsewhere; who snoozes it wants it still.
    const asked = { kind: 'asked', slug, zone, dueAt, askedAt: world.clock.now() } as const
    if ((await world.reminders.add(asker.person, asked, REMINDERS_MAX)) === null) throw full(messages)
  }
  return privately(shortNotice(messages, messages.text('reminder.snoozed', { name, moment: momentInWords(dueAt, zone, messages) })))
}

function dayBefore(slug: string, zone: string, asker: Asker, settings: PersonSettings, world: World): number | null {
  const service = world.catalog.find(slug)
  const status = service === undefined ? null : statusOf(service, readerOf({ slug }, asker, settings, world).question)
  return dayBeforeChange(status, zone, world.clock.now())
}
