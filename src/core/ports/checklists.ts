import type { ChecklistItem } from '../checklist.ts'
import type { PersonRef } from '../subscription.ts'

/** People's own lists. */
export interface Checklists {
  /** In the order things were put on it. */
  of(person: PersonRef): Promise<readonly ChecklistItem[]>
  /** Puts what is not there yet on the list; what is stays as it is. Returns how many were new. */
  add(person: PersonRef, items: readonly ChecklistItem[]): Promise<number>
  /** Puts it on the list or changes what is there. */
  mark(person: PersonRef, item: ChecklistItem): Promise<void>
  /** Remembers that the person wants no look back at this service. */
  neverAskAgain(person: PersonRef, slug: string): Promise<void>
}
