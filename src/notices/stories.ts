/** One event, one line: what an owner does to several of its services on one day is told once. */

import type { Change } from '../core/change.ts'

/** Changes that read the same but for the service's name; the first stands for all. */
export interface Story {
  readonly first: Change
  readonly others: readonly Change[]
}

/** Groups changes of one owner with the same day, data, plans and outcome. Every change is in exactly one story; the order stays. */
export function storiesOf(changes: readonly Change[]): readonly Story[] {
  const stories = new Map<string, [Change, ...Change[]]>()
  for (const change of changes) {
    const { service, effectiveOn, announcedOn, before, after, plans, rule, practice, jurisdictions, announced } = change
    const id = JSON.stringify([
      service.owner,
      effectiveOn,
      announcedOn,
      before,
      after,
      plans,
      rule.uses ?? practice.uses,
      practice.thirdParty,
      jurisdictions,
      announced?.sentence,
    ])
    const story = stories.get(id)
    if (story === undefined) stories.set(id, [change])
    else story.push(change)
  }
  return [...stories.values()].map(([first, ...others]) => ({ first, others }))
}
