/** The laws we know, one file each: which of them speaks for a place, and by when it wants an answer. */

import { Temporal } from 'temporal-polyfill'
import { addDays } from '../../core/calendar-date.ts'
import { covers, narrowness } from '../../core/jurisdiction.ts'
import type { Deadline, Law, LawSource } from '../../core/law.ts'
import type { CalendarDate, Jurisdiction } from '../../core/service.ts'
import { brLgpd } from './br-lgpd.ts'
import { caPipeda } from './ca-pipeda.ts'
import { chFadp } from './ch-fadp.ts'
import { gdpr } from './gdpr.ts'
import { krPipa } from './kr-pipa.ts'
import { ukGdpr } from './uk-gdpr.ts'
import { usCaCcpa } from './us-ca-ccpa.ts'

export const LAWS: readonly Law[] = [gdpr, ukGdpr, chFadp, brLgpd, krPipa, caPipeda, usCaCcpa]

/** What our letters ask for where the law names no time. */
export const ASKED_DAYS = 30

/** The law of a place, the narrowest that holds there; `null` where we know none. */
export function lawFor(region: Jurisdiction): Law | null {
  const rankOf = (law: Law) => Math.max(...law.jurisdictions.map((place) => (covers(place, region) ? narrowness(place) : -1)))
  const [best] = LAWS.filter((law) => rankOf(law) >= 0).toSorted((a, b) => rankOf(b) - rankOf(a))
  return best ?? null
}

/** These passages of the law, in the order named. */
export function passagesOf(law: Law, ids: readonly string[]): readonly LawSource[] {
  return ids.flatMap((id) => law.sources.find((source) => source.id === id) ?? [])
}

/** The last day for an answer to a letter that arrives on `arrivedOn`, and whether the law sets it or only our letter asks for it. */
export function answerBy(law: Law, arrivedOn: CalendarDate): { readonly on: CalendarDate; readonly setBy: 'law' | 'letter' } {
  const set = law.deadlines.find((deadline) => deadline.for === 'answer')
  return set === undefined ? { on: addDays(arrivedOn, ASKED_DAYS), setBy: 'letter' } : { on: lastDay(set, arrivedOn), setBy: 'law' }
}

/**
 * The last day of a period that begins with what happened on `from`, which itself does not count. A month ends on the day of the same
 * number, or on the month's last (Regulation 1182/71, Art. 3(2)(c)). Business days are Monday to Friday: holidays differ and are not known.
 */
export function lastDay({ unit, count }: Pick<Deadline, 'unit' | 'count'>, from: CalendarDate): CalendarDate {
  const start = Temporal.PlainDate.from(from)
  if (unit === 'months') return start.add({ months: count }).toString()
  if (unit === 'days') return start.add({ days: count }).toString()
  let day = start
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 })
    if (day.dayOfWeek <= 5) left -= 1
  }
  return day.toString()
}

/** The laws that hold in parts of a place and not in all of it: a state's, for its country. */
export function lawsWithin(region: Jurisdiction): readonly Law[] {
  return LAWS.filter(({ jurisdictions }) => jurisdictions.some((place) => place !== region && covers(region, place)))
}
