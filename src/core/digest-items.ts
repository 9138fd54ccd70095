/** Which changes one run of a digest tells: each at most at three moments, and never twice at the same one. */

import { addDays } from './calendar-date.ts'
import type { Change } from './change.ts'
import { covers } from './jurisdiction.ts'
import type { CalendarDate } from './service.ts'
import { type DigestSettings, SEVERITIES } from './subscription.ts'

/** The days on which a change is told: when it is announced, again shortly before it takes effect, and when it does. */
export const AHEAD_DAYS = 3

/** Changes to tell for the window (`after`, `upTo`], once each, in the order they take effect. */
export function digestItems(
  changes: readonly Change[],
  filter: Pick<DigestSettings, 'services' | 'minSeverity' | 'region'>,
  window: { readonly after: CalendarDate; readonly upTo: CalendarDate },
): readonly Change[] {
  const told = changes.filter(
    (change) => matches(change, filter) && momentsOf(change).some((moment) => moment > window.after && moment <= window.upTo),
  )
  return told.toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : a.key < b.key ? -1 : 1))
}

/** The days a change is told on, ascending and distinct. */
export function momentsOf(change: Change): readonly CalendarDate[] {
  const { announcedOn, effectiveOn } = change
  if (announcedOn === null || announcedOn >= effectiveOn) return [effectiveOn]
  const ahead = addDays(effectiveOn, -AHEAD_DAYS)
  return ahead > announcedOn ? [announcedOn, ahead, effectiveOn] : [announcedOn, effectiveOn]
}

function matches(change: Change, filter: Pick<DigestSettings, 'services' | 'minSeverity' | 'region'>): boolean {
  if (filter.services !== null && !filter.services.includes(change.service.slug)) return false
  if (SEVERITIES.indexOf(change.severity) < SEVERITIES.indexOf(filter.minSeverity)) return false
  return change.jurisdictions.some((place) => covers(place, filter.region) || covers(filter.region, place))
}
