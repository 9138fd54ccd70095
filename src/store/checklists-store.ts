import type { Selectable } from 'kysely'
import type { ChecklistItem } from '../core/checklist.ts'
import type { ChecklistItemTable } from './tables.ts'

/** A row as the core sees it. */
export function toItem(row: Selectable<ChecklistItemTable>): ChecklistItem {
  return { slug: row.slug, practice: row.practice, state: row.state, markedOn: row.marked_on }
}
