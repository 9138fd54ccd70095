/** A person's checklist: what is left, what is done, and a way to mark and to begin. */

import type { Change } from '../core/change.ts'
import { type ChecklistItem, PACK_NAMES } from '../core/checklist.ts'
import { type Block, type Notice, type Option, plain, type RichText } from '../core/notice.ts'
import type { CalendarDate } from '../core/service.ts'
import type { PracticeStatus } from '../guides/status.ts'
import { changeWords } from './change-words.ts'
import { dateInWords } from './dates.ts'
import { MARKS, mainControl, needsAdmin } from './guide-words.ts'
import type { Messages } from './messages.ts'

/** One line of the list. */
export interface ChecklistEntry {
  readonly item: ChecklistItem
  readonly name: string
  /** `null` when we no longer have a guide. */
  readonly status: PracticeStatus | null
  /** Why something that was done is to do again. */
  readonly movedBack: Change | null
}

interface ChecklistOptions {
  readonly messages: Messages
  readonly today: CalendarDate
}

const TODO_SHOWN_MAX = 15
const DONE_SHOWN_MAX = 15
/** One select of Discord takes so many. */
const OPTIONS_MAX = 25

/** The progress is a number in the title: a bar of symbols would be read out one by one. */
export function checklistNotice(entries: readonly ChecklistEntry[], options: ChecklistOptions): Notice {
  const { messages } = options
  const notMine = entries.filter(({ item }) => item.state === 'not-mine')
  const done = entries.filter(({ item, movedBack }) => item.state === 'done' && movedBack === null)
  const todo = entries.filter((entry) => !notMine.includes(entry) && !done.includes(entry))
  const counts = { done: done.length, total: todo.length + done.length }
  const blocks: Block[] = [{ kind: 'heading', level: 1, text: plain(messages.text('checklist.title', counts)) }]
  if (entries.length === 0) blocks.push({ kind: 'text', text: plain(messages.text('checklist.empty')) })
  if (todo.length > 0) blocks.push(...todoBlocks(todo, options))
  else if (done.length > 0) blocks.push({ kind: 'text', text: plain(messages.text('checklist.all')) })
  if (done.length > 0) blocks.push({ kind: 'text', text: doneWords(done, messages) })
  if (notMine.length > 0) blocks.push({ kind: 'quiet', text: plain(messages.text('checklist.notmine', { count: notMine.length })) })
  blocks.push(...selects(todo, done, notMine, messages))
  blocks.push({
    kind: 'buttons',
    buttons: PACK_NAMES.map((pack) => ({ kind: 'action', label: messages.text(`pack.${pack}`), action: { do: 'checklist', pack } })),
  })
  return { kind: 'list', locale: messages.locale, tone: 'brand', blocks }
}

function todoBlocks(todo: readonly ChecklistEntry[], options: ChecklistOptions): Block[] {
  const { messages } = options
  const items = todo.slice(0, TODO_SHOWN_MAX).map((entry) => todoWords(entry, options))
  const more = todo.length - items.length
  return [
    { kind: 'heading', level: 2, text: plain(messages.text('checklist.todo')) },
    { kind: 'list', ordered: false, items: more === 0 ? items : [...items, plain(messages.text('checklist.more', { count: more }))] },
  ]
}

function todoWords({ name, status, movedBack }: ChecklistEntry, { messages, today }: ChecklistOptions): RichText {
  if (movedBack !== null) return [...messages.rich('checklist.back', { name }), ...plain(' '), ...changeWords(movedBack, today, messages)]
  const mark = status === null ? MARKS.unknown : MARKS[status.default]
  return messages.rich('checklist.line', { mark, name, what: messages.text(`checklist.do.${whatToDo(status)}`) })
}

function whatToDo(status: PracticeStatus | null) {
  if (status === null || status.default === 'unknown') return 'unknown'
  if (status.default === 'never' || status.default === 'off') return 'nothing'
  const control = mainControl(status)
  if (control === undefined) return 'none'
  return needsAdmin(control) ? 'admin' : control.kind
}

function doneWords(done: readonly ChecklistEntry[], messages: Messages): RichText {
  if (done.length > DONE_SHOWN_MAX) return messages.rich('checklist.donecount', { count: done.length })
  const items = done.map(({ name, item }) => messages.text('checklist.doneitem', { name, date: dateInWords(item.markedOn, messages) }))
  return messages.rich('checklist.done', { items: items.join(' · ') })
}

function selects(
  todo: readonly ChecklistEntry[],
  done: readonly ChecklistEntry[],
  notMine: readonly ChecklistEntry[],
  messages: Messages,
): Block[] {
  const withGuide = [...todo, ...done].filter(({ status }) => status !== null).slice(0, OPTIONS_MAX)
  if (todo.length + done.length + notMine.length === 0) return []
  const marks = [
    ...todo.flatMap((entry) => [markOption(entry, 'done', messages), markOption(entry, 'not-mine', messages)]),
    ...[...notMine, ...done].map((entry) => markOption(entry, 'todo', messages)),
  ]
  const guides = withGuide.map(({ item, name }): Option => ({ label: name, action: { do: 'guide', slug: item.slug } }))
  return [
    ...(guides.length === 0
      ? []
      : [{ kind: 'select' as const, name: 'guide', placeholder: messages.text('select.guide'), options: guides }]),
    // Those at the top first: what is marked leaves room for the next.
    { kind: 'select', name: 'mark', placeholder: messages.text('checklist.mark'), options: marks.slice(0, OPTIONS_MAX) },
  ]
}

function markOption({ item, name }: ChecklistEntry, state: ChecklistItem['state'], messages: Messages): Option {
  return {
    label: messages.text(`checklist.mark.${state}`, { name }),
    action: { do: 'mark', slug: item.slug, practice: item.practice, state },
  }
}
