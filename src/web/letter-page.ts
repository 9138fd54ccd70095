/**
 * One letter as a page: to print or to copy without a script, and to be filled in by one that talks to nobody. What people type here is
 * theirs: the page has no form, its policy forbids any connection, and tests/browser/letter.test.ts holds it to that.
 */

import type { Law, LawSource } from '../core/law.ts'
import { authoritiesFor } from '../guides/laws/authorities.ts'
import { type Recipient, recipientOf } from '../guides/recipient.ts'
import type { ServiceStatus } from '../guides/status.ts'
import { dateInWords } from '../notices/dates.ts'
import { LETTER_FIELDS, type Letter, type LetterField, type LetterPart } from '../notices/letter.ts'
import { thenLines, whereLines } from '../notices/letter-notice.ts'
import { blankWords } from '../notices/letter-text.ts'
import type { Messages } from '../notices/messages.ts'
import type { Asked } from './asked.ts'
import { assetPath } from './assets.ts'
import { type Html, html, trusted } from './html.ts'
import { layout, type Site } from './layout.ts'
import { outLink, richHtml } from './rich.ts'

/** Its own script and nothing else: no connection, no form, no frame, and no address any of them could lead to. */
export const LETTER_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

interface LetterView {
  readonly site: Site
  readonly messages: Messages
  readonly asked: Asked
  readonly status: ServiceStatus
}

export interface LetterPage extends LetterView {
  readonly law: Law
  readonly letter: Letter
}

/** The page as a document. */
export function letterPage(page: LetterPage): string {
  const { site, messages, asked, status, law, letter } = page
  const { name, slug } = status.service
  const heading = messages.text(`letter.heading.${law.right}`, { name })
  const recipient = recipientOf(status)
  return layout(site, {
    title: `${heading} · Optout`,
    description: letter.subject,
    path: `/letter/${slug}`,
    keep: asked.link('', { device: null, on: null }),
    narrow: true,
    script: assetPath('letter.js'),
    foot: messages.text('letter.notadvice'),
    main: html`<article class="guide letter"><h1>${heading}</h1>
<p class="answer">${richHtml(messages.rich(`law.${law.id}.gives`))}</p>
<p class="quiet">${forLine(page)}</p>
${asked.problems.map((problem) => html`<p class="note" role="status">${problem}</p>`)}
${fillCard(letter, recipient, page)}
<section class="card sheet" aria-label="${letter.subject}" data-letter data-subject="${letter.subject}" lang="${letter.locale}">${letter.parts.map((part) => partHtml(part, messages))}</section>
<section class="card"><h2>${messages.text('letter.section.where')}</h2><ul class="points">${whereLines(status, recipient, messages).map((line) => html`<li>${richHtml(line)}</li>`)}</ul>${
      recipient.form !== null && html`<p class="go">${outLink(recipient.form, messages.text('button.letter.form'))}</p>`
    }</section>
<section class="card"><h2>${messages.text('letter.section.then')}</h2><ul class="points">${thenLines(status, law, messages).map((line) => html`<li>${richHtml(line)}</li>`)}</ul>${authorityList(page)}</section>
${lawCard(law, messages)}
<p class="quiet"><a href="${asked.link(`/s/${slug}`)}">${messages.text('letter.page.guide', { name })}</a></p></article>`,
  })
}

function forLine({ messages, asked, law }: LetterPage): string {
  const { region, on } = asked.question
  return messages.text('letter.foryou', {
    place: messages.place(region),
    date: dateInWords(on, messages),
    law: messages.text(`law.${law.id}.name`),
  })
}

/** The fields, shown by the script only: without it they would fill in nothing. */
function fillCard({ fields, subject }: Letter, { email }: Recipient, { messages }: LetterView): Html {
  return html`<p class="quiet noscript" data-without-script>${messages.text('letter.fill.withoutscript')}</p>
<section class="card fill" data-fill hidden><h2>${messages.text('letter.fill.title')}</h2><p class="quiet">${messages.text('letter.fill.promise')}</p>
${LETTER_FIELDS.filter((field) => fields.includes(field)).map((field) => fieldHtml(field, messages))}
<p class="acts"><button type="button" class="button main" data-copy>${messages.text('letter.fill.copy')}</button> <button type="button" data-print>${messages.text('letter.fill.print')}</button>${
    email !== null &&
    html` <a class="button" data-mail="${email}" href="mailto:${email}?subject=${encodeURIComponent(subject)}">${messages.text('letter.fill.mail')}</a>`
  }<span role="status" data-said data-copied="${messages.text('letter.fill.copied')}" data-notcopied="${messages.text('letter.fill.notcopied')}"></span></p></section>`
}

