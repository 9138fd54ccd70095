/** Changes as entries of feeds and calendars: one stable id, a title, a text and two dates each. */

import { createHash } from 'node:crypto'
import { addDays, earliestDay } from '../core/calendar-date.ts'
import type { Catalog } from '../core/catalog.ts'
import type { Change } from '../core/change.ts'
import { covers } from '../core/jurisdiction.ts'
import { wordsOf } from '../core/notice.ts'
import { type AskedAccount, type CalendarDate, DEFAULTS, type Evidence, type Jurisdiction } from '../core/service.ts'
import { changesBetween } from '../guides/changes.ts'
import { evidenceOf, newest } from '../guides/status.ts'
import { changeWords, holdsWords } from '../notices/change-words.ts'
import { MARKS } from '../notices/guide-words.ts'
import type { Messages } from '../notices/messages.ts'

export interface ChangeEntry {
  /** `urn:uuid:…`, the same for the same change for ever and at every address. */
  readonly id: string
  readonly change: Change
  /** "LinkedIn: on by default" */
  readonly title: string
  /** The sentence, without its mark. */
  readonly sentence: string
  /** Who it holds for. */
  readonly places: string
  /** A text that proves it, with a quote when there is one. */
  readonly evidence: Evidence | undefined
  readonly publishedOn: CalendarDate
  /** Later than `publishedOn` once an announced change has taken effect, because the sentence differs then. */
  readonly updatedOn: CalendarDate
}

/** True when the change holds for somebody in `region` with this kind of account; `null` asks about everybody. */
export function concerns(change: Change, region: Jurisdiction | null, account: AskedAccount | null): boolean {
  if (region !== null && !change.jurisdictions.some((place) => covers(place, region))) return false
  if (account === null || change.accounts === null) return true
  return account === 'personal' ? change.accounts.some((each) => each === 'free' || each === 'paid') : change.accounts.includes(account)
}

/** How far ahead announced changes are looked for; nothing is announced further ahead than that. */
const AHEAD_DAYS = 3650

/** Changes of the last `backDays` days and everything announced after, the latest effective day first. */
export function changesAround(catalog: Catalog, today: CalendarDate, backDays: number): readonly Change[] {
  return changesBetween(catalog, addDays(today, -backDays), addDays(today, AHEAD_DAYS)).toReversed()
}

/**
 * One change for each service, in the order they came: the first, or another of the same day that uses people's data more. Plans and
 * practices of one service often change together, and a short list should not tell one story three times.
 */
export function oneAService(changes: readonly Change[]): readonly Change[] {
  const chosen = new Map<string, Change>()
  for (const change of changes) {
    const { slug } = change.service
    const before = chosen.get(slug)
    const worse =
      before !== undefined && before.effectiveOn === change.effectiveOn && DEFAULTS.indexOf(change.after) < DEFAULTS.indexOf(before.after)
    if (before === undefined || worse) chosen.set(slug, change)
  }
  return [...chosen.values()]
}

/** The entry of one change as it reads on `today`. */
export function toEntry(change: Change, today: CalendarDate, messages: Messages): ChangeEntry {
  const words = changeWords(change, today, messages)
  const evidence = evidenceOf(change.service, change.rule.evidence)
  const publishedOn = publishedDay(change, evidence, today)
  return {
    id: `urn:uuid:${uuidOf(change.key)}`,
    change,
    title: `${change.service.name}: ${messages.text(`label.lower.${change.after}`)}`,
    sentence: wordsOf(words).replace(`${MARKS[change.after]} `, ''),
    places: holdsWords(change, messages),
    evidence: evidence.find((each) => each.quote !== undefined) ?? evidence[0],
    publishedOn,
    updatedOn: change.effectiveOn <= today && change.effectiveOn > publishedOn ? change.effectiveOn : publishedOn,
  }
}

/** The day it was announced, else the day it took effect, else (still to come) the day of the newest text behind it; never in the future. */
function publishedDay(change: Change, evidence: readonly Evidence[], today: CalendarDate): CalendarDate {
  const read = newest(evidence)
  const day = change.announcedOn ?? (change.effectiveOn <= today ? change.effectiveOn : read === null ? today : earliestDay(read))
  return day < today ? day : today
}

/** A name-based UUID (RFC 9562, version 8) of a change's key. */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b11) | 0b1000).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
