/** Reads when somebody wants to be reminded: "in 2 weeks", "next monday 9:00", "3 December 14:00", "2026-12-03 09:00". English words, pure. */

import { Temporal } from 'temporal-polyfill'
import { addDays, isCalendarDate } from './calendar-date.ts'
import { instantAt, isLocalTime, localDateOf, parseTimeZone } from './local-time.ts'
import type { CalendarDate } from './service.ts'

export type When =
  /** `dueAt` in epoch milliseconds; `zone` is the one its local time is meant in. */
  | { readonly kind: 'at'; readonly dueAt: number; readonly zone: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'zone'; readonly typed: string }
  /** It was, on this local date. */
  | { readonly kind: 'past'; readonly on: CalendarDate }
  /** Less than a minute away. */
  | { readonly kind: 'soon' }
  /** More than two years away. */
  | { readonly kind: 'far' }

/** The time of day meant by a day without one. */
export const DEFAULT_TIME = '09:00'

const AHEAD_MIN_MS = 60_000
const YEARS_MAX = 2
const TEXT_CHARS_MAX = 80

/** Reads `typed` as people in `zone` mean it at `now` (epoch milliseconds). A zone at its end ("9:00 Europe/Berlin") replaces `zone`. */
export function parseWhen(typed: string, at: { readonly now: number; readonly zone: string }): When {
  const { text, zoneTyped } = splitZone(typed)
  const zone = zoneTyped === null ? at.zone : parseTimeZone(zoneTyped)
  if (zone === null) return { kind: 'zone', typed: zoneTyped ?? '' }
  const wish = readWish(text)
  if (wish === null) return { kind: 'unreadable' }
  const today = localDateOf(at.now, zone)
  const dueAt = wish.kind === 'elapsed' ? at.now + wish.ms : dueOn(wish, { ...at, zone, today })
  if (dueAt === null) return { kind: 'unreadable' }
  if (dueAt < at.now) return { kind: 'past', on: localDateOf(dueAt, zone) }
  if (dueAt < at.now + AHEAD_MIN_MS) return { kind: 'soon' }
  const last = Temporal.PlainDate.from(today).add({ years: YEARS_MAX }).toString()
  return localDateOf(dueAt, zone) > last ? { kind: 'far' } : { kind: 'at', dueAt, zone }
}

/** True when `typed` has the form of a time, whether or not there is such a day. */
export function readsAsWhen(typed: string): boolean {
  return readWish(splitZone(typed).text) !== null
}

type Wish = { readonly kind: 'elapsed'; readonly ms: number } | { readonly kind: 'day'; readonly day: Day; readonly time: string | null }

type Day =
  | { readonly kind: 'any' }
  | { readonly kind: 'after'; readonly unit: 'days' | 'weeks' | 'months' | 'years'; readonly count: number }
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'date'; readonly year: number | null; readonly month: number; readonly day: number }

function splitZone(typed: string): { readonly text: string; readonly zoneTyped: string | null } {
  const line = typed.normalize('NFKC').trim().replace(/\s+/gu, ' ')
  const match = /^(.*\S) \(?([A-Za-z_]+\/[A-Za-z0-9_+/-]+|utc)\)?$/i.exec(line)
  return match === null ? { text: line, zoneTyped: null } : { text: match[1] ?? '', zoneTyped: match[2] ?? '' }
}

