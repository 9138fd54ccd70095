/** One way out on a guide's page: steps by device, the link, when the steps were seen, and what to know before. */

import type { Control, Device } from '../core/service.ts'
import { DEVICES } from '../core/service.ts'
import { evidenceOf, newest, stepsFor } from '../guides/status.ts'
import { goodToKnow, mustKnow } from '../notices/control-facts.ts'
import { dateInWords } from '../notices/dates.ts'
import { stepWords } from '../notices/step-words.ts'
import type { GuideView } from './guide-page.ts'
import { type Html, html, safeHref, trusted } from './html.ts'
import { richHtml } from './rich.ts'

/** Everything but the heading. `anchor` is where on the page it stands, so that choosing a device comes back to it. */
export function controlBody(control: Control, view: GuideView, anchor: string): Html {
  const { service, messages, reader } = view
  const found = stepsFor(control, reader.question.device)
  const confirmed = found === null ? null : newest(evidenceOf(service, found.steps.evidence))
  const facts = [...mustKnow(control, messages), ...goodToKnow(control, messages)]
  return html`${deviceTabs(control, found?.device, view, anchor)}${
    found === null
      ? control.link === undefined && html`<p class="quiet">${messages.text('steps.none')}</p>`
      : html`<ol class="steps">${stepWords(control, found.steps, 'none', messages).items.map((item) => html`<li><p>${richHtml(item)}</p></li>`)}</ol>`
  }${found !== null && found.device !== reader.question.device && html`<p class="quiet">${messages.text('steps.otherdevice', { device: messages.text(`device.${found.device}`) })}</p>`}${goLine(control, found?.device ?? 'web', confirmed, view)}${
    facts.length > 0 && html`<p class="source">${facts.join(' ')}</p>`
  }`
}

function deviceTabs(control: Control, shown: Device | undefined, { service, asked }: GuideView, anchor: string): Html | false {
  const devices = DEVICES.filter((device) => control.steps[device] !== undefined)
  if (devices.length < 2) return false
  const words = { web: 'Browser', ios: 'iPhone', android: 'Android', desktop: 'Desktop app' } as const
  return html`<nav aria-label="Device"><ul class="chips">${devices.map(
    (device) =>
      html`<li><a href="${asked.link(`/s/${service.slug}#${anchor}`, { device })}"${device === shown && trusted(' aria-current="true"')}>${words[device]}</a></li>`,
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
