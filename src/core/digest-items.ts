/** Which changes one run of a digest tells: each at most at three moments, and never twice at the same one. */

import { addDays, daysBetween } from './calendar-date.ts'
import type { Change } from './change.ts'
import { covers } from './jurisdiction.ts'
import type { CalendarDate } from './service.ts'
import { type DigestSettings, SEVERITIES } from './subscription.ts'

/** How long before it takes effect a change is told again. */
const AHEAD_DAYS = 3
/** A weekly digest looks a week ahead, or whatever starts between Friday and Sunday would come without warning. */
const AHEAD_DAYS_WEEKLY = 7
/** A change that took effect longer ago than this when we learned of it is history, not news. */
export const OLD_NEWS_DAYS = 30

/**
 * Changes to tell for the window (`after`, `upTo`], once each, in the order they take effect. `knownFrom` gives the first day a change that
 * was learned while running can be told, and `null` for one that was known all along.
 */
export function digestItems(
  changes: readonly Change[],
  filter: Pick<DigestSettings, 'services' | 'minSeverity' | 'region'> & Partial<Pick<DigestSettings, 'schedule'>>,
  window: { readonly after: CalendarDate; readonly upTo: CalendarDate; readonly knownFrom?: (change: Change) => CalendarDate | null },
): readonly Change[] {
  const aheadDays = filter.schedule?.weekday === undefined ? AHEAD_DAYS : AHEAD_DAYS_WEEKLY
  const told = changes.filter(
    (change) =>
      matches(change, filter) &&
      momentsOf(change, { aheadDays, knownFrom: window.knownFrom?.(change) ?? null }).some(
        (day) => day > window.after && day <= window.upTo,
      ),
  )
  return told.toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : a.key < b.key ? -1 : 1))
}

/**
 * The days a change is told on, ascending and distinct: when it is announced, again `aheadDays` before it takes effect, and when it does.
 * What was learned after the day it should have been told is told on the first day it can be (`knownFrom`).
 */
export function momentsOf(
  change: Pick<Change, 'announcedOn' | 'effectiveOn'>,
  { aheadDays = AHEAD_DAYS, knownFrom = null }: { readonly aheadDays?: number; readonly knownFrom?: CalendarDate | null } = {},
): readonly CalendarDate[] {
  const { announcedOn, effectiveOn } = change
  if (knownFrom !== null && knownFrom > effectiveOn) return daysBetween(effectiveOn, knownFrom) <= OLD_NEWS_DAYS ? [knownFrom] : []
  const firstOn = announcedOn === null || (knownFrom !== null && knownFrom > announcedOn) ? knownFrom : announcedOn
  const ahead = addDays(effectiveOn, -aheadDays)
  const days = firstOn === null ? [ahead] : ahead > firstOn ? [firstOn, ahead] : [firstOn]
  return [...days.filter((day) => day < effectiveOn), effectiveOn]
}

function matches(change: Change, filter: Pick<DigestSettings, 'services' | 'minSeverity' | 'region'>): boolean {
  if (filter.services !== null && !filter.services.includes(change.service.slug)) return false
  if (SEVERITIES.indexOf(change.severity) < SEVERITIES.indexOf(filter.minSeverity)) return false
  return holdsFor(change, filter.region)
}

/** True when a change concerns somebody in this region, or somebody anywhere inside it. */
export function holdsFor(change: Pick<Change, 'jurisdictions'>, region: DigestSettings['region']): boolean {
  return change.jurisdictions.some((place) => covers(place, region) || covers(region, place))
}
