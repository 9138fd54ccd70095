/** What opting out does not do, the service's other uses, claims people repeat, and what exactly is used. */

import type { Control } from '../core/service.ts'
import type { PracticeStatus } from '../guides/status.ts'
import { narrowingLines, noteWords, sectionWords, sentenceWords } from '../notices/guide-words.ts'
import { controlBody } from './guide-control.ts'
import type { GuideView } from './guide-page.ts'
import { type Html, html } from './html.ts'
import { tag } from './marks.ts'
import { outLink, richHtml } from './rich.ts'
import { sinceOf } from './since.ts'

export function limitsCard({ status, messages }: GuideView): Html | false {
  const { caveats } = status.headline
  if (caveats.length === 0) return false
  return html`<section class="card"><h2>${messages.text('section.limits')}</h2><ul class="points">${caveats.map(
    ({ text, link }) => html`<li>${text}${link !== undefined && html` ${outLink(link.url, link.label)}`}</li>`,
  )}</ul></section>`
}

/** Every other use of people's data for AI, each with its own answer. */
export function practicesCard(view: GuideView): Html | false {
  const { status, messages } = view
  const others = status.practices.slice(1)
  if (others.length === 0) return false
  return html`<section class="card"><h2>${messages.text('section.otheruses')}</h2>${others.map((practice) => otherPractice(practice, view))}</section>`
}

function otherPractice(practice: PracticeStatus, view: GuideView): Html {
  const { status, reader, messages } = view
  const since = sinceOf(practice, messages)
  const anchor = `use-${practice.practice.id}`
  const note = noteWords(practice)
  return html`<h3 class="practice" id="${anchor}">${practice.practice.title} ${tag(practice.default, messages.text(`label.${practice.default}`))}</h3><p>${richHtml(
    sentenceWords(status, practice, reader, messages),
  )}</p>${narrowingLines(practice, reader, messages).map((line) => html`<p class="source">${richHtml(line)}</p>`)}${
    note !== null && html`<p class="source">${note}</p>`
  }${since !== 'Not known' && html`<p class="source">Since: ${since}</p>`}${waysOut(practice, view, anchor)}${practice.caveats.length > 0 && html`<ul class="points">${practice.caveats.map(({ text }) => html`<li>${text}</li>`)}</ul>`}`
}

/** Every way to change it; the one the reader has read about above is only named. */
function waysOut(practice: PracticeStatus, view: GuideView, anchor: string): Html | false {
  const { status, reader, messages } = view
  const ways = practice.controls.filter((control) => control.kind !== 'none')
  if (practice.default === 'never' || ways.length === 0) return false
  const told = status.headline.default === 'never' ? [] : status.headline.controls
  return html`${ways.map((control) => {
    const same = told.find((other) => isSame(control, other))
    return same === undefined
      ? html`<h4>${sectionWords(control, practice, reader, messages)}</h4>${controlBody(control, view, anchor)}`
      : html`<p>${richHtml(messages.rich(control.kind === 'form' ? 'control.also.same.form' : 'control.also.same'))}</p>`
  })}`
}

/** Two practices often share a switch or form: the same kind, behind the same address, with the same steps. */
const isSame = (one: Control, other: Control) =>
  one.kind === other.kind && one.link?.url === other.link?.url && JSON.stringify(one.steps) === JSON.stringify(other.steps)

export function mythsCard({ service }: GuideView): Html {
  return html`${service.myths.length > 0 && html`<section class="card"><h2>Heard otherwise?</h2><dl>${service.myths.map(({ claim, truth }) => html`<dt><b>“${claim}”</b></dt><dd>${truth}</dd>`)}</dl></section>`}${
    service.conflicts.length > 0 &&
    html`<section class="card"><h2>Where sources disagree</h2><ul class="points">${service.conflicts.map((conflict) => html`<li>${conflict}</li>`)}</ul></section>`
  }`
}

/** Which data is used and which is not, and where to get a copy. */
export function dataCard({ service, status }: GuideView): Html | false {
  const data = status.headline.practice.data
  const { dataCopy } = service
  if (data === undefined && dataCopy === undefined) return false
  const list = (items: readonly string[]) =>
    items.length === 0 ? html`Not stated` : html`<ul class="points">${items.map((item) => html`<li>${item}</li>`)}</ul>`
  return html`<section class="card"><h2>Which data</h2><dl class="facts">${data !== undefined && html`<dt>Used</dt><dd>${list(data.used)}</dd><dt>Not used, they say</dt><dd>${list(data.excluded)}</dd>`}${
    dataCopy !== undefined &&
    html`<dt>Get your copy</dt><dd>${dataCopy.path?.join(' › ')}${dataCopy.url !== undefined && html` ${outLink(dataCopy.url, 'How to get a copy of your data')}`}</dd>`
  }<dt>Run by</dt><dd>${service.owner}</dd></dl></section>`
}
