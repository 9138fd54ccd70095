/** All changes: what is announced, then what happened, the newest first. */

import type { Catalog } from '../core/catalog.ts'
import type { Change } from '../core/change.ts'
import { dateInWords } from '../notices/dates.ts'
import type { Messages } from '../notices/messages.ts'
import type { Asked } from './asked.ts'
import { changeLines } from './change-lines.ts'
import { type Html, html, trusted } from './html.ts'
import { layout, type Site } from './layout.ts'
import { inSentence, regionSelect } from './places.ts'

export interface ChangesPage {
  readonly site: Site
  readonly catalog: Catalog
  readonly messages: Messages
  readonly asked: Asked
  /** The latest effective day first. */
  readonly changes: readonly Change[]
  /** Changes anywhere rather than in the reader's region. */
  readonly everywhere: boolean
}

/** The page as a document. */
export function changesPage({ site, catalog, messages, asked, changes, everywhere }: ChangesPage): string {
  const today = asked.question.on
  const coming = changes.filter((change) => change.effectiveOn > today).toReversed()
  const past = changes.filter((change) => change.effectiveOn <= today)
  const place = inSentence(asked.question.region, messages)
  const where = everywhere ? 'everywhere' : `for ${place}`
  const lines = (shown: readonly Change[]) => html`<div class="card changes">${changeLines(shown, { today, messages, asked })}</div>`
  return layout(site, {
    title: 'Changes to AI training · Optout',
    description: `What changed in how services use people's data for AI, ${where}, each with its proof.`,
    path: '/changes',
    keep: asked.link('', { on: null, device: null }),
    foot: `${dateInWords(today, messages)}. Every line has its proof in the guide.`,
    main: html`<h1>Changes to AI training</h1>
<p class="lead">What services announced and changed, ${where}.</p>
${asked.problems.map((problem) => html`<p class="note" role="status">${problem}</p>`)}
<form class="for" action="/changes"><span>For</span>${regionSelect(catalog, asked.question.region, messages)}<button>Update</button></form>
<nav aria-label="Filter"><ul class="chips">${chip(asked.link('/changes'), inCapital(place), !everywhere)}${chip(asked.link('/changes', { all: '1' }), 'Everywhere', everywhere)}${chip('/feeds', 'Get them by feed or calendar', false)}</ul></nav>
<h2>Coming up</h2>${coming.length === 0 ? html`<p class="quiet">No change with a date is announced${everywhere ? '' : ` ${where}`}.</p>` : lines(coming)}
<h2>Changed</h2>${past.length === 0 ? html`<p class="quiet">We know of no change in this time. The guides hold what is true now.</p>` : lines(past)}`,
  })
}

const inCapital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function chip(href: string, words: string, current: boolean): Html {
  return html`<li><a href="${href}"${current && trusted(' aria-current="true"')}>${words}</a></li>`
}
