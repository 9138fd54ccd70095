/** What changed between two days, derived by comparing statuses: a rule that starts in the future is an upcoming change. */

import { addDays } from '../core/calendar-date.ts'
import type { Catalog } from '../core/catalog.ts'
import type { Change, ChangeKind, Direction } from '../core/change.ts'
import { covers, narrowness } from '../core/jurisdiction.ts'
import {
  ACCOUNTS,
  type Account,
  type CalendarDate,
  type Control,
  DEFAULTS,
  type Default,
  type Jurisdiction,
  type Practice,
  type Rule,
  type Service,
} from '../core/service.ts'
import type { Severity } from '../core/subscription.ts'
import { boundariesOf, firstControl, inForce, rulesFor } from './status.ts'

/** Changes that take effect after `from`, up to and including `to`; oldest first, then by service. */
export function changesBetween(catalog: Catalog, from: CalendarDate, to: CalendarDate): readonly Change[] {
  const changes = catalog.services.flatMap((service) =>
    serviceChanges(service).filter((change) => change.effectiveOn > from && change.effectiveOn <= to),
  )
  return changes.sort((a, b) => compare(a.effectiveOn, b.effectiveOn) || compare(a.service.slug, b.service.slug) || compare(a.key, b.key))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const known = new WeakMap<Service, readonly Change[]>()

/** Every change a guide knows of, past and future. Computed once per service. */
export function serviceChanges(service: Service): readonly Change[] {
  let changes = known.get(service)
  if (changes === undefined) {
    changes = service.practices.flatMap((practice) => boundariesOf(practice).flatMap((day) => changesOn(service, practice, day)))
    known.set(service, changes)
  }
  return changes
}

/** People who are told the same thing: same default before and after, same plans, same data, announced together. `rule` is the first of theirs. */
interface Shift {
  readonly before: Default
  readonly after: Default
  readonly rule: Rule
  readonly jurisdictions: Set<Jurisdiction>
  readonly accounts: Set<Account>
}

function changesOn(service: Service, practice: Practice, day: CalendarDate): Change[] {
  const eve = addDays(day, -1)
  const places = placesOf(practice)
  const shifts = new Map<string, Shift>()
  for (const place of places) {
    for (const account of ACCOUNTS) {
      const previous = rulesFor(practice, place, account, eve)
      for (const rule of rulesFor(practice, place, account, day)) {
        const before = defaultForPlans(previous, rule.plans)
        if (before === rule.default) continue
        const id = JSON.stringify([before, rule.default, rule.plans, rule.uses, announcedFor(rule, day)])
        const shift = shifts.get(id) ?? {
          before,
          after: rule.default,
          rule,
          jurisdictions: new Set<Jurisdiction>(),
          accounts: new Set<Account>(),
        }
        shift.jurisdictions.add(place)
        shift.accounts.add(account)
        shifts.set(id, shift)
      }
    }
  }
  return [...shifts.values()].filter(matters).map((shift) => toChange(service, practice, day, eve, shift))
}

/** A rule that takes over because another ends was announced for its own first day, not for this one. */
const announcedFor = (rule: Rule, day: CalendarDate) => (rule.since === day ? (rule.announced ?? null) : null)

const COMMON: readonly Account[] = ['free', 'paid', 'business', 'enterprise']

/** That nothing is said any more about accounts few people have is no news. */
const matters = ({ after, accounts }: Shift) => after !== 'unknown' || COMMON.some((account) => accounts.has(account))

/** The default the same plans had before; plans nobody named then had the plain rule. */
function defaultForPlans(rules: readonly Rule[], plans: readonly string[] | undefined): Default {
  const same = rules.find((rule) => rule.plans !== undefined && plans !== undefined && rule.plans.some((plan) => plans.includes(plan)))
  return (same ?? rules.find((rule) => rule.plans === undefined) ?? rules[0])?.default ?? 'unknown'
}

/** The places the practice tells apart. A place stands for everybody in it who is in no narrower one. */
function placesOf(practice: Practice): readonly Jurisdiction[] {
  const places = new Set<Jurisdiction>(['world'])
  for (const rule of practice.rules) for (const place of rule.jurisdictions) places.add(place)
  return [...places].sort((a, b) => narrowness(a) - narrowness(b) || compare(a, b))
}

function toChange(service: Service, practice: Practice, day: CalendarDate, eve: CalendarDate, shift: Shift): Change {
  const jurisdictions = widest([...shift.jurisdictions])
  const accounts = shift.accounts.size === ACCOUNTS.length ? null : ACCOUNTS.filter((account) => shift.accounts.has(account))
  const plans = shift.rule.plans ?? null
  const direction = directionOf(shift.before, shift.after)
  const kinds = kindsOf(practice, shift, eve)
  return {
    key: [service.slug, practice.id, day, `${shift.before}-${shift.after}`, digestOf([jurisdictions, accounts, plans])].join('/'),
    service,
    practice,
    effectiveOn: day,
    announcedOn: announcedFor(shift.rule, day),
    before: shift.before,
    after: shift.after,
    kinds,
    direction,
    severity: severityOf(shift.after, direction, controlAfter({ practice, effectiveOn: day, jurisdictions, accounts }) !== undefined),
    jurisdictions,
    accounts,
    plans,
    rule: shift.rule,
  }
}

/** Leaves out places that a wider one in the list covers. */
function widest(places: readonly Jurisdiction[]): readonly Jurisdiction[] {
  return places.filter((place) => !places.some((other) => other !== place && covers(other, place))).sort(compare)
}

const uses = (value: Default) => value === 'always' || value === 'on'
const spares = (value: Default) => value === 'off' || value === 'never'

/** `unknown` counts as neither: learning what holds is not itself worse or better, unless it turns out to be used. */
function directionOf(before: Default, after: Default): Direction {
  if (after === 'unknown') return 'neutral'
  if (before === 'unknown') return uses(after) ? 'worse' : 'better'
  // A use that is offered, switched off, harms nobody who does nothing.
  if (before === 'never' && after === 'off') return 'neutral'
  return DEFAULTS.indexOf(after) < DEFAULTS.indexOf(before) ? 'worse' : 'better'
}

function kindsOf(practice: Practice, { before, after, jurisdictions }: Shift, eve: CalendarDate): readonly ChangeKind[] {
  const elsewhere = practice.rules.some(
    (rule) => uses(rule.default) && inForce(rule, eve) && !rule.jurisdictions.every((place) => jurisdictions.has(place)),
  )
  if (uses(after) && !uses(before)) return kindsOfMoreUse(practice, before, after, elsewhere)
  if (uses(before) && spares(after)) return elsewhere ? ['region-exempted', 'default-flip-off'] : ['default-flip-off']
  if (uses(before) && uses(after)) return [after === 'always' ? 'optout-removed' : 'optout-added']
  if (after === 'unknown' || before === 'unknown') return ['clarification']
  return [after === 'never' ? 'narrowed-use' : 'widened-use']
}

function kindsOfMoreUse(practice: Practice, before: Default, after: Default, elsewhere: boolean): readonly ChangeKind[] {
  const kinds: ChangeKind[] = practice.thirdParty === undefined ? [] : ['third-party-training']
  if (elsewhere) kinds.push('region-extended')
  else if (before !== 'off') kinds.push('new-use')
  if (after === 'on' || kinds.length === 0) kinds.push('default-flip-on')
  return kinds
}

function severityOf(after: Default, direction: Direction, hasControl: boolean): Severity {
  if (direction === 'neutral') return 'all'
  if (direction === 'better') return 'notice'
  return after === 'on' || hasControl ? 'action' : 'notice'
}

/** The way to change a practice for those a change holds for, on the day it takes effect; see `firstControl`. */
export function controlAfter({
  practice,
  effectiveOn,
  jurisdictions,
  accounts,
}: Pick<Change, 'practice' | 'effectiveOn' | 'jurisdictions' | 'accounts'>): Control | undefined {
  const reaches = (places: readonly Jurisdiction[] | undefined) =>
    places === undefined || jurisdictions.some((place) => places.some((each) => covers(each, place)))
  const isFor = (named: readonly Account[] | undefined) =>
    named === undefined || accounts === null || named.some((account) => accounts.includes(account))
  const theirs = practice.controls.filter(
    (control) => inForce(control, effectiveOn) && reaches(control.jurisdictions) && isFor(control.accounts),
  )
  return firstControl(theirs)
}

/** A short stable digest (FNV-1a, 32 bits) of who a change holds for, so that keys stay short. */
function digestOf(value: unknown): string {
  let hash = 0x811c9dc5
  for (const char of JSON.stringify(value)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(36)
}
