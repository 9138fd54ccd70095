/** The few places, accounts and days that stand for all of them when the rules of one practice are compared. */

import { addDays } from '../../core/calendar-date.ts'
import { COUNTRIES, GROUPS } from '../../core/jurisdiction.ts'
import { ACCOUNTS, type Account, type CalendarDate, type Jurisdiction, type Rule } from '../../core/service.ts'
import { inForce, specificity } from '../status.ts'

/** One person on one day, as far as rules can tell people apart. */
export interface Case {
  readonly place: Jurisdiction
  readonly account: Account
  readonly on: CalendarDate
}

/**
 * Every place named by a rule, the groups, and for each group one country no rule names.
 * Countries that no rule names are all treated alike, so one of them is enough.
 */
export function samplePlaces(rules: readonly Rule[]): Jurisdiction[] {
  const named = new Set(rules.flatMap((rule) => rule.jurisdictions))
  const unnamed = (within: (country: string) => boolean) => COUNTRIES.find((country) => !named.has(country) && within(country))
  const others = [
    unnamed((country) => GROUPS.eu.has(country)),
    unnamed((country) => GROUPS.eea.has(country) && !GROUPS.eu.has(country)),
    unnamed((country) => !GROUPS.eea.has(country)),
  ].filter((country) => country !== undefined)
  return [...new Set(['world', 'eea', 'eu', ...others, ...[...named].sort()])]
}

/** The first day of every stretch in which the same rules hold, earliest first; the first one stands for all days before. */
export function sampleDays(rules: readonly Rule[], today: CalendarDate): CalendarDate[] {
  const days = new Set(rules.flatMap((rule) => [rule.since, rule.until]).filter((day) => day !== undefined))
  const ordered = [...days, today].sort()
  return [...new Set([addDays(ordered[0] ?? today, -1), ...ordered])]
}

export function* sampleCases(rules: readonly Rule[], today: CalendarDate): Generator<Case> {
  const days = sampleDays(rules, today)
  for (const place of samplePlaces(rules)) {
    for (const account of ACCOUNTS) for (const on of days) yield { place, account, on }
  }
}

/** How specific a rule is for this case, by the status lookup's own measure; negative when it does not hold. */
export function rankOf(rule: Rule, { place, account, on }: Case): number {
  return inForce(rule, on) ? specificity(rule, place, account) : -1
}

/** "free accounts in DE on 2025-11-03", for messages. */
export function describeCase({ place, account, on }: Case): string {
  return `${account} accounts in ${place} on ${on}`
}
