/** Reminders: the direct message itself, the confirmation, the list, and what could not be delivered. */

import type { SnoozeBy } from '../core/action.ts'
import { addDays } from '../core/calendar-date.ts'
import type { Catalog } from '../core/catalog.ts'
import type { Change } from '../core/change.ts'
import { instantAt, localDateOf, localTimeOf } from '../core/local-time.ts'
import { type Block, type Button, type Notice, type Option, plain, type RichText } from '../core/notice.ts'
import type { Reminder } from '../core/reminder.ts'
import type { CalendarDate } from '../core/service.ts'
import { DEFAULT_TIME } from '../core/when.ts'
import type { ServiceStatus } from '../guides/status.ts'
import { changeWords } from './change-words.ts'
import { dateInWords, dayInWords } from './dates.ts'
import { lowerLabel, mainControl, sentenceWords } from './guide-words.ts'
import type { Messages } from './messages.ts'

/** "Monday 30 November 2026, 09:00 (Europe/Berlin)". */
export function momentInWords(atMs: number, zone: string, messages: Messages): string {
  return messages.text('remind.moment', { date: dayInWords(localDateOf(atMs, zone), messages), time: localTimeOf(atMs, zone), zone })
}

/** The day before the next known change of a status, at 9:00 in `zone`; `null` when there is no change or that has passed. */
export function dayBeforeChange(status: ServiceStatus | null, zone: string, now: number): number | null {
  const next = status?.headline.next ?? null
  if (next === null) return null
  const dueAt = instantAt(addDays(next.on, -1), DEFAULT_TIME, zone)
  return dueAt > now ? dueAt : null
}

interface ReminderOptions {
  readonly messages: Messages
  /** `null` when we no longer have a guide. */
  readonly status: ServiceStatus | null
  readonly now: number
}

/** Half a year after something was done: what changed since, if anything, and three ways to answer. */
export function lookBackNotice(
  reminder: Reminder,
  { messages, status, now, since }: ReminderOptions & { readonly since: Change | null },
): Notice {
  const { slug, zone, askedAt } = reminder
  const name = status?.service.name ?? slug
  const date = dateInWords(localDateOf(askedAt, zone), messages)
  const link = status === null ? undefined : mainControl(status.headline)?.link
  const news = since === null ? messages.rich('lookback.nothing') : changeWords(since, localDateOf(now, zone), messages)
  const open: Button =
    link === undefined
      ? { kind: 'action', label: messages.text('button.guide'), action: { do: 'guide', slug }, style: 'main' }
      : { kind: 'link', label: messages.text('button.open'), url: link.url, main: true }
  const answers = (['still', 'again', 'never'] as const).map(
    (answer): Button => ({ kind: 'action', label: messages.text(`button.lookback.${answer}`), action: { do: 'look-back', slug, answer } }),
  )
  return {
    kind: 'reminder',
    locale: messages.locale,
    tone: status?.headline.default ?? 'none',
    blocks: [
      { kind: 'text', text: [...messages.rich('lookback.title', { name, date }), ...plain(' '), ...news] },
      { kind: 'quiet', text: plain(messages.text('lookback.why')) },
      { kind: 'buttons', buttons: [open, ...answers] },
    ],
  }
}

/** The direct message somebody asked for: what it is about, on a lock screen too, and every way to answer it. */
export function reminderNotice(reminder: Reminder, { messages, status, now }: ReminderOptions): Notice {
  const { id, slug, zone, sent } = reminder
  const name = status?.service.name ?? slug
  const asked = dateInWords(localDateOf(reminder.askedAt, zone), messages)
  const why = messages.text('reminder.why', { date: asked })
  if (reminder.channel !== null) return channelReminder(reminder, { messages, status, now })
  const blocks: Block[] = [
    { kind: 'text', text: [...messages.rich('reminder.asked', { name }), ...factWords(status, zone, now, messages)] },
    { kind: 'quiet', text: plain(sent === 0 ? why : `${why} ${messages.text(sent === 1 ? 'reminder.second' : 'reminder.last')}`) },
  ]
  const guide: Button[] =
    status === null ? [] : [{ kind: 'action', label: messages.text('button.guide'), action: { do: 'guide', slug }, style: 'main' }]
  blocks.push(
    {
      kind: 'buttons',
      buttons: [
        ...guide,
        { kind: 'action', label: messages.text('button.reminder.done'), action: { do: 'reminder-done', id, slug } },
        { kind: 'action', label: messages.text('button.reminder.stop'), action: { do: 'reminder-stop', id, slug } },
      ],
    },
    {
      kind: 'select',
      name: 'snooze',
      placeholder: messages.text('reminder.snooze'),
      options: snoozes(reminder, { messages, status, now }),
    },
  )
  return { kind: 'reminder', locale: messages.locale, tone: status?.headline.default ?? 'none', blocks }
}

/** The same in a channel, once: it names nobody, and nobody there can answer for whoever asked. */
function channelReminder({ slug, zone, askedAt }: Reminder, { messages, status, now }: ReminderOptions): Notice {
  const name = status?.service.name ?? slug
  const blocks: Block[] = [
    { kind: 'text', text: [...messages.rich('reminder.here', { name }), ...factWords(status, zone, now, messages)] },
    { kind: 'quiet', text: plain(messages.text('reminder.here.why', { date: dateInWords(localDateOf(askedAt, zone), messages) })) },
  ]
  const guide: Button = { kind: 'action', label: messages.text('button.guide'), action: { do: 'guide', slug }, style: 'main' }
  if (status !== null) blocks.push({ kind: 'buttons', buttons: [guide] })
  return { kind: 'reminder', locale: messages.locale, tone: status?.headline.default ?? 'none', blocks }
}

