/** Where the answer differs: one row for each group of places, the reader's own marked. */

import { covers, narrowness } from '../core/jurisdiction.ts'
import type { Jurisdiction } from '../core/service.ts'
import { type RegionAnswer, regionAnswers } from '../guides/regions.ts'
import { todoWords } from './board-view.ts'
import type { GuideView } from './guide-page.ts'
import { type Html, html, trusted } from './html.ts'
import { tag } from './marks.ts'

/** Nothing where everybody gets the same answer. A use has a column when its answer differs; the first always has one. */
export function regionsCard({ service, status, asked, messages }: GuideView): Html | false {
  const answers = regionAnswers(service, asked.question)
  if (answers.length < 2) return false
  const own = ownAnswer(answers, asked.question.region)
  const shown = status.practices.map((_, index) => index).filter((index) => index === 0 || differs(answers, index))
  const titleOf = (index: number) => (shown.length === 1 ? 'AI training' : (status.practices[index]?.practice.title ?? ''))
  return html`<section class="card" id="regions"><h2>Where the answer differs</h2><div class="wide"><table class="regions"><thead><tr><th scope="col">Region</th>${shown.map((index) => html`<th scope="col">${titleOf(index)}</th>`)}<th scope="col">What you can do</th></tr></thead><tbody>${answers.map(
    (answer) =>
      html`<tr${answer === own && trusted(' aria-current="true"')}><th scope="row">${placeLinks(answer.places)}</th>${shown.map((index) => html`<td>${label(answer, index)}</td>`)}<td>${todoWords(answer.status.headline, answer.status.alternatives.length > 0).words}</td></tr>`,
  )}</tbody></table></div></section>`

  function placeLinks(places: readonly Jurisdiction[]): Html {
    return html`${places.map(
      (place, at) => html`${at > 0 && ', '}<a href="${asked.link(`/s/${service.slug}`, { region: place })}">${messages.place(place)}</a>`,
    )}`
  }
  function label({ status: there }: RegionAnswer, index: number): Html | false {
    const practice = there.practices[index]
    return practice !== undefined && tag(practice.default, messages.text(`label.${practice.default}`))
  }
}

const differs = (answers: readonly RegionAnswer[], index: number) =>
  new Set(answers.map(({ status }) => status.practices[index]?.default)).size > 1

/** The answer of the narrowest place that holds the reader's. */
function ownAnswer(answers: readonly RegionAnswer[], region: Jurisdiction): RegionAnswer | undefined {
  const closeness = (answer: RegionAnswer) => Math.max(-1, ...answer.places.filter((place) => covers(place, region)).map(narrowness))
  return answers.toSorted((a, b) => closeness(b) - closeness(a))[0]
}
