/** Which changes followers are told about now, and which are only noted. Pure. */

import { addDays, daysBetween } from '../core/calendar-date.ts'
import type { Change } from '../core/change.ts'
import { OLD_NEWS_DAYS } from '../core/digest-items.ts'
import type { CalendarDate } from '../core/service.ts'

/** Days before a change takes effect on which followers who may want to act are told again, unless the operator wants others. */
export const DEADLINE_DAYS: readonly number[] = [14, 3, 1]

/** A change is told to followers when it is first known to be coming, some days before it takes effect, and when it does. */
export type Phase = 'announced' | `in-${number}` | 'effective'

/**
 * One change to note under `keys`, after telling followers when `phase` is not `null`. In their order: the key of the phase itself is the last,
 * so that noting only some of them before a crash leaves the plan the same.
 */
export interface PlannedAnnouncement {
  readonly change: Change
  readonly phase: Phase | null
  readonly keys: readonly string[]
}

/** The key under which a phase of a change is noted. */
export function announcementKey(change: Pick<Change, 'key'>, phase: Phase): string {
  return `${change.key}:${phase}`
}

/** The keys that are already true of these changes: known of, so many days before them, and in effect. */
export function reachedKeys(changes: readonly Change[], today: CalendarDate, deadlineDays = DEADLINE_DAYS): readonly string[] {
  return changes.flatMap((change) => reachedPhases(change, today, deadlineDays).map((phase) => announcementKey(change, phase)))
}

/** Ascending: the furthest deadline first, the effect last. */
function reachedPhases(change: Change, today: CalendarDate, deadlineDays: readonly number[]): readonly Phase[] {
  const daysLeft = daysBetween(today, change.effectiveOn)
  const deadlines = hasDeadline(change)
    ? deadlineDays
        .toSorted((a, b) => b - a)
        .filter((days) => daysLeft <= days)
        .map((days) => `in-${days}` as const)
    : []
  return ['announced', ...deadlines, ...(daysLeft <= 0 ? (['effective'] as const) : [])]
}

/** A date is a deadline only for what somebody may want to do something about. */
const hasDeadline = ({ severity }: Change) => severity === 'action'

/** Days on which a change reaches another phase, before it takes effect and then. */
export function phaseDays(change: Change, deadlineDays = DEADLINE_DAYS): readonly CalendarDate[] {
  const ahead = hasDeadline(change) ? deadlineDays.map((days) => addDays(change.effectiveOn, -days)) : []
  return [...ahead, change.effectiveOn]
}

/**
 * What to do about the reached keys that are not noted yet. However many phases were reached since the last look, a change is told once: as
 * news when it is news, else as the nearest deadline, and once in effect only so. One that has been in effect for more than thirty days is
 * history and is noted silently.
 */
export function planAnnouncements(
  changes: readonly Change[],
  unseen: ReadonlySet<string>,
  today: CalendarDate,
  deadlineDays = DEADLINE_DAYS,
): readonly PlannedAnnouncement[] {
  const planned: PlannedAnnouncement[] = []
  for (const change of changes) {
    const keys = reachedKeys([change], today, deadlineDays).filter((key) => unseen.has(key))
    if (keys.length === 0) continue
    const phase = phaseFor(change, unseen, today, deadlineDays)
    const own = phase === null ? null : announcementKey(change, phase)
    planned.push({ change, phase, keys: own === null ? keys : [...keys.filter((key) => key !== own), own] })
  }
  return planned
}

function phaseFor(change: Change, unseen: ReadonlySet<string>, today: CalendarDate, deadlineDays: readonly number[]): Phase | null {
  if (change.effectiveOn > today) {
    const phases = reachedPhases(change, today, deadlineDays).filter((phase) => unseen.has(announcementKey(change, phase)))
    return phases.includes('announced') ? 'announced' : (phases.at(-1) ?? null)
  }
  const news = unseen.has(announcementKey(change, 'effective')) && daysBetween(change.effectiveOn, today) <= OLD_NEWS_DAYS
  return news ? 'effective' : null
}