function factWords(status: ServiceStatus | null, zone: string, now: number, messages: Messages): RichText {
  if (status === null) return messages.rich('reminder.uncovered')
  const { headline, question } = status
  const sentence = sentenceWords(status, headline, { question, admin: false, regionFrom: 'saved' }, messages)
  if (headline.next === null) return sentence
  const today = localDateOf(now, zone)
  const days = Math.max(1, Math.round((Date.parse(headline.next.on) - Date.parse(today)) / 86_400_000))
  const label = lowerLabel(headline.next.default, messages)
  return [...sentence, ...plain(' '), ...messages.rich('next.line', { date: dateInWords(headline.next.on, messages), days, label })]
}

function snoozes({ id, slug, zone }: Reminder, { messages, status, now }: ReminderOptions): readonly Option[] {
  const by: readonly SnoozeBy[] =
    dayBeforeChange(status, zone, now) === null ? ['day', 'week', 'custom'] : ['day', 'before', 'week', 'custom']
  return by.map((each) => ({ label: messages.text(`reminder.snooze.${each}`), action: { do: 'reminder-snooze', id, slug, by: each } }))
}

/** What was set, in the person's own time. When their zone is our guess, the moment is shown in theirs too, and how to name it. */
export function reminderConfirmation(
  reminder: Reminder,
  { messages, catalog, zoneIsGuess }: { readonly messages: Messages; readonly catalog: Catalog; readonly zoneIsGuess: boolean },
): Notice {
  const { id, slug, zone, dueAt } = reminder
  const moment = momentInWords(dueAt, zone, messages)
  const name = catalog.find(slug)?.name ?? slug
  const blocks: Block[] = [
    { kind: 'text', text: messages.rich(reminder.channel === null ? 'remind.set' : 'remind.set.here', { name, moment }) },
  ]
  if (zoneIsGuess) {
    const instant = { kind: 'instant' as const, atMs: dueAt, text: moment }
    blocks.push({ kind: 'quiet', text: [...plain(`${messages.text('remind.zone')} `), instant, ...plain('.')] })
  }
  blocks.push({
    kind: 'buttons',
    buttons: [
      { kind: 'action', label: messages.text('button.reminder.cancel'), action: { do: 'reminder-stop', id, slug } },
      { kind: 'action', label: messages.text('button.reminders'), action: { do: 'reminders' } },
    ],
  })
  return { kind: 'setup', locale: messages.locale, tone: 'none', blocks }
}

/** One select of Discord takes so many. */
const LISTED_MAX = 25

/** Everything somebody will be reminded of, the next one first, with a select to cancel one. */
export function reminderList(
  reminders: readonly Reminder[],
  { messages, catalog, example }: { readonly messages: Messages; readonly catalog: Catalog; readonly example: string },
): Notice {
  const nameOf = (slug: string) => catalog.find(slug)?.name ?? slug
  const count = reminders.length
  const blocks: Block[] = [{ kind: 'heading', level: 1, text: plain(messages.text('reminders.title', { count })) }]
  if (count === 0) blocks.push({ kind: 'text', text: plain(messages.text('reminders.none', { example })) })
  else {
    const listed = reminders.slice(0, LISTED_MAX)
    const line = ({ slug, dueAt, zone }: Reminder) =>
      messages.rich('reminders.line', { name: nameOf(slug), moment: momentInWords(dueAt, zone, messages) })
    blocks.push({ kind: 'list', ordered: false, items: listed.map(line) })
    if (count > listed.length)
      blocks.push({ kind: 'quiet', text: plain(messages.text('reminders.more', { count: count - listed.length })) })
    blocks.push({
      kind: 'select',
      name: 'cancel',
      placeholder: messages.text('reminders.cancel'),
      options: listed.map(({ id, slug, dueAt, zone }) => ({
        label: nameOf(slug),
        description: dateInWords(localDateOf(dueAt, zone), messages),
        action: { do: 'reminder-stop', id, slug },
      })),
    })
  }
  return { kind: 'list', locale: messages.locale, tone: 'brand', blocks }
}

interface MissedOptions {
  readonly messages: Messages
  readonly catalog: Catalog
  /** Said in a channel: reminders could come there instead. */
  readonly here: boolean
}

/** Adds to an answer what we could not deliver: told once, when somebody next talks to us, with another way to be reminded. */
export function withMissed(notice: Notice, missed: readonly Notice[], { messages, catalog, here }: MissedOptions): Notice {
  const items = missed.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'text').slice(0, 1)).map(({ text }) => text)
  if (items.length === 0) return notice
  const guides = missed.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'buttons' ? block.buttons.filter((each) => each.kind === 'action' && each.action.do === 'guide') : [],
    ),
  )
  const slugs = new Set(guides.flatMap((button) => (button.kind === 'action' && button.action.do === 'guide' ? [button.action.slug] : [])))
  const remindHere = [...slugs].map((slug): Button => {
    const name = catalog.find(slug)?.name ?? slug
    return { kind: 'action', label: messages.text('button.remindhere', { name }), action: { do: 'remind-here', slug } }
  })
  return {
    ...notice,
    blocks: [
      ...notice.blocks,
      { kind: 'divider' },
      { kind: 'text', text: messages.rich('missed.title') },
      { kind: 'list', ordered: false, items },
      ...(guides.length === 0 ? [] : [{ kind: 'buttons' as const, buttons: guides }]),
      ...(here && remindHere.length > 0 ? [{ kind: 'buttons' as const, buttons: remindHere }] : []),
      { kind: 'quiet', text: plain(messages.text('missed.how')) },
    ],
  }
}

/** The day a snooze leads to, from today. */
export function snoozeDay(by: 'day' | 'week', today: CalendarDate): CalendarDate {
  return addDays(today, by === 'day' ? 1 : 7)
}
