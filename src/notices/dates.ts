/** Policy dates in words. They are calendar dates: never shifted to a reader's zone, never `03/11/25`. */

import type { PartialDate } from '../core/service.ts'
import { intlTag, type Messages } from './messages.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${Object.keys(options).join()}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(intlTag(locale), { ...options, timeZone: 'UTC' })
    formats.set(key, format)
  }
  return format
}

const at = (date: string) => new Date(`${date}T00:00:00Z`)

/** Guides name the same few hundred days over and over. */
const known = new Map<string, string>()
const KNOWN_MAX = 2_000

/** "3 November 2025", "November 2025" or "2025": as exact as the date itself. */
export function dateInWords(date: PartialDate, messages: Messages): string {
  if (date.length === 4) return date
  const key = `${messages.locale} ${date}`
  let words = known.get(key)
  if (words === undefined) {
    words =
      date.length === 7
        ? formatOf(messages.locale, { month: 'long', year: 'numeric' }).format(at(`${date}-01`))
        : formatOf(messages.locale, { day: 'numeric', month: 'long', year: 'numeric' }).format(at(date))
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(key, words)
  }
  return words
}

/** "Monday 17 August 2026". */
export function dayInWords(date: PartialDate, messages: Messages): string {
  return formatOf(messages.locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at(date))
}
