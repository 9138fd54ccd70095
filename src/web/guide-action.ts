/** What the reader can do: the steps for their device, the message for their admin, or what helps when there is no setting. */

import type { Control, Device } from '../core/service.ts'
import { DEVICES } from '../core/service.ts'
import { evidenceOf, newest, type PracticeStatus, stepsFor } from '../guides/status.ts'
import { dateInWords } from '../notices/dates.ts'
import { mainControl, needsAdmin } from '../notices/guide-words.ts'
import { stepWords } from '../notices/step-words.ts'
import type { GuideView } from './guide-page.ts'
import { type Html, html, safeHref, trusted } from './html.ts'
import { outLink, richHtml } from './rich.ts'

/** The main way first, then the others that exist for this reader. */
export function actionCards(view: GuideView): Html {
  const { status, reader } = view
  const { headline } = status
  if (headline.default === 'never') return html``
  const main = mainControl(headline)
  const usable = headline.controls.filter((control) => control.kind !== 'none')
  const first = main !== undefined && main.kind !== 'none' ? main : undefined
  const askAdmin = needsAdmin(first) && !reader.admin && headline.default !== 'off'
  return html`${askAdmin && adminCard(view)}${first !== undefined && !(askAdmin && view.service.adminMessage !== undefined) && controlCard(first, headline, view, true)}${usable
    .filter((control) => control !== first)
    .map((control) => controlCard(control, headline, view, false))}${headline.default !== 'off' && insteadCard(view, first === undefined)}`
}

function titleOf(control: Control, practice: PracticeStatus, { messages, reader }: GuideView): string {
  if (practice.default === 'off') return messages.text('section.optin')
  if (control.kind === 'admin' || needsAdmin(control)) return messages.text(reader.admin ? 'section.youadmin' : 'section.askadmin')
  return messages.text(control.kind === 'none' ? 'section.instead' : `section.${control.kind}`)
}

function controlCard(control: Control, practice: PracticeStatus, view: GuideView, first: boolean): Html {
  const { service, messages, reader } = view
  const found = stepsFor(control, reader.question.device)
  const confirmed = found === null ? null : newest(evidenceOf(service, found.steps.evidence))
  const facts = [
    control.covers ?? null,
    control.needs === undefined ? null : messages.text('control.needs', { needs: messages.list(control.needs) }),
    control.takesEffect ?? null,
    control.weighed === true ? messages.text('control.form.weighed') : null,
  ].filter((fact) => fact !== null)
  return html`<section class="card"${first && trusted(' id="do"')}><h2>${titleOf(control, practice, view)}</h2>${deviceTabs(control, found?.device, view)}${
    found === null
      ? control.link === undefined && html`<p class="quiet">${messages.text('steps.none')}</p>`
      : html`<ol class="steps">${stepWords(control, found.steps, 'none', messages).items.map((item) => html`<li><p>${richHtml(item)}</p></li>`)}</ol>`
  }${found !== null && found.device !== reader.question.device && html`<p class="quiet">${messages.text('steps.otherdevice', { device: messages.text(`device.${found.device}`) })}</p>`}${goLine(control, found?.device ?? 'web', confirmed, view)}${
    facts.length > 0 && html`<p class="source">${facts.map(sentence).join(' ')}</p>`
  }</section>`
}

/** Facts in guide files are phrases or sentences; side by side they need their full stop. */
const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)

function deviceTabs(control: Control, shown: Device | undefined, { service, asked }: GuideView): Html | false {
  const devices = DEVICES.filter((device) => control.steps[device] !== undefined)
  if (devices.length < 2) return false
  const words = { web: 'Browser', ios: 'iPhone', android: 'Android', desktop: 'Desktop app' } as const
  return html`<nav aria-label="Device"><ul class="chips">${devices.map(
    (device) =>
      html`<li><a href="${asked.link(`/s/${service.slug}#do`, { device })}"${device === shown && trusted(' aria-current="true"')}>${words[device]}</a></li>`,
  )}</ul></nav>`
}

function goLine(control: Control, device: Device, confirmed: string | null, { messages }: GuideView): Html | false {
  const stepsDate = confirmed === null ? null : messages.text('proof.steps', { date: dateInWords(confirmed, messages) })
  const { link } = control
  const href = link === undefined || (link.devices !== undefined && !link.devices.includes(device)) ? null : safeHref(link.url)
  if (href === null) return stepsDate !== null && html`<p class="source">${stepsDate}</p>`
  const label =
    control.kind === 'form' ? 'button.form' : control.kind === 'toggle' || control.kind === 'admin' ? 'button.open' : 'button.page'
  return html`<p class="go"><a class="button main" href="${href}" rel="noreferrer">${messages.text(label)}</a><span>Opens ${hostOf(href)}. ${stepsDate}</span></p>`
}

const hostOf = (href: string) => new URL(href).hostname.replace(/^www\./, '') || 'your mail app'

/** The message to forward; selecting it is all that is needed, so the page needs no script. */
function adminCard({ service, messages }: GuideView): Html | false {
  if (service.adminMessage === undefined) return false
  return html`<section class="card" id="do"><h2>${messages.text('section.askadmin')}</h2><p class="copy" tabindex="0" role="textbox" aria-readonly="true" aria-label="${messages.text('admin.message.title')}">${service.adminMessage}</p><p class="source">${messages.text('admin.message.hint')}</p></section>`
}

function insteadCard({ status, messages }: GuideView, only: boolean): Html | false {
  if (status.alternatives.length === 0) return false
  return html`<section class="card"${only && trusted(' id="do"')}><h2>${messages.text('section.instead')}</h2><ul class="points">${status.alternatives.map(
    ({ text, link }) => html`<li>${text}${link !== undefined && html` ${outLink(link.url, link.label)}`}</li>`,
  )}</ul></section>`
}
