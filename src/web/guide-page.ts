/** One service's page: the chat guide in full, with every step, practice, source and date. */

import type { Catalog } from '../core/catalog.ts'
import { wordsOf } from '../core/notice.ts'
import type { Service } from '../core/service.ts'
import type { ServiceStatus } from '../guides/status.ts'
import { dateInWords } from '../notices/dates.ts'
import { headingWords, mainControl, narrowingLines, needsAdmin, noteWords, type Reader, sentenceWords } from '../notices/guide-words.ts'
import type { Messages } from '../notices/messages.ts'
import type { Asked } from './asked.ts'
import { actionCards } from './guide-action.ts'
import { historyCard, proofCard } from './guide-proof.ts'
import { regionsCard } from './guide-regions.ts'
import { dataCard, limitsCard, mythsCard, practicesCard } from './guide-small-print.ts'
import { type Html, html } from './html.ts'
import { layout, type Site } from './layout.ts'
import { letterCard } from './letter-link.ts'
import { mark } from './marks.ts'
import { accountSelect, regionSelect } from './places.ts'
import { quietRichHtml, richHtml } from './rich.ts'

export interface GuidePage {
  readonly site: Site
  readonly catalog: Catalog
  readonly messages: Messages
  readonly asked: Asked
  readonly status: ServiceStatus
  /** The reader says they are the admin. */
  readonly admin: boolean
}

/** What every card of the page reads from. */
export interface GuideView {
  readonly service: Service
  readonly status: ServiceStatus
  readonly reader: Reader
  readonly messages: Messages
  readonly asked: Asked
}

/** The page as a document. */
export function guidePage({ site, catalog, messages, asked, status, admin }: GuidePage): string {
  const { service, headline } = status
  const reader: Reader = { question: asked.question, admin, regionFrom: asked.regionFrom }
  const view: GuideView = { service, status, reader, messages, asked }
  const heading = headingWords(status, reader, messages)
  const sentence = sentenceWords(status, headline, reader, messages)
  const note = noteWords(headline)
  return layout(site, {
    title: `${heading} · Optout`,
    description: wordsOf(sentence),
    path: `/s/${service.slug}`,
    keep: asked.link('', { device: null, on: null }),
    narrow: true,
    foot: `${dateInWords(asked.question.on, messages)}. Every line has a quote and a source.`,
    main: html`<article class="guide"><h1>${mark(headline.default)}${heading}</h1>
<p class="answer">${quietRichHtml(sentence)}</p>
${narrowingLines(headline, reader, messages).map((line) => html`<p class="narrow-down">${richHtml(line)}</p>`)}
${note !== null && html`<p class="source">${note}</p>`}
${asked.problems.map((problem) => html`<p class="note" role="status">${problem}</p>`)}
${forForm(view, catalog)}
${actionCards(view)}
${limitsCard(view)}
${letterCard(view)}
${practicesCard(view)}
${regionsCard(view)}
${mythsCard(view)}
${proofCard(view)}
${historyCard(view)}
${dataCard(view)}</article>`,
  })
}

/** "For Germany, personal account, on 22 November 2026": who the answer holds for, changed in one step. */
function forForm({ service, asked, messages, status, reader }: GuideView, catalog: Catalog): Html {
  const { question } = asked
  const adminMatters = needsAdmin(mainControl(status.headline))
  return html`<form class="for" action="/s/${service.slug}"><span>For</span>${regionSelect(catalog, question.region, messages)}${accountSelect(question.account, messages)}<span>on ${dateInWords(question.on, messages)}</span>${
    question.device !== 'web' && html`<input type="hidden" name="device" value="${question.device}">`
  }${asked.dated && html`<input type="hidden" name="on" value="${question.on}">`}${reader.admin && html`<input type="hidden" name="admin" value="1">`}<button>Update</button>${
    adminMatters &&
    html`<a href="${asked.link(`/s/${service.slug}`, { admin: reader.admin ? null : '1' })}">${messages.text(reader.admin ? 'button.member' : 'button.admin')}</a>`
  }</form>`
}
