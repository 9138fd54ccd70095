/** A person's own list: which uses of their data they have dealt with. */

import type { CalendarDate } from './service.ts'

export const CHECKLIST_STATES = ['todo', 'done', 'not-mine'] as const
export type ChecklistState = (typeof CHECKLIST_STATES)[number]

/** One practice of one service on somebody's list. */
export interface ChecklistItem {
  readonly slug: string
  /** The practice's id within its service. */
  readonly practice: string
  readonly state: ChecklistState
  /** The day it was marked so, where the person was. */
  readonly markedOn: CalendarDate
}
