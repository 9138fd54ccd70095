/** What people type, read into values. Anything else is refused with an example of what works. */

import { isCalendarDate } from '../core/calendar-date.ts'
import type { Catalog } from '../core/catalog.ts'
import { parseJurisdiction } from '../core/jurisdiction.ts'
import { isLocalTime, parseTimeZone } from '../core/local-time.ts'
import { ASKED_ACCOUNTS, type AskedAccount, type CalendarDate, DEVICES, type Device, type Jurisdiction } from '../core/service.ts'
import { type DigestSchedule, SEVERITIES, type Severity } from '../core/subscription.ts'
import { fold, lookUp } from '../guides/lookup.ts'
import { Refusal } from './refusal.ts'

const SHOWN_CHARS_MAX = 60

/** What was typed, shortened for repeating back; control characters become spaces. */
export function shown(typed: string): string {
  const clean = typed.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim()
  return clean.length > SHOWN_CHARS_MAX ? `${clean.slice(0, SHOWN_CHARS_MAX).toWellFormed()}…` : clean
}

/** A country, US state or group, in English or in the person's language. */
export function parseRegion(typed: string, locale: string): Jurisdiction {
  const region = parseJurisdiction(typed, locale)
  if (region === null) throw new Refusal('error.region', { typed: shown(typed) })
  return region
}

const ACCOUNT_WORDS: ReadonlyMap<string, AskedAccount> = new Map([
  ...ASKED_ACCOUNTS.map((account) => [account, account] as const),
  ['private', 'personal'],
  ['pro', 'paid'],
  ['plus', 'paid'],
  ['premium', 'paid'],
  ['work', 'business'],
  ['company', 'business'],
  ['team', 'business'],
  ['school', 'education'],
  ['university', 'education'],
  ['developer', 'api'],
  ['child', 'minor'],
  ['teen', 'minor'],
])

export function parseAccount(typed: string): AskedAccount {
  const account = ACCOUNT_WORDS.get(fold(typed))
  if (account === undefined) throw new Refusal('error.account', { typed: shown(typed), list: ASKED_ACCOUNTS.join(', ') })
  return account
}

const DEVICE_WORDS: ReadonlyMap<string, Device> = new Map([
  ...DEVICES.map((device) => [device, device] as const),
  ['browser', 'web'],
  ['website', 'web'],
  ['iphone', 'ios'],
  ['ipad', 'ios'],
  ['mac', 'desktop'],
  ['windows', 'desktop'],
])

export function parseDevice(typed: string): Device {
  const device = DEVICE_WORDS.get(fold(typed))
  if (device === undefined) throw new Refusal('error.device', { typed: shown(typed), list: DEVICES.join(', ') })
  return device
}

export function parseDate(typed: string): CalendarDate {
  const text = typed.trim()
  if (!isCalendarDate(text) || text < '1990-01-01' || text > '2100-01-01') throw new Refusal('error.date', { typed: shown(typed) })
  return text
}

const DAYS_MAX = 3650

export function parseDays(typed: string): number {
  const days = Number(typed.trim())
  if (!/^\d{1,4}$/.test(typed.trim()) || days < 1 || days > DAYS_MAX) throw new Refusal('error.days', { typed: shown(typed) })
  return days
}

/** `9:00`, `09:00`, `9am`, `17.30` → `HH:MM`. */
export function parseTime(typed: string): string {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?$/i.exec(typed.trim())
  const [, hours = '', minutes = '00', half] = match ?? []
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  const time = `${String(hour).padStart(2, '0')}:${minutes}`
  const bare = half === undefined && match?.[2] === undefined
  if (match === null || bare || !isLocalTime(time) || (half !== undefined && (Number(hours) < 1 || Number(hours) > 12)))
    throw new Refusal('error.time', { typed: shown(typed) })
  return time
}

export function parseZone(typed: string): string {
  const zone = parseTimeZone(typed.trim())
  if (zone === null) throw new Refusal('error.zone', { typed: shown(typed) })
  return zone
}

const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** `day` → every day; a weekday's English name, its start (3 letters or more), or 1–7. */
export function parseWeekday(typed: string): DigestSchedule['weekday'] {
  const word = fold(typed)
  if (word === 'day' || word === 'daily' || word === 'everyday') return undefined
  const index = /^[1-7]$/.test(word) ? Number(word) - 1 : word.length < 3 ? -1 : DAY_NAMES.findIndex((name) => name.startsWith(word))
  if (index < 0) throw new Refusal('error.weekday', { typed: shown(typed) })
  return (index + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

export function parseSeverity(typed: string): Severity {
  const severity = SEVERITIES.find((each) => each === fold(typed))
  if (severity === undefined) throw new Refusal('error.severity', { typed: shown(typed), list: SEVERITIES.join(', ') })
  return severity
}

/** A bare flag (empty text) counts as yes. */
export function parseYesNo(typed: string): boolean {
  const word = fold(typed)
  if (word === '' || word === 'yes' || word === 'true' || word === 'y' || word === 'on') return true
  if (word === 'no' || word === 'false' || word === 'n' || word === 'off') return false
  throw new Refusal('error.yesno', { typed: shown(typed) })
}

/** Names separated by commas; `all` means all (`null`). */
export function parseServices(typed: string, catalog: Catalog): readonly string[] | null {
  if (fold(typed) === 'all') return null
  const slugs = typed
    .split(',')
    .filter((name) => name.trim() !== '')
    .map((name) => {
      const found = lookUp(catalog, name)
      if (found.kind !== 'found') throw new Refusal('error.services', { typed: shown(name) })
      return found.service.slug
    })
  return slugs.length === 0 ? null : [...new Set(slugs)]
}
