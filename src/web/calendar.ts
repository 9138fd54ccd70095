/** The days on which changes take effect, as a calendar people can subscribe to (RFC 5545). */

import ical, { ICalEventTransparency } from 'ical-generator'
import type { ChangeEntry } from './change-entries.ts'
import { guideAddress } from './feeds.ts'

export interface CalendarSource {
  readonly base: string
  readonly name: string
  readonly entries: readonly ChangeEntry[]
}

/** Asking again more often than this brings nothing new, calendar programs are told. */
const REFRESH_SECONDS = 6 * 3600

/** The calendar file: whole days that block nobody's time, with the same UID for the same change for ever. */
export function calendarFile({ base, name, entries }: CalendarSource): string {
  const calendar = ical({
    name,
    prodId: { company: 'Optout', product: 'Changes to AI training', language: 'EN' },
    ttl: REFRESH_SECONDS,
    url: `${base}/calendar.ics`,
    events: entries.map((entry) => ({
      id: `${entry.id.replace('urn:uuid:', '')}@optout`,
      start: midnight(entry.change.effectiveOn),
      allDay: true,
      stamp: midnight(entry.updatedOn),
      summary: entry.title,
      description: [
        entry.sentence,
        entry.places,
        entry.evidence?.quote === undefined ? '' : `“${entry.evidence.quote}”`,
        guideAddress(base, entry),
      ]
        .filter((line) => line !== '')
        .join('\n\n'),
      url: guideAddress(base, entry),
      transparency: ICalEventTransparency.TRANSPARENT,
    })),
  })
  return calendar.toString()
}

const midnight = (day: string) => new Date(`${day}T00:00:00Z`)
