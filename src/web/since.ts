/** Dates as they stand in tables: short, as exact as their source, never shifted to a time zone. */

import type { PartialDate } from '../core/service.ts'
import type { PracticeStatus } from '../guides/status.ts'
import { dateInWords } from '../notices/dates.ts'
import type { Messages } from '../notices/messages.ts'

/** Since when the practice's answer holds: "3 November 2025", "Before 18 September 2024", "Not known". */
export function sinceOf(practice: PracticeStatus, messages: Messages): string {
  const { rule } = practice
  if (rule === null || practice.default === 'unknown') return 'Not known'
  if (rule.since !== undefined) return dateInWords(rule.since, messages)
  return rule.sinceBefore === undefined ? 'Not known' : `Before ${dateInWords(rule.sinceBefore, messages)}`
}

/** "21 Sep 2026": the month's first three letters, because English abbreviations differ in length. */
export function shortDate(date: PartialDate, messages: Messages): string {
  return dateInWords(date, messages).replace(/\p{L}{4,}/u, (month) => month.slice(0, 3))
}
