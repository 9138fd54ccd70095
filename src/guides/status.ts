/** What is true for one person on one day: resolves a guide's rules. Pure, for any past or future date. */

import { addDays, daysBetween, earliestDay } from '../core/calendar-date.ts'
import { covers, narrowness } from '../core/jurisdiction.ts'
import { oncePer } from '../core/once-per.ts'
import {
  type Account,
  type Alternative,
  type AskedAccount,
  type CalendarDate,
  type Caveat,
  type Control,
  type ControlKind,
  DEFAULTS,
  type Default,
  type DeviceSteps,
  type Evidence,
  type Jurisdiction,
  type PartialDate,
  type Practice,
  type Question,
  type Rule,
  type Service,
} from '../core/service.ts'

/** One practice as it is for the person who asked. */
export interface PracticeStatus {
  readonly practice: Practice
  readonly default: Default
  /** The rule behind it; `null` when none matches, and then the default is `unknown`. */
  readonly rule: Rule | null
  readonly evidence: readonly Evidence[]
  /** The plans this answer holds for, when plans differ: the most used first. Empty when plans do not matter. */
  readonly byPlan: readonly { readonly plans: readonly string[]; readonly default: Default; readonly rule: Rule }[]
  /** Asked for a personal account while free and paid differ: what holds for paid. */
  readonly onPaid: Default | null
  /** The next day on which the default differs, and what it becomes. */
  readonly next: { readonly on: CalendarDate; readonly default: Default; readonly rule: Rule } | null
  /** Ways to change it that exist for this person on this day. */
  readonly controls: readonly Control[]
  readonly caveats: readonly Caveat[]
  readonly confidence: Confidence
}

export interface ServiceStatus {
  readonly service: Service
  readonly question: Question
  readonly practices: readonly PracticeStatus[]
  /** The first practice: what people mean by "does it train AI on me?". */
  readonly headline: PracticeStatus
  /** What someone can do besides or instead, where they are. */
  readonly alternatives: readonly Alternative[]
  /** Newest evidence of any practice: when the policy was last read. */
  readonly checkedOn: PartialDate | null
  readonly freshness: Freshness
}

/** `high`: the service's own text, quoted and not old. `medium`: its own text but old, or regulators and courts. `low`: only press or NGOs. */
export type Confidence = 'high' | 'medium' | 'low' | 'none'

/** By the age of the newest evidence on the day asked about: fresh under 90 days, check under 270, else stale. */
export type Freshness = 'fresh' | 'check' | 'stale' | 'unknown'

const FRESH_DAYS = 90
const CHECK_DAYS = 270

/**
 * Resolves every practice of `service` for `question`. The most specific rule wins: narrower place first, then a rule that names the
 * account. Several equally specific rules differ only by plan; then the most used default is the answer and `byPlan` lists all.
 */
export function statusOf(service: Service, question: Question): ServiceStatus {
  const practices = service.practices.map((practice) => practiceStatus(service, practice, question))
  const headline = practices[0]
  if (headline === undefined) throw new Error(`guide ${service.slug} has no practice`)
  const checkedOn = lastRead(service)
  const alternatives = service.alternatives.filter((alternative) => holdsIn(alternative.jurisdictions, question.region))
  return { service, question, practices, headline, alternatives, checkedOn, freshness: freshnessOf(checkedOn, question.on) }
}

function practiceStatus(service: Service, practice: Practice, question: Question): PracticeStatus {
  const rules = rulesFor(practice, question.region, question.account, question.on)
  const rule = rules[0] ?? null
  const evidence = evidenceOf(service, rule?.evidence ?? [])
  const paid = question.account === 'personal' ? (rulesFor(practice, question.region, 'paid', question.on)[0]?.default ?? 'unknown') : null
  const result = rule?.default ?? 'unknown'
  return {
    practice,
    default: result,
    rule,
    evidence,
    byPlan: rules.some((each) => each.plans !== undefined)
      ? rules.map((each) => ({ plans: each.plans ?? [], default: each.default, rule: each }))
      : [],
    onPaid: paid !== null && paid !== result ? paid : null,
    next: nextDefault(practice, question, result),
    controls: practice.controls.filter((control) => controlExists(control, question)),
    caveats: practice.caveats.filter((caveat) => holdsIn(caveat.jurisdictions, question.region)),
    confidence: confidenceOf(evidence, question.on),
  }
}

/**
 * The rules that answer for this place, account and day: one, or several that differ by plan, the most used default first. Empty when
 * nothing is said. `personal` is answered as `free`.
 */
export function rulesFor(practice: Practice, region: Jurisdiction, account: AskedAccount, on: CalendarDate): readonly Rule[] {
  const exact: Account = account === 'personal' ? 'free' : account
  let best: Rule[] = []
  let bestRank = -1
  for (const rule of practice.rules) {
    if (!inForce(rule, on)) continue
    const rank = specificity(rule, region, exact)
    if (rank < 0 || rank < bestRank) continue
    if (rank > bestRank) best = []
    bestRank = rank
    best.push(rule)
  }
  return best.sort((a, b) => DEFAULTS.indexOf(a.default) - DEFAULTS.indexOf(b.default))
}