function readWish(typed: string): Wish | null {
  if (typed.length > TEXT_CHARS_MAX) return null
  const text = typed
    .toLowerCase()
    .replace(/(\d)t(?=\d{2}:\d{2})/, '$1 ')
    .replace(/,/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const elapsed = readElapsed(text)
  if (elapsed !== null) return { kind: 'elapsed', ms: elapsed }
  const { rest, time } = splitTime(text)
  if (time === 'wrong') return null
  const words = rest.replace(/^on /, '')
  if (words === '') return time === null ? null : { kind: 'day', day: { kind: 'any' }, time }
  const day = readDay(words)
  return day === null ? null : { kind: 'day', day, time }
}

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

function countOf(word: string): number {
  if (word === 'a' || word === 'an') return 1
  const spelt = NUMBER_WORDS.indexOf(word)
  return spelt >= 0 ? spelt : Number(word)
}

const COUNT = `(an?|\\d{1,5}|${NUMBER_WORDS.join('|')})`

/** "in 30 minutes", "in 2 hours": by the clock that runs, whatever the one on the wall does. */
function readElapsed(text: string): number | null {
  const match = new RegExp(`^in ${COUNT} (minutes?|mins?|hours?|hrs?|h)$`).exec(text)
  if (match === null) return null
  const [, count = '', unit = ''] = match
  return countOf(count) * (unit.startsWith('m') ? 60_000 : 3_600_000)
}

/** Takes a time off the end. */
function splitTime(text: string): { readonly rest: string; readonly time: string | null } {
  const match = /(?:^| )(?:at )?(?:(\d{1,2})[:.](\d{2}) ?(am|pm)?|(\d{1,2}) ?(am|pm)|(noon))$/.exec(text)
  if (match === null) return { rest: text, time: null }
  const rest = text.slice(0, match.index)
  const [, clock, minutes = '00', clockHalf, bare, bareHalf, noon] = match
  if (noon !== undefined) return { rest, time: '12:00' }
  const half = clockHalf ?? bareHalf
  const typed = Number(clock ?? bare)
  if (half !== undefined && (typed < 1 || typed > 12)) return { rest, time: 'wrong' }
  const hour = half === undefined ? typed : (typed % 12) + (half === 'pm' ? 12 : 0)
  const time = `${String(hour).padStart(2, '0')}:${minutes}`
  return { rest, time: isLocalTime(time) ? time : 'wrong' }
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

function readDay(words: string): Day | null {
  if (words === 'today') return { kind: 'after', unit: 'days', count: 0 }
  if (words === 'tomorrow') return { kind: 'after', unit: 'days', count: 1 }
  if (/^(the )?day after tomorrow$/.test(words)) return { kind: 'after', unit: 'days', count: 2 }
  const span = new RegExp(`^in ${COUNT} (day|week|month|year)s?$`).exec(words) ?? /^(next) (week|month|year)$/.exec(words)
  if (span !== null) {
    const [, count = '', unit = ''] = span
    return { kind: 'after', unit: `${unit}s` as 'days', count: count === 'next' ? 1 : countOf(count) }
  }
  const weekday = startingWith(WEEKDAYS, /^(?:next |this )?([a-z]{3,})$/.exec(words)?.[1])
  if (weekday !== null) return { kind: 'weekday', weekday }
  return readDate(words)
}

function readDate(words: string): Day | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(words)
  if (iso !== null) return { kind: 'date', year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const dayFirst = /^(?:the )?(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3,})\.?(?: (\d{4}))?$/.exec(words)
  const monthFirst = /^([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(words)
  const [day, name, year] = dayFirst === null ? [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]] : dayFirst.slice(1)
  const month = startingWith(MONTHS, name)
  if (month === null || day === undefined) return null
  return { kind: 'date', year: year === undefined ? null : Number(year), month, day: Number(day) }
}

/** The place, from 1, of the one name that begins so. */
function startingWith(names: readonly string[], typed: string | undefined): number | null {
  if (typed === undefined) return null
  const index = names.findIndex((name) => name.startsWith(typed))
  return index < 0 ? null : index + 1
}

interface Moment {
  readonly now: number
  readonly zone: string
  readonly today: CalendarDate
}

/** The instant meant, or `null` when there is no such day. */
function dueOn({ day, time }: Extract<Wish, { kind: 'day' }>, { now, zone, today }: Moment): number | null {
  const local = time ?? DEFAULT_TIME
  switch (day.kind) {
    case 'any': {
      const first = instantAt(today, local, zone)
      return first >= now + AHEAD_MIN_MS ? first : instantAt(addDays(today, 1), local, zone)
    }
    case 'after':
      // Anything further is beyond two years, and beyond what a calendar date can count.
      return instantAt(
        Temporal.PlainDate.from(today)
          .add({ [day.unit]: Math.min(day.count, 1_000) })
          .toString(),
        local,
        zone,
      )
    case 'weekday': {
      const { dayOfWeek } = Temporal.PlainDate.from(today)
      return instantAt(addDays(today, ((day.weekday - dayOfWeek + 6) % 7) + 1), local, zone)
    }
    case 'date':
      return onDate(day, local, { now, zone, today })
  }
}

/** A day without a year is the next one. */
function onDate({ year, month, day }: Extract<Day, { kind: 'date' }>, local: string, { now, zone, today }: Moment): number | null {
  const thisYear = Number(today.slice(0, 4))
  for (const candidate of year === null ? [thisYear, thisYear + 1] : [year]) {
    const date = `${String(candidate).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    if (!isCalendarDate(date)) continue
    const dueAt = instantAt(date, local, zone)
    if (year !== null || dueAt >= now) return dueAt
  }
  return null
}
