/** A change: two statuses of one practice that differ for somebody, between one day and the next. */

import type { Account, CalendarDate, Default, Jurisdiction, Practice, Rule, Service } from './service.ts'
import type { Severity } from './subscription.ts'

export const CHANGE_KINDS = [
  'new-use',
  'widened-use',
  'narrowed-use',
  'default-flip-on',
  'default-flip-off',
  'optout-added',
  'optout-removed',
  'region-extended',
  'region-exempted',
  'third-party-training',
  'clarification',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** For the person: more use or less control is `worse`. */
export type Direction = 'worse' | 'better' | 'neutral'

export interface Change {
  /** Stable across restarts and releases while the rules behind it stay the same; ≤ 120 characters. */
  readonly key: string
  readonly service: Service
  readonly practice: Practice
  /** First day of the new status. */
  readonly effectiveOn: CalendarDate
  /** When the service said so, if known. */
  readonly announcedOn: CalendarDate | null
  readonly before: Default
  readonly after: Default
  /** The most telling kind first. */
  readonly kinds: readonly ChangeKind[]
  readonly direction: Direction
  /** `action`: someone may want to act; `notice`: worth knowing; `all`: small print. */
  readonly severity: Severity
  /** Who it holds for: widest codes that say it exactly. */
  readonly jurisdictions: readonly Jurisdiction[]
  /** Accounts it holds for; `null` means all. */
  readonly accounts: readonly Account[] | null
  readonly plans: readonly string[] | null
  /** The rule that starts. */
  readonly rule: Rule
  /** Set when operators announced it from what a feed saw: no guide says it yet, and these words are what people read. */
  readonly announced?: Announced | undefined
}

export interface Announced {
  /** One sentence, plain text. */
  readonly sentence: string
  /** The day is the text's own; false: it is only the day it was announced. */
  readonly isDated: boolean
  /** The new words of the document, verbatim; `null` when words were taken out. */
  readonly quote: string | null
}
