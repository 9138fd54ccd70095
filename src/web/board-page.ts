/** The board: what every service does with people's data for AI, for one region and kind of account. */

import type { Catalog } from '../core/catalog.ts'
import type { Change } from '../core/change.ts'
import { PACK_NAMES, type PackName } from '../core/checklist.ts'
import { type AskedAccount, type Category, DEFAULTS, type Default } from '../core/service.ts'
import { PACKS } from '../guides/packs.ts'
import { dateInWords } from '../notices/dates.ts'
import type { Messages } from '../notices/messages.ts'
import type { Asked } from './asked.ts'
import type { Board, BoardRow, Found, Show } from './board-view.ts'
import { changeLines } from './change-lines.ts'
import { type Html, html, trusted } from './html.ts'
import { layout, type Site } from './layout.ts'
import { MAGNIFIER, mark, tag } from './marks.ts'
import { accountSelect, inSentence, regionSelect } from './places.ts'
import { shortDate, sinceOf } from './since.ts'

export interface BoardPage {
  readonly site: Site
  readonly catalog: Catalog
  readonly messages: Messages
  readonly asked: Asked
  readonly board: Board
  readonly show: Show
  /** A starter pack: only its services, in its order. */
  readonly pack: PackName | null
  /** What was typed into the search field, and what it found; `null` when nothing was typed. */
  readonly search: { readonly typed: string; readonly found: Found } | null
  /** The newest first. */
  readonly latest: readonly Change[]
  /** The nearest first. */
  readonly comingUp: readonly Change[]
  /** "today, 09:00", when something has been looked at. */
  readonly lastLook: string | null
}

/** Marks from most to least used, as people read them: unknown last. */
const ORDER = [...DEFAULTS.filter((value) => value !== 'unknown'), 'unknown'] as const satisfies readonly Default[]

const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  social: 'Social',
  messaging: 'Messaging',
  'ai-assistant': 'AI assistants',
  work: 'Work',
  developer: 'Developers',
  creative: 'Creative',
  shopping: 'Shopping',
  media: 'Media',
  device: 'Devices',
  dating: 'Dating',
  education: 'Learning',
  finance: 'Money',
  other: 'Other',
}

/** The page as a document. */
export function boardPage(page: BoardPage): string {
  const { site, asked, board, messages } = page
  const { question } = asked
  const place = inSentence(question.region, messages)
  const headline = `${question.region === 'world' ? 'Worldwide' : `In ${place}`}, ${board.counts.on} of ${board.rows.length} services train AI on your data unless ${unlessWords(question.account)}.`
  const rows = shownRows(page)
  return layout(site, {
    title: 'Optout: is it training AI on you?',
    description: `${headline} Find a service, see how to stop it, and the proof.`,
    path: '/',
    keep: asked.link(''),
    foot: `${dateInWords(question.on, messages)}. Every line has a quote and a source.`,
    main: html`<h1>${headline}</h1>
<p class="lead">Find a service. See if it trains AI on you, how to stop it, and the proof.${asked.regionFrom === 'language' && ` We guessed ${place} from your language.`}</p>
${asked.problems.length > 0 && html`<p class="note" role="status">${asked.problems.join(' ')} Until then you see ${place}, ${messages.text(`account.${question.account}`)}, ${dateInWords(question.on, messages)}.</p>`}
${findForm(page)}
${page.search === null && html`${shares(board, messages)}${page.show === null && page.pack === null && pair(page, place)}`}
${chips(page)}
${page.search !== null && rows.length > 0 && html`<p class="found" role="status">${rows.length === 1 ? 'One service fits' : `${rows.length} services fit`} “${page.search.typed}”. <a href="${asked.link('/')}">Show all</a></p>`}
${rows.length === 0 ? nothingFound(page) : table(rows, page)}`,
  })
}

const unlessWords = (account: AskedAccount) =>
  account === 'business' || account === 'enterprise' || account === 'education' ? 'somebody turns it off' : 'you turn it off'

function shownRows({ board, show, pack, search }: BoardPage): readonly BoardRow[] {
  const order: readonly string[] = pack === null ? [] : PACKS[pack]
  const rows =
    pack === null
      ? board.rows
      : board.rows
          .filter(({ status }) => order.includes(status.service.slug))
          .toSorted((a, b) => order.indexOf(a.status.service.slug) - order.indexOf(b.status.service.slug))
  return rows.filter((row) => {
    if (search !== null && !search.found.services.has(row.status.service)) return false
    return show === null || (show === 'mine' ? row.mine : row.status.service.category === show)
  })
}

function findForm({ catalog, asked, search, messages, show, pack }: BoardPage): Html {
  return html`<form class="find" role="search" action="/"><div class="box">${MAGNIFIER}<input type="search" name="q" value="${search?.typed}" placeholder="Name, link or domain" aria-label="Name, link or domain of a service" maxlength="300" autocomplete="off"></div>${regionSelect(catalog, asked.question.region, messages)}${accountSelect(asked.question.account, messages)}${asked.dated && html`<input type="hidden" name="on" value="${asked.question.on}">`}${show !== null && html`<input type="hidden" name="show" value="${showWord(show)}">`}${pack !== null && html`<input type="hidden" name="pack" value="${pack}">`}<button>Show</button></form>`
}

