import type { Check, Problem } from './check.ts'
import { describeCase, rankOf, sampleCases } from './places.ts'
import { mostSpecific } from './rules-overlap.ts'

/** One rule is narrower by place, another by account: place wins, which is easily not what the author meant. */
export const rulesClash: Check = {
  id: 'rules-clash',
  summary: 'A rule narrower by place and a rule narrower by account do not give different answers to the same person.',
  guideline: 'write-the-overlap-out',
  check({ service }, { today }) {
    return service.practices.flatMap((practice, index) => {
      const { rules } = practice
      const found = new Map<string, Problem>()
      for (const person of sampleCases(rules, today)) {
        const [byPlace] = mostSpecific(rules, (rule) => rankOf(rule, person))
        const [byAccount] = mostSpecific(rules, (rule) => (rule.accounts === undefined ? -1 : rankOf(rule, person)))
        if (byPlace === undefined || byAccount === undefined || byPlace === byAccount) continue
        const [winner, loser] = [rules[byPlace], rules[byAccount]]
        if (winner === undefined || loser === undefined || winner.accounts !== undefined || winner.default === loser.default) continue
        const key = `${byPlace}-${byAccount}`
        if (found.has(key)) continue
        found.set(key, {
          path: ['practices', index, 'rules', byAccount],
          message: `For ${describeCase(person)}, rule ${byPlace + 1} of "${practice.id}" says ${winner.default} by place and rule ${byAccount + 1} says ${loser.default} by account.`,
          fix: `Add a rule for ${person.place} that names the accounts of rule ${byAccount + 1}, or name the accounts in rule ${byPlace + 1}.`,
        })
      }
      return [...found.values()]
    })
  },
}
