/** The way from a guide's page to its letter, where there is one. */

import { letterLaw } from '../notices/letter-notice.ts'
import type { GuideView } from './guide-page.ts'
import { type Html, html } from './html.ts'
import { richHtml } from './rich.ts'

/** One card: what the law of the reader's place gives, and the letter. Nothing for an organisation's admin, or where there is none. */
export function letterCard({ status, reader, messages, asked, service }: GuideView): Html | false {
  const law = reader.admin ? null : letterLaw(status)
  if (law === null) return false
  return html`<section class="card"><h2>${messages.text(`button.letter.${law.right}`)}</h2><p>${richHtml(messages.rich(`law.${law.id}.gives`))}</p><p class="go"><a class="button" href="${asked.link(`/letter/${service.slug}`, { region: status.question.region, device: null, on: null })}">${messages.text('button.letter.open')}</a></p></section>`
}