/** The bar only repeats the list under it, so screen readers skip it. Its pieces are at least wide enough to be seen. */
function shares(board: Board, messages: Messages): Html {
  const total = Math.max(1, board.rows.length)
  const gap = 3
  const shown = ORDER.filter((value) => board.counts[value] > 0)
  const room = 1016 - gap * (shown.length - 1)
  let x = 0
  const pieces = shown.map((value) => {
    const width = (room * board.counts[value]) / total
    const piece = html`<svg class="${value}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="16"><rect width="100%" height="16"/></svg>`
    x += width + gap
    return piece
  })
  return html`<svg class="bar" viewBox="0 0 1016 16" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>
<ul class="counts">${ORDER.map((value) => html`<li>${mark(value)}<strong>${board.counts[value]}</strong> <p><b>${messages.text(`label.${value}`)}</b> <span>${messages.text(`meaning.${value}`)}</span></p></li>`)}</ul>`
}

function pair({ asked, latest, comingUp, lastLook, messages }: BoardPage, place: string): Html {
  const today = asked.question.on
  return html`<div class="pair"><section class="card" aria-labelledby="latest"><h2 id="latest">Latest changes</h2>${
    latest.length === 0
      ? html`<p class="quiet">We know of no change for ${place} in the last twelve months.</p>`
      : changeLines(latest, { today, messages, asked, short: true })
  }${latest.length > 0 && html`<p><a href="${asked.link('/changes')}">All changes</a></p>`}</section>
<section class="card" aria-labelledby="coming"><h2 id="coming">Coming up</h2>${
    comingUp.length === 0
      ? html`<p class="quiet">No change with a date is announced for ${place}.${lastLook !== null && html`<br>We look every hour. Last look: ${lastLook}.`}</p>`
      : changeLines(comingUp, { today, messages, asked, short: true })
  }<p><a href="/feeds">Get changes by feed or calendar</a></p></section></div>`
}

const showWord = (show: NonNullable<Show>) => (show === 'mine' ? 'turn-off' : show)

function chips({ board, show, pack, search, asked, messages }: BoardPage): Html {
  const q = search?.typed ?? null
  const chip = (value: Show, words: string) =>
    html`<li><a href="${asked.link('/', { q, show: value === null ? null : showWord(value) })}#list"${value === show && pack === null && trusted(' aria-current="true"')}>${words}</a></li>`
  return html`<nav aria-label="Filter" id="list"><ul class="chips">${chip(null, `All ${board.rows.length}`)}${chip('mine', `I can turn it off (${board.mine})`)}${board.categories.map((category) => chip(category, CATEGORY_WORDS[category]))}</ul></nav><nav aria-label="Starter packs"><ul class="chips">${PACK_NAMES.map(
    (name) =>
      html`<li><a href="${asked.link('/', { pack: name })}#list"${name === pack && trusted(' aria-current="true"')}>${messages.text(`pack.${name}`)}</a></li>`,
  )}</ul></nav>`
}

function table(rows: readonly BoardRow[], page: BoardPage): Html {
  return html`<table class="board"><caption class="hidden">${page.search === null ? 'Services' : `Services that fit “${page.search.typed}”`}</caption><thead><tr><th scope="col">Service</th><th scope="col">AI training</th><th scope="col">Since</th><th scope="col">What you can do</th><th scope="col">Checked</th></tr></thead><tbody>
${rows.map((row) => tableRow(row, page))}</tbody></table>`
}

function tableRow({ status, todo, act }: BoardRow, { asked, messages }: BoardPage): Html {
  const { service, headline, checkedOn } = status
  const href = asked.link(`/s/${service.slug}`)
  const products = service.products.slice(0, 2).join(', ')
  return html`<tr><th scope="row"><a href="${href}">${service.name}</a>${products !== '' && html` <small>${products}</small>`}</th><td>${tag(headline.default, messages.text(`label.${headline.default}`))}</td><td>${sinceOf(headline, messages)}</td><td>${act ? html`<a href="${href}#do">${todo}</a>` : todo}</td><td>${checkedOn === null ? 'Not known' : checkedOn === asked.question.on ? 'today' : shortDate(checkedOn, messages)}</td></tr>
`
}

function nothingFound({ search, asked }: BoardPage): Html {
  const typed = search?.typed
  return html`<div class="card board"><h2>${typed === undefined ? 'No service fits' : `We don't cover “${typed}” yet`}</h2><p>${
    typed !== undefined && 'Until then: look for “AI” in its privacy settings, and ask its support. '
  }<a href="${asked.link('/')}">See all services</a>.</p></div>`
}
