/** Where a service answers differently, and what an answer hangs on. Pure; asks the status lookup about the places a guide tells apart. */

import { covers, narrowness } from '../core/jurisdiction.ts'
import { ACCOUNTS, type Jurisdiction, type Practice, type Question, type Service } from '../core/service.ts'
import { firstControl, inForce, rulesFor, type ServiceStatus, statusOf } from './status.ts'

/** Places that get the same answer, and that answer. */
export interface RegionAnswer {
  /** The widest names for them; `world` stands for everybody in no other. */
  readonly places: readonly Jurisdiction[]
  /** As asked in the first of the places. */
  readonly status: ServiceStatus
}

/** The places the guide tells apart, grouped by what people there are told: default, who can change it and how, of every practice. The rest of the world comes last. */
export function regionAnswers(service: Service, question: Question): readonly RegionAnswer[] {
  const groups = Map.groupBy(
    placesOf(service).map((place) => ({ place, status: statusOf(service, { ...question, region: place }) })),
    ({ status }) => answerOf(status),
  )
  return [...groups.values()]
    .flatMap((group): RegionAnswer[] => {
      const places = group.map(({ place }) => place)
      const [first] = group
      return first === undefined ? [] : [{ places: places.filter((place) => !isInside(place, places)), status: first.status }]
    })
    .sort((a, b) => Number(a.places.includes('world')) - Number(b.places.includes('world')))
}

/** Every place a rule or control names, widest first, and the world. */
function placesOf(service: Service): readonly Jurisdiction[] {
  const named = service.practices.flatMap(({ rules, controls }) => [
    ...rules.flatMap((rule) => rule.jurisdictions),
    ...controls.flatMap((control) => control.jurisdictions ?? []),
  ])
  return [...new Set(['world', ...named])].sort((a, b) => narrowness(a) - narrowness(b) || (a < b ? -1 : 1))
}

/** A place is left out beside one that holds it. */
const isInside = (place: Jurisdiction, places: readonly Jurisdiction[]) => places.some((other) => other !== place && covers(other, place))

const answerOf = ({ practices }: ServiceStatus) =>
  JSON.stringify(
    practices.map((practice) => [practice.default, firstControl(practice.controls)?.id, practice.byPlan.map((each) => each.default)]),
  )

/** What would have to be known, or different, for an answer that is not "unknown". */
export type Decider = 'plan' | 'account' | 'region'

/** What a practice whose answer is unknown hangs on; empty when nothing is known of anybody. */
export function decidersOf(practice: Practice, { region, account, on }: Question): readonly Decider[] {
  const isKnown = (place: Jurisdiction, kind: Question['account']) =>
    rulesFor(practice, place, kind, on).some((rule) => rule.default !== 'unknown')
  const deciders: Decider[] = []
  const byPlan = practice.rules.some(
    (rule) =>
      rule.plans !== undefined &&
      rule.default !== 'unknown' &&
      inForce(rule, on) &&
      rule.jurisdictions.some((place) => covers(place, region)),
  )
  if (byPlan) deciders.push('plan')
  if (ACCOUNTS.some((kind) => isKnown(region, kind))) deciders.push('account')
  if (practice.rules.some((rule) => rule.jurisdictions.some((place) => isKnown(place, account)))) deciders.push('region')
  return deciders
}