/** True on every day of [`since`, `until`). */
export function inForce(
  span: { readonly since?: CalendarDate | undefined; readonly until?: CalendarDate | undefined },
  on: CalendarDate,
): boolean {
  return (span.since === undefined || span.since <= on) && (span.until === undefined || on < span.until)
}

/** How closely a rule fits a place and account; negative when it does not. Place counts before account. */
export function specificity(rule: Pick<Rule, 'jurisdictions' | 'accounts'>, region: Jurisdiction, account: Account): number {
  if (rule.accounts !== undefined && !rule.accounts.includes(account)) return -1
  let place = -1
  for (const jurisdiction of rule.jurisdictions) if (covers(jurisdiction, region)) place = Math.max(place, narrowness(jurisdiction))
  return place < 0 ? -1 : place * 2 + (rule.accounts === undefined ? 0 : 1)
}

function nextDefault(practice: Practice, question: Question, current: Default): PracticeStatus['next'] {
  for (const day of changeDays(practice)) {
    if (day <= question.on) continue
    const rule = rulesFor(practice, question.region, question.account, day)[0]
    if (rule !== undefined && rule.default !== current) return { on: day, default: rule.default, rule }
  }
  return null
}

/** Days on which some rule of the practice starts or ends, ascending. */
export function boundariesOf(practice: Practice): readonly CalendarDate[] {
  const days = new Set<CalendarDate>()
  for (const rule of practice.rules) {
    if (rule.since !== undefined) days.add(rule.since)
    if (rule.until !== undefined) days.add(rule.until)
  }
  return [...days].sort()
}

const holdsIn = (jurisdictions: readonly Jurisdiction[] | undefined, region: Jurisdiction) =>
  jurisdictions === undefined || jurisdictions.some((jurisdiction) => covers(jurisdiction, region))

function controlExists(control: Control, question: Question): boolean {
  if (!inForce(control, question.on) || !holdsIn(control.jurisdictions, question.region)) return false
  if (control.accounts === undefined) return true
  return question.account === 'personal'
    ? control.accounts.some((account) => account === 'free' || account === 'paid')
    : control.accounts.includes(question.account)
}

/** These entries of the service's evidence, in the order named; unknown ids are left out (a content check refuses them). */
export function evidenceOf(service: Service, ids: readonly string[]): readonly Evidence[] {
  return ids.flatMap((id) => service.evidence.find((evidence) => evidence.id === id) ?? [])
}

const CONTROL_ORDER: readonly ControlKind[] = ['toggle', 'form', 'email', 'admin', 'delete', 'none']

/** The control people would use first: a switch before a form, one they can use themselves before an admin's. */
export function firstControl(controls: readonly Control[]): Control | undefined {
  return controls.toSorted((a, b) => CONTROL_ORDER.indexOf(a.kind) - CONTROL_ORDER.indexOf(b.kind))[0]
}

/** The steps for the asked device, else for the first device that has any; `device` says which. `null` when there are none. */
export function stepsFor(
  control: Control,
  device: Question['device'],
): { readonly device: Question['device']; readonly steps: DeviceSteps } | null {
  const exact = control.steps[device]
  if (exact !== undefined) return { device, steps: exact }
  for (const other of ['web', 'ios', 'android', 'desktop'] as const) {
    const steps = control.steps[other]
    if (steps !== undefined) return { device: other, steps }
  }
  return null
}

/** The newest date of these texts, as exact as its source; a copy's date counts as the day the text was read. */
export function newest(evidence: readonly Evidence[]): PartialDate | null {
  let found: PartialDate | null = null
  for (const each of evidence) {
    for (const date of [each.dated, each.copied]) {
      if (date !== undefined && (found === null || earliestDay(date) > earliestDay(found))) found = date
    }
  }
  return found
}

/** These two are the same for every question, and one answer asks a guide about a dozen cases. */
const lastRead = oncePer((service: Service) => newest(service.evidence))
const changeDays = oncePer(boundariesOf)

function freshnessOf(checkedOn: PartialDate | null, on: CalendarDate): Freshness {
  if (checkedOn === null) return 'unknown'
  const age = daysBetween(earliestDay(checkedOn), on)
  return age < FRESH_DAYS ? 'fresh' : age < CHECK_DAYS ? 'check' : 'stale'
}

const OWN_WORDS = new Set(['policy', 'help', 'statement'])

let recentFor: { readonly on: CalendarDate; readonly since: CalendarDate } | undefined

/** The first day that still counts as recent. One answer asks dozens of times about its day. */
function recentSince(on: CalendarDate): CalendarDate {
  if (recentFor?.on !== on) recentFor = { on, since: addDays(on, -CHECK_DAYS) }
  return recentFor.since
}

function confidenceOf(evidence: readonly Evidence[], on: CalendarDate): Confidence {
  if (evidence.length === 0) return 'none'
  const own = evidence.filter((each) => OWN_WORDS.has(each.kind) && each.quote !== undefined)
  const recent = recentSince(on)
  if (own.some((each) => (newest([each]) ?? '') >= recent)) return 'high'
  return own.length > 0 || evidence.some((each) => each.kind === 'regulator' || each.kind === 'court') ? 'medium' : 'low'
}
