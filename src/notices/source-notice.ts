/** What operators are told about sources: news that names a service, and a source that broke or works again. */

import type { Catalog } from '../core/catalog.ts'
import { localDateOf } from '../core/local-time.ts'
import type { NewsItem } from '../core/news.ts'
import { type Block, type Button, type Notice, plain } from '../core/notice.ts'
import { dateInWords } from './dates.ts'
import type { Messages } from './messages.ts'
import { shortNotice } from './short-notice.ts'

/** A piece of news, for an operator to see whether a guide has to change. */
export function newsNotice(
  { title, url, summary }: NewsItem,
  {
    messages,
    catalog,
    slug,
    from,
  }: { readonly messages: Messages; readonly catalog: Catalog; readonly slug: string; readonly from: string },
): Notice {
  const name = catalog.find(slug)?.name ?? slug
  const read: Button[] = url === null ? [] : [{ kind: 'link', label: messages.text('button.news'), url, main: true }]
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: plain(messages.text('news.title', { name, from })) },
    { kind: 'text', text: [{ kind: 'text', text: title, strong: true }] },
    ...(summary === '' ? [] : [{ kind: 'quote' as const, text: plain(summary), drop: 1 }]),
    { kind: 'quiet', text: plain(messages.text('news.why')) },
    { kind: 'buttons', buttons: [...read, { kind: 'action', label: messages.text('button.guide'), action: { do: 'guide', slug } }] },
  ]
  return { kind: 'review', locale: messages.locale, tone: 'brand', blocks }
}

/** Once when it broke, with the likely cause, and once when it works again. */
export function sourceNotice(
  notice: { readonly kind: 'opened' | 'closed'; readonly since: number },
  { messages, zone, name, cause }: { readonly messages: Messages; readonly zone: string; readonly name: string; readonly cause: string },
): Notice {
  const date = dateInWords(localDateOf(notice.since, zone), messages)
  return shortNotice(messages, messages.rich(`source.${notice.kind}`, { name, date }), {
    kind: 'review',
    quiet: cause === '' ? [] : [cause],
  })
}
