import type { Migration } from '../migrate.ts'
import { firstTables } from './001-first-tables.ts'
import { remindersAndChecklist } from './002-reminders-and-checklist.ts'
import { manyProcesses } from './003-many-processes.ts'
import { urgentFirst } from './004-urgent-first.ts'
import { remindersInChannels } from './005-reminders-in-channels.ts'
import { operatorKeys } from './006-operator-keys.ts'

/** Every step from an empty database to today's, in order. Append only: a step that was released is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  remindersAndChecklist,
  manyProcesses,
  urgentFirst,
  remindersInChannels,
  operatorKeys,
]
