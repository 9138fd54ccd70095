/** Tells whoever was told that something was wrong: what we said, what is so, and what to do if they relied on it. */

import type { Catalog } from '../core/catalog.ts'
import { type Block, type Notice, plain } from '../core/notice.ts'
import type { Correction } from '../core/review.ts'
import type { CalendarDate } from '../core/service.ts'
import { dateInWords } from './dates.ts'
import type { Messages } from './messages.ts'

interface CorrectionOptions {
  readonly messages: Messages
  readonly catalog: Catalog
  /** The day it was said, where the reader is; `null` when that is not known. */
  readonly saidOn: CalendarDate | null
}

export function correctionNotice({ review, words }: Correction, { messages, catalog, saidOn }: CorrectionOptions): Notice {
  const { slug } = review.seen
  const name = (slug === null ? undefined : catalog.find(slug)?.name) ?? review.seen.service
  const date = saidOn === null ? '' : dateInWords(saidOn, messages)
  const said = messages.rich(saidOn === null ? `correction.${words.kind}.undated` : `correction.${words.kind}`, { name, date })
  const blocks: Block[] = []
  if (words.kind === 'withdrawn') {
    blocks.push({ kind: 'text', text: [...said, ...plain(` ${words.why}`)] })
    blocks.push({ kind: 'quiet', text: [{ kind: 'text', text: review.draft.sentence, strike: true }] })
  } else {
    blocks.push({ kind: 'text', text: [...said, ...plain(` ${words.wrong}`)] })
    blocks.push({ kind: 'text', text: [...messages.rich('correction.right'), ...plain(` ${words.right}`)] })
    if (words.act !== null) blocks.push({ kind: 'text', text: [...messages.rich('correction.act'), ...plain(` ${words.act}`)] })
    blocks.push({ kind: 'quiet', text: plain(messages.text('correction.sorry')) })
  }
  if (slug !== null && catalog.find(slug) !== undefined)
    blocks.push({
      kind: 'buttons',
      buttons: [{ kind: 'action', label: messages.text('button.guide'), action: { do: 'guide', slug }, style: 'main' }],
    })
  return { kind: 'correction', locale: messages.locale, tone: 'brand', blocks }
}
