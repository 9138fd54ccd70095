/** Changes as dated lines that lead to the guides. */

import type { Change } from '../core/change.ts'
import type { RichText } from '../core/notice.ts'
import type { CalendarDate } from '../core/service.ts'
import { changeWords, holdsWords } from '../notices/change-words.ts'
import { dateInWords } from '../notices/dates.ts'
import { MARKS } from '../notices/guide-words.ts'
import type { Messages } from '../notices/messages.ts'
import type { Asked } from './asked.ts'
import { type Html, html } from './html.ts'
import { tag } from './marks.ts'
import { richHtml } from './rich.ts'
import { shortDate } from './since.ts'

export interface ChangeLinesOptions {
  readonly today: CalendarDate
  readonly messages: Messages
  readonly asked: Asked
  /** Leave out the state and the places. */
  readonly short?: boolean
}

/** One line a change: date, sentence with the service's name as a link, and unless `short` the state after it and where it holds. */
export function changeLines(changes: readonly Change[], { today, messages, asked, short = false }: ChangeLinesOptions): Html {
  return html`<ul class="dated">${changes.map((change) => {
    const { effectiveOn, service, after } = change
    const day = html`<time datetime="${effectiveOn}">${short ? shortDate(effectiveOn, messages) : dateInWords(effectiveOn, messages)}</time>`
    const words = html`<a href="${asked.link(`/s/${service.slug}`)}">${service.name}</a>${richHtml(afterName(changeWords(change, today, messages), service.name))}`
    if (short) return html`<li>${day}<p>${words}</p></li>`
    return html`<li>${day}<div><p>${words}</p><p class="source">${holdsWords(change, messages)}</p></div><span>${tag(after, messages.text(`label.${after}`))}</span></li>`
  })}</ul>`
}

/**
 * The sentence without its mark and the service's name at the front, which become a link and a drawing here. A language that puts the
 * name elsewhere keeps it there too, and the line still reads.
 */
function afterName(words: RichText, name: string): RichText {
  const rest = words.filter((span, index) => index > 0 || !Object.values(MARKS).some((each) => span.text === `${each} `))
  const [first, ...others] = rest
  return first?.text === name ? others : [{ kind: 'text', text: ': ' }, ...rest]
}
