import { ACCOUNTS, type Account, type CalendarDate, type Jurisdiction, type Practice } from '../../core/service.ts'
import type { Check, Problem } from './check.ts'
import { rankOf, sampleDays, samplePlaces } from './places.ts'

/** A place, an account or a stretch of days that no rule answers for. */
export const rulesGap: Check = {
  id: 'rules-gap',
  summary: 'Every practice has a rule for every place and account, today and on every day since its first rule.',
  guideline: 'one-answer-for-everybody',
  check({ service }, { today }) {
    return service.practices.flatMap((practice, index) => [...worldGap(practice, index, today), ...dayGaps(practice, index, today)])
  },
}

function worldGap(practice: Practice, index: number, today: CalendarDate): Problem[] {
  const missing = ACCOUNTS.filter((account) => !isAnswered(practice, 'world', account, today))
  if (missing.length === 0) return []
  return [
    {
      path: ['practices', index, 'rules'],
      message: `"${practice.id}" has no world rule in force on ${today} for ${accountList(missing)}.`,
      fix: 'Add a rule for `world`; with `default: unknown` where nothing is known.',
    },
  ]
}

function dayGaps(practice: Practice, index: number, today: CalendarDate): Problem[] {
  const days = sampleDays(practice.rules, today)
  const openWorld = practice.rules.some((rule) => rule.since === undefined && rule.jurisdictions.includes('world'))
  const gaps = new Map<CalendarDate, { places: Set<Jurisdiction>; accounts: Set<Account> }>()
  for (const place of samplePlaces(practice.rules)) {
    for (const account of ACCOUNTS) {
      let answeredBefore = openWorld
      for (const on of days) {
        if (isAnswered(practice, place, account, on)) answeredBefore = true
        else if (answeredBefore && !(place === 'world' && on === today)) {
          const gap = gaps.get(on) ?? { places: new Set(), accounts: new Set() }
          gaps.set(on, gap)
          gap.places.add(place)
          gap.accounts.add(account)
        }
      }
    }
  }
  return [...gaps].map(([on, { places, accounts }]) => ({
    path: ['practices', index, 'rules'],
    message: `No rule of "${practice.id}" answers for ${accountList([...accounts])} in ${[...places].join(', ')} ${on === days[0] ? `up to ${on}` : `from ${on}`}.`,
    fix: 'Extend a rule or add one; with `default: unknown` where nothing is known.',
  }))
}

function isAnswered(practice: Practice, place: Jurisdiction, account: Account, on: CalendarDate): boolean {
  return practice.rules.some((rule) => rankOf(rule, { place, account, on }) >= 0)
}

function accountList(accounts: readonly Account[]): string {
  return accounts.length === ACCOUNTS.length ? 'any account' : `${accounts.join(', ')} accounts`
}
