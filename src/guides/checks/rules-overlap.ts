import type { Rule } from '../../core/service.ts'
import type { Check, Problem } from './check.ts'
import { describeCase, rankOf, sampleCases } from './places.ts'

/** Two rules that are equally specific for somebody give two answers. */
export const rulesOverlap: Check = {
  id: 'rules-overlap',
  summary: 'No two rules of a practice are equally specific for the same place, account, plan and day.',
  guideline: 'one-answer-for-everybody',
  check({ service }, { today }) {
    return service.practices.flatMap((practice, index) => {
      const found = new Map<string, Problem>()
      for (const person of sampleCases(practice.rules, today)) {
        const best = mostSpecific(practice.rules, (rule) => rankOf(rule, person))
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

/** Indexes of the rules that share the highest rank; rules with a negative rank do not hold. */
export function mostSpecific(rules: readonly Rule[], rank: (rule: Rule) => number): number[] {
  const ranks = rules.map(rank)
  const top = Math.max(0, ...ranks)
  return ranks.flatMap((each, index) => (each === top ? [index] : []))
}

function pairs(indexes: readonly number[]): [number, number][] {
  return indexes.flatMap((one, at) => indexes.slice(at + 1).map((other): [number, number] => [one, other]))
}

function disjointPlans(one: Rule | undefined, other: Rule | undefined): boolean {
  if (one?.plans === undefined || other?.plans === undefined) return false
  const plans = new Set(one.plans)
  return other.plans.every((plan) => !plans.has(plan))
}
