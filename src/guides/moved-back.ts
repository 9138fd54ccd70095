/** Whether something a person dealt with has to be looked at again. */

import type { Change } from '../core/change.ts'
import type { ChecklistItem } from '../core/checklist.ts'
import { holdsFor } from '../core/digest-items.ts'
import type { Question, Service } from '../core/service.ts'
import { serviceChanges } from './changes.ts'

/** The latest change for the worse, for this person, after they marked it as done; `null` when there was none. */
export function movedBackBy(item: ChecklistItem, service: Service, { region, on }: Pick<Question, 'region' | 'on'>): Change | null {
  if (item.state !== 'done') return null
  const since = serviceChanges(service).filter(
    (change) =>
      change.practice.id === item.practice &&
      change.direction === 'worse' &&
      change.effectiveOn > item.markedOn &&
      change.effectiveOn <= on &&
      holdsFor(change, region),
  )
  return since.toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1)).at(-1) ?? null
}
