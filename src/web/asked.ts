/** What a reader asked for in the address: read kindly, and always answered; what could not be read is said in words. */

import { isCalendarDate } from '../core/calendar-date.ts'
import { parseJurisdiction } from '../core/jurisdiction.ts'
import { regionOfLanguage } from '../core/region-of-language.ts'
import {
  ASKED_ACCOUNTS,
  type AskedAccount,
  type CalendarDate,
  DEVICES,
  type Device,
  type Jurisdiction,
  type Question,
} from '../core/service.ts'
import type { Messages } from '../notices/messages.ts'

export interface Asked {
  readonly question: Question
  readonly regionFrom: 'asked' | 'language' | 'default'
  /** True when the address names a day. */
  readonly dated: boolean
  /** One sentence for each value that could not be read. */
  readonly problems: readonly string[]
  /** `path` with everything that was asked, with `changes` made to it; `null` takes a value out. */
  link(path: string, changes?: Readonly<Record<string, string | null>>): string
}

export interface AskedOptions {
  /** Reads one query value. */
  readonly query: (name: string) => string | undefined
  /** The reader's languages as the browser sends them (`Accept-Language`). */
  readonly languages: string | undefined
  readonly region: Jurisdiction
  readonly today: CalendarDate
  readonly messages: Messages
}

/** Nothing people type here is longer; the rest is not looked at. */
const TYPED_CHARS_MAX = 60

/**
 * Reads `region`, `account`, `device` and `on`. Absent and empty values mean the defaults: personal, web, today, and as region a guess from
 * the browser's first language, else the operator's.
 */
export function readAsked({ query, languages, region, today, messages }: AskedOptions): Asked {
  const problems: string[] = []
  const kept = new Map<string, string>()
  const read = <T extends string>(name: string, parse: (text: string) => T | null, problem: (typed: string) => string): T | null => {
    const typed = (query(name) ?? '').trim().slice(0, TYPED_CHARS_MAX)
    if (typed === '') return null
    const value = parse(typed)
    if (value === null) problems.push(problem(typed))
    else kept.set(name, value)
    return value
  }
  const oneOf =
    <T extends string>(values: readonly T[]) =>
    (typed: string) =>
      values.find((value) => value === typed.toLowerCase()) ?? null

  const askedRegion = read(
    'region',
    (typed) => parseJurisdiction(typed),
    (typed) => messages.text('error.region', { typed }),
  )
  const account = read<AskedAccount>('account', oneOf(ASKED_ACCOUNTS), (typed) =>
    messages.text('error.account', { typed, list: ASKED_ACCOUNTS.join(', ') }),
  )
  const device = read<Device>('device', oneOf(DEVICES), (typed) => messages.text('error.device', { typed, list: DEVICES.join(', ') }))
  const on = read<CalendarDate>(
    'on',
    (typed) => (isCalendarDate(typed) ? typed : null),
    (typed) => messages.text('error.date', { typed }),
  )

  const guess = regionOfLanguage(languages?.split(/[,;]/)[0]?.trim() || null)

  return {
    question: { region: askedRegion ?? guess ?? region, account: account ?? 'personal', device: device ?? 'web', on: on ?? today },
    regionFrom: askedRegion !== null ? 'asked' : guess !== null ? 'language' : 'default',
    dated: on !== null,
    problems,
    link: (path, changes = {}) => {
      const values = new Map(kept)
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') values.delete(name)
        else values.set(name, value)
      }
      if (values.get('account') === 'personal') values.delete('account')
      if (values.get('device') === 'web') values.delete('device')
      const text = new URLSearchParams([...values]).toString()
      const [before = path, anchor] = path.split('#')
      return `${before}${text === '' ? '' : `?${text}`}${anchor === undefined ? '' : `#${anchor}`}`
    },
  }
}
