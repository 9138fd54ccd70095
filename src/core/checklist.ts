/** A person's own list: which uses of their data they have dealt with. */

import { Temporal } from 'temporal-polyfill'
import { instantAt, localDateOf } from './local-time.ts'
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
  /** False when the person wants to hear no more about it half a year after it was done. */
  readonly askAgain: boolean
}

/** Collections of services to begin a list with. */
export const PACK_NAMES = ['popular', 'social', 'assistants', 'work', 'creators', 'students', 'developers', 'devices'] as const
export type PackName = (typeof PACK_NAMES)[number]

/** When somebody who did something at `now` is asked whether it is still so: half a year later, at nine in their zone. Epoch milliseconds. */
export function lookBackAt(now: number, zone: string): number {
  const day = Temporal.PlainDate.from(localDateOf(now, zone)).add({ months: 6 }).toString()
  return instantAt(day, '09:00', zone)
}
