/** Which changes followers are told about now, and which are only noted. Pure. */

import { daysBetween } from '../core/calendar-date.ts'
import type { Change } from '../core/change.ts'
import { OLD_NEWS_DAYS } from '../core/digest-items.ts'
import type { CalendarDate } from '../core/service.ts'

/** A change is told to followers when it is first known to be coming, and when it takes effect. */
export type Phase = 'announced' | 'effective'

/** One change to note under `keys`, after telling followers when `phase` is not `null`. */
export interface PlannedAnnouncement {
  readonly change: Change
  readonly phase: Phase | null
  readonly keys: readonly string[]
}

/** The key under which a phase of a change is noted. */
export function announcementKey(change: Pick<Change, 'key'>, phase: Phase): string {
  return `${change.key}:${phase}`
}

/** The keys that are already true of these changes: known of, and in effect. */
export function reachedKeys(changes: readonly Change[], today: CalendarDate): readonly string[] {
  return changes.flatMap((change) =>
    change.effectiveOn <= today
      ? [announcementKey(change, 'announced'), announcementKey(change, 'effective')]
      : [announcementKey(change, 'announced')],
  )
}

/**
 * What to do about the reached keys that are not noted yet. A change first heard of when it is in effect already is told once, as in effect;
 * one that has been in effect for more than thirty days is history and is noted silently.
 */
export function planAnnouncements(
  changes: readonly Change[],
  unseen: ReadonlySet<string>,
  today: CalendarDate,
): readonly PlannedAnnouncement[] {
  const planned: PlannedAnnouncement[] = []
  for (const change of changes) {
    const keys = reachedKeys([change], today).filter((key) => unseen.has(key))
    if (keys.length === 0) continue
    planned.push({ change, phase: phaseFor(change, unseen, today), keys })
  }
  return planned
}

function phaseFor(change: Change, unseen: ReadonlySet<string>, today: CalendarDate): Phase | null {
  if (change.effectiveOn > today) return 'announced'
  const news = unseen.has(announcementKey(change, 'effective')) && daysBetween(change.effectiveOn, today) <= OLD_NEWS_DAYS
  return news ? 'effective' : null
}
