/** The proof behind a guide, quote by quote, and how things came to be. */

import { earliestDay } from '../core/calendar-date.ts'
import { covers } from '../core/jurisdiction.ts'
import type { Evidence, Jurisdiction, PartialDate } from '../core/service.ts'
import { serviceChanges } from '../guides/changes.ts'
import { evidenceOf, newest, stepsFor } from '../guides/status.ts'
import { changeWords } from '../notices/change-words.ts'
import { bestEvidence, checkedWords, evidenceDate, knownFrom, mainControl } from '../notices/guide-words.ts'
import type { GuideView } from './guide-page.ts'
import { type Html, html } from './html.ts'
import { outLink, richHtml } from './rich.ts'
import { shortDate } from './since.ts'

/** The best quote open, every other source behind one press. */
export function proofCard(view: GuideView): Html {
  const { service, status, messages, reader } = view
  const best = bestEvidence(status.headline)
  const control = mainControl(status.headline)
  const steps = control === undefined ? null : stepsFor(control, reader.question.device)
  const confirmed = steps === null ? null : newest(evidenceOf(service, steps.steps.evidence))
  const others = service.evidence.filter((evidence) => evidence !== best)
  return html`<section class="card" id="proof"><h2>Proof</h2>${
    best === undefined ? html`<p>We have none for this case, so we say that we don't know.</p>` : oneSource(best, view)
  }<p class="source">${knownFrom(status.headline, messages)} ${checkedWords(status, confirmed, messages)}</p>${
    others.length > 0 &&
    html`<details><summary>${others.length === 1 ? 'One more source' : `${others.length} more sources`}</summary>${others.map((evidence) => oneSource(evidence, view))}</details>`
  }</section>`
}

/** The quote in its own language, then title, date and where to read it. */
function oneSource(evidence: Evidence, { messages }: GuideView): Html {
  const title = `${evidence.title}, ${evidenceDate(evidence, messages)}`
  return html`${evidence.quote !== undefined && html`<blockquote lang="${evidence.edition.language}">“${evidence.quote}”</blockquote>`}<p class="source">${
    evidence.url === undefined ? html`${title} (${evidence.unlinked})` : outLink(evidence.url, title)
  }. ${evidence.publisher}. ${evidence.supports}${evidence.credit !== undefined && html` ${messages.text('proof.credit')}`}</p>`
}

interface Entry {
  readonly on: PartialDate
  readonly what: Html
}

/** What happened here, the newest first: told events, and changes of the default that no event tells. */
export function historyCard({ service, reader, messages }: GuideView): Html | false {
  const { region, on: today } = reader.question
  const here = (places: readonly Jurisdiction[]) => places.some((place) => covers(place, region) || covers(region, place))
  const told: Entry[] = service.timeline
    .filter((event) => here(event.jurisdictions))
    .map((event) => ({ on: event.on, what: html`${event.what}` }))
  const toldDays = new Set(told.map((entry) => entry.on))
  const derived: Entry[] = serviceChanges(service)
    .filter((change) => here(change.jurisdictions) && !toldDays.has(change.effectiveOn))
    .map((change) => ({ on: change.effectiveOn, what: richHtml(changeWords(change, today, messages).slice(1)) }))
  const entries = [...told, ...derived].sort((a, b) => (earliestDay(a.on) < earliestDay(b.on) ? 1 : -1))
  if (entries.length === 0) return false
  return html`<section class="card"><h2>History</h2><ul class="dated">${entries.map(({ on, what }) => html`<li><time datetime="${on}">${shortDate(on, messages)}</time><p>${what}</p></li>`)}</ul></section>`
}
