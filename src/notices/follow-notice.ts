/** The direct message to someone who follows a service that changes: readable on a lock screen, with its own stop. */

import { addDays, daysBetween } from '../core/calendar-date.ts'
import type { Change } from '../core/change.ts'
import { type Block, type Notice, plain } from '../core/notice.ts'
import type { CalendarDate } from '../core/service.ts'
import { changeWords, holdsWords, quoteOf } from './change-words.ts'
import { dateInWords, dayInWords } from './dates.ts'
import type { Messages } from './messages.ts'

/**
 * The first 100 characters carry service and fact; the second line says why this came and when it was announced. A `deadline`, for a change
 * somebody can act on, opens with the days that are left on `today`.
 */
export function followNotice(
  change: Change,
  options: {
    readonly messages: Messages
    readonly today: CalendarDate
    readonly publicUrl: string | null
    readonly deadline?: boolean
    /** Further changes of the same service on the same day, told in the same message. */
    readonly others?: readonly Change[]
  },
): Notice {
  const { messages } = options
  const { service } = change
  const quote = quoteOf(change)
  const why = [
    messages.text('following.why', { name: service.name }),
    change.announcedOn === null ? '' : messages.text('following.announced', { date: dateInWords(change.announcedOn, messages) }),
    holdsWords(change, messages),
  ]
  const blocks: Block[] = []
  if (options.deadline === true) blocks.push(...deadlineBlocks(change, options.today, messages))
  blocks.push({ kind: 'text', text: changeWords(change, options.today, messages) })
  const others = options.others ?? []
  if (others.length > 0)
    blocks.push({ kind: 'list', ordered: false, items: others.map((other) => changeWords(other, options.today, messages)) })
  if (quote !== null) blocks.push({ kind: 'quote', text: plain(quote), drop: 1 })
  blocks.push(
    { kind: 'quiet', text: plain(why.filter((part) => part !== '').join(' ')) },
    {
      kind: 'buttons',
      buttons: [
        { kind: 'action', label: messages.text('button.guide'), action: { do: 'guide', slug: service.slug }, style: 'main' },
        ...(change.effectiveOn > options.today
          ? [{ kind: 'action' as const, label: messages.text('button.remind'), action: { do: 'remind' as const, slug: service.slug } }]
          : []),
        { kind: 'action', label: messages.text('button.unfollow'), action: { do: 'unfollow', slug: service.slug } },
        ...(options.publicUrl === null
          ? []
          : [{ kind: 'link' as const, label: messages.text('button.more'), url: `${options.publicUrl}/s/${service.slug}` }]),
      ],
    },
  )
  return { kind: 'change', locale: messages.locale, tone: change.announced === undefined ? change.after : 'brand', blocks }
}

/** "Atlassian: 3 days left. To be out before it starts: by Sunday 16 August 2026."; none on the day itself. */
function deadlineBlocks(change: Change, today: CalendarDate, messages: Messages): Block[] {
  const days = daysBetween(today, change.effectiveOn)
  if (days <= 0) return []
  const values = { name: change.service.name, days, date: dayInWords(addDays(change.effectiveOn, -1), messages) }
  return [{ kind: 'text', text: messages.rich('deadline', values) }]
}