/** Browsers are told to keep nothing of what is typed. */
function fieldHtml(field: LetterField, messages: Messages): Html {
  const label = messages.text(`letter.fill.${field}`)
  const id = `fill-${field}`
  if (field !== 'situation')
    return html`<p class="field"><label for="${id}">${label}</label><input id="${id}" data-field="${field}" autocomplete="off" maxlength="200"></p>`
  return html`<p class="field"><label for="${id}">${label}</label><span class="quiet" id="${id}-hint">${messages.text('letter.fill.situation.hint')}</span><textarea id="${id}" data-field="${field}" rows="4" maxlength="2000" autocomplete="off" aria-describedby="${id}-hint"></textarea></p>`
}

function partHtml(part: LetterPart, messages: Messages): Html {
  switch (part.kind) {
    case 'text':
      return html`<p>${part.text}</p>`
    case 'lines':
      return html`<p>${part.lines.map((line, index) => html`${index > 0 && trusted('<br>')}${line}`)}</p>`
    case 'list':
      return html`<ol>${part.items.map((item) => html`<li>${item}</li>`)}</ol>`
    case 'open':
      return html`<p class="open ${part.field}"><span data-open="${part.field}">[${blankWords(part.field, messages)}]</span></p>`
  }
}

/** Where there is more than one authority, all of them, so that people find theirs. */
function authorityList({ status, messages }: LetterPage): Html | false {
  const authorities = authoritiesFor(status.question.region)
  if (authorities.length <= 2) return false
  return html`<ul class="points">${authorities.map(({ name, complaint, exact, jurisdictions }) => {
    const words = exact ? name : messages.text('letter.page.authority.front', { name })
    return html`<li>${outLink(complaint, words)} (${jurisdictions.join(', ')})</li>`
  })}</ul>`
}

/** What it does not give, then its own words with where they stand: those that give the right open, the rest behind one press. */
function lawCard(law: Law, messages: Messages): Html {
  const own = law.sources.filter(({ id }) => law.rests.includes(id))
  const others = law.sources.filter(({ id }) => !law.rests.includes(id))
  return html`<section class="card"><h2>${messages.text('letter.page.law')}</h2><p>${messages.text(`law.${law.id}.limits`)}</p>${own.map((source) => sourceHtml(source, messages))}${
    others.length > 0 &&
    html`<details><summary>${messages.text('letter.page.more', { count: others.length })}</summary>${others.map((source) => sourceHtml(source, messages))}</details>`
  }<p class="source">${messages.text('letter.page.checked', { date: dateInWords(law.checkedOn, messages) })}</p></section>`
}

function sourceHtml({ quote, language, cite, url, ours }: LawSource, messages: Messages): Html {
  return html`<blockquote lang="${language}">“${quote}”</blockquote>${ours !== undefined && html`<p>${messages.text('letter.page.ours', { text: `“${ours}”` })}</p>`}<p class="source">${outLink(url, cite)}</p>`
}

/** The page where there is no letter: it says why, and leads back to the guide. */
export function noLetterPage({ site, messages, asked, status }: LetterView, why: string): string {
  const { name, slug } = status.service
  const heading = messages.text('letter.heading.limited', { name })
  return layout(site, {
    title: `${heading} · Optout`,
    description: why,
    path: `/letter/${slug}`,
    keep: asked.link('', { device: null, on: null }),
    narrow: true,
    main: html`<div class="prose"><h1>${name}</h1>${asked.problems.map((problem) => html`<p class="note" role="status">${problem}</p>`)}<p>${why}</p>
<p><a href="${asked.link(`/s/${slug}`)}">${messages.text('letter.page.guide', { name })}</a></p></div>`,
  })
}
