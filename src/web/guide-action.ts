/** What the reader can do: the steps for their device, the message for their admin, or what helps when there is no setting. */

import type { Control } from '../core/service.ts'
import type { PracticeStatus } from '../guides/status.ts'
import { mainControl, needsAdmin, sectionWords } from '../notices/guide-words.ts'
import { controlBody } from './guide-control.ts'
import type { GuideView } from './guide-page.ts'
import { type Html, html, trusted } from './html.ts'
import { outLink } from './rich.ts'

/** The main way first, then the others that exist for this reader, then what helps besides. */
export function actionCards(view: GuideView): Html {
  const { status, reader } = view
  const { headline } = status
  if (headline.default === 'never') return html`${insteadCard(view, true)}`
  const main = mainControl(headline)
  const usable = headline.controls.filter((control) => control.kind !== 'none')
  const first = main !== undefined && main.kind !== 'none' ? main : undefined
  const askAdmin = needsAdmin(first) && !reader.admin && headline.default !== 'off'
  return html`${askAdmin && adminCard(view)}${first !== undefined && !(askAdmin && view.service.adminMessage !== undefined) && controlCard(first, headline, view, true)}${usable
    .filter((control) => control !== first)
    .map((control) => controlCard(control, headline, view, false))}${insteadCard(view, first === undefined)}`
}

function controlCard(control: Control, practice: PracticeStatus, view: GuideView, first: boolean): Html {
  const title = sectionWords(control, practice, view.reader, view.messages)
  return html`<section class="card"${first && trusted(' id="do"')}><h2>${title}</h2>${controlBody(control, view, 'do')}</section>`
}

/** The message to forward; selecting it is all that is needed, so the page needs no script. */
function adminCard({ service, messages }: GuideView): Html | false {
  if (service.adminMessage === undefined) return false
  return html`<section class="card" id="do"><h2>${messages.text('section.askadmin')}</h2><p class="copy" tabindex="0" role="textbox" aria-readonly="true" aria-label="${messages.text('admin.message.title')}">${service.adminMessage}</p><p class="source">${messages.text('admin.message.hint')}</p></section>`
}

function insteadCard({ status, messages }: GuideView, only: boolean): Html | false {
  if (status.alternatives.length === 0) return false
  const { default: value } = status.headline
  const besides = value === 'never' || value === 'off' ? 'section.besides' : 'section.instead'
  return html`<section class="card"${only && trusted(' id="do"')}><h2>${messages.text(besides)}</h2><ul class="points">${status.alternatives.map(
    ({ text, link }) => html`<li>${text}${link !== undefined && html` ${outLink(link.url, link.label)}`}</li>`,
  )}</ul></section>`
}
