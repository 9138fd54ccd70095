import type { Rule } from '../../core/service.ts'
import type { Check, Problem } from './check.ts'
import { describeCase, sampleCases, specificity } from './places.ts'

/** Two rules that are equally specific for somebody give two answers. */
export const rulesOverlap: Check = {
  id: 'rules-overlap',
  summary: 'No two rules of a practice are equally specific for the same place, account, plan and day.',
  guideline: 'one-answer-for-everybody',
  check({ service }, { today }) {
    return service.practices.flatMap((practice, index) => {
      const found = new Map<string, Problem>()
      for (const person of sampleCases(practice.rules, today)) {
        const best = mostSpecific(practice.rules, (rule) => specificity(rule, person))
        for (const [one, other] of pairs(best)) {
          const key = `${one}-${other}`
          if (found.has(key) || disjointPlans(practice.rules[one], practice.rules[other])) continue
          found.set(key, {
            path: ['practices', index, 'rules', other],
            message: `Rules ${one + 1} and ${other + 1} of "${practice.id}" both answer for ${describeCase(person)}, and neither is more specific.`,
            fix: 'End the earlier rule with `until`, or name different places, accounts or plans.',
          })
        }
      }
      return [...found.values()]
    })
  },
}

/** Indexes of the rules that share the highest rank. */
export function mostSpecific(rules: readonly Rule[], rankOf: (rule: Rule) => readonly [number, number] | null): number[] {
  let top = -1
  let best: number[] = []
  rules.forEach((rule, index) => {
    const rank = rankOf(rule)
    if (rank === null) return
    const value = rank[0] * 2 + rank[1]
    if (value > top) best = [index]
    else if (value === top) best.push(index)
    top = Math.max(top, value)
  })
  return best
}

function pairs(indexes: readonly number[]): [number, number][] {
  return indexes.flatMap((one, at) => indexes.slice(at + 1).map((other): [number, number] => [one, other]))
}

function disjointPlans(one: Rule | undefined, other: Rule | undefined): boolean {
  if (one?.plans === undefined || other?.plans === undefined) return false
  const plans = new Set(one.plans)
  return other.plans.every((plan) => !plans.has(plan))
}
