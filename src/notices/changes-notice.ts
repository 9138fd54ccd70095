/** Recent and upcoming changes as a list. */

import type { Change } from '../core/change.ts'
import { type Block, type Notice, plain, type RichText } from '../core/notice.ts'
import type { CalendarDate, Service } from '../core/service.ts'
import { changeWords, holdsWords } from './change-words.ts'
import { dateInWords } from './dates.ts'
import type { Messages } from './messages.ts'
import { storiesOf } from './stories.ts'

export interface ChangesQuery {
  readonly from: CalendarDate
  readonly today: CalendarDate
  /** Only this service, or all. */
  readonly service: Service | null
}

const SHOWN_MAX = 12

/** What changed since `from` and what is to come; each line says for whom. */
export function changesNotice(
  changes: readonly Change[],
  query: ChangesQuery,
  options: { readonly messages: Messages; readonly publicUrl: string | null },
): Notice {
  const { messages } = options
  const window = { from: dateInWords(query.from, messages), to: dateInWords(query.today, messages) }
  const newestFirst = changes.toReversed()
  const coming = newestFirst.filter((change) => change.effectiveOn > query.today).reverse()
  const past = newestFirst.filter((change) => change.effectiveOn <= query.today)
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: plain(messages.text('changes.title', { count: storiesOf(changes).length })) },
    {
      kind: 'quiet',
      text: plain(
        query.service === null
          ? messages.text('changes.window', window)
          : messages.text('changes.window.service', { ...window, name: query.service.name }),
      ),
    },
  ]
  if (changes.length === 0) blocks.push({ kind: 'text', text: plain(messages.text('changes.none')) })
  blocks.push(...group('changes.coming', coming, query, messages), ...group('changes.past', past, query, messages))
  const services = [...new Map(newestFirst.map((change) => [change.service.slug, change.service])).values()].slice(0, 25)
  if (services.length > 0) {
    blocks.push({
      kind: 'select',
      name: 'guide',
      placeholder: messages.text('select.guide'),
      options: services.map((service) => ({ label: service.name, action: { do: 'guide', slug: service.slug } })),
    })
  }
  if (options.publicUrl !== null)
    blocks.push({
      kind: 'buttons',
      buttons: [{ kind: 'link', label: messages.text('button.changes'), url: `${options.publicUrl}/changes` }],
    })
  return { kind: 'list', locale: messages.locale, tone: 'brand', blocks }
}

function group(title: 'changes.coming' | 'changes.past', changes: readonly Change[], query: ChangesQuery, messages: Messages): Block[] {
  const stories = storiesOf(changes)
  if (stories.length === 0) return []
  const lines = stories
    .slice(0, SHOWN_MAX)
    .map(
      ({ first, others }): RichText => [
        ...changeWords(first, query.today, messages, others),
        { kind: 'text', text: ` ${holdsWords(first, messages)}` },
      ],
    )
  if (stories.length > SHOWN_MAX) lines.push(plain(messages.text('changes.more', { count: stories.length - SHOWN_MAX })))
  const list = (items: readonly RichText[]): Block => ({ kind: 'list', ordered: false, items })
  const half = list(lines.slice(0, Math.ceil(lines.length / 2)))
  return [
    { kind: 'heading', level: 2, text: plain(messages.text(title)) },
    lines.length > 3 ? { ...list(lines), drop: 2, shorter: half } : list(lines),
  ]
}
