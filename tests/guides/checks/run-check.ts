import type { Service } from '../../../src/core/service.ts'
import type { Check, Problem } from '../../../src/guides/checks/index.ts'
import { TODAY } from '../service-factory.ts'

/** Runs one check on one service, alone or among others, in a file of the right name. */
export function runCheck(check: Check, service: Service, others: readonly Service[] = [], fileSlug: string = service.slug): Problem[] {
  const guide = { fileSlug, service }
  return check.check(guide, { guides: [guide, ...others.map((other) => ({ fileSlug: other.slug, service: other }))], today: TODAY })
}

/** Where the problems are: `practices.0.rules.1`. */
export function placesOf(problems: readonly Problem[]): string[] {
  return problems.map((problem) => problem.path.join('.'))
}
