import type { Selectable } from 'kysely'
import type { Reminder } from '../core/reminder.ts'
import type { ReminderTable } from './tables.ts'

/** A row as the core sees it. */
export function toReminder(row: Selectable<ReminderTable>): Reminder {
  return {
    id: row.id,
    kind: row.kind,
    slug: row.slug,
    zone: row.zone,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    sent: row.sent,
  }
}
