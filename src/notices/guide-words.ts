/** The words of a guide, the same on every chat platform, in the terminal and on the web: mark, heading, sentence, for-you line, proof. */

import { daysBetween, earliestDay } from '../core/calendar-date.ts'
import { plain, type RichText } from '../core/notice.ts'
import type { AskedAccount, Control, Default, Evidence, Jurisdiction, Question } from '../core/service.ts'
import { decidersOf } from '../guides/regions.ts'
import { firstControl, newest, type PracticeStatus, type ServiceStatus } from '../guides/status.ts'
import { dateInWords } from './dates.ts'
import type { Messages } from './messages.ts'

/** Text characters, not emoji, and always followed by words. */
export const MARKS: Readonly<Record<Default, string>> = { always: '■', on: '●', off: '○', never: '✓', unknown: '?' }

/** Who is reading: what they asked for, whether they are the admin, and where their region came from. */
export interface Reader {
  readonly question: Question
  readonly admin: boolean
  readonly regionFrom: 'asked' | 'saved' | 'language' | 'default'
}

/** The control a person would use first. */
export const mainControl = (status: PracticeStatus): Control | undefined => firstControl(status.controls)

/** True when only an admin can change it. */
export const needsAdmin = (control: Control | undefined) => control !== undefined && (control.kind === 'admin' || control.who === 'admin')

/** "LinkedIn: AI training is on by default", without the mark. */
export function headingWords(status: ServiceStatus, reader: Reader, messages: Messages): string {
  const { headline, service } = status
  const name = service.name
  if (headline.default === 'on' && needsAdmin(mainControl(headline)) && !reader.admin) return messages.text('heading.on.admin', { name })
  return messages.text(`heading.${headline.default}`, { name })
}

/** What is used, as this rule says it, else as the practice does: "your profile and posts". */
export const usesOf = ({ rule, practice }: PracticeStatus): string => rule?.uses ?? practice.uses

/** The heading over a way out: "Turn it off", "Object with a form", "Delete your recordings". */
export function sectionWords(control: Control, practice: PracticeStatus, reader: Pick<Reader, 'admin'>, messages: Messages): string {
  if (practice.default === 'off') return messages.text('section.optin')
  if (needsAdmin(control)) return messages.text(reader.admin ? 'section.youadmin' : 'section.askadmin')
  if (control.kind === 'none' || control.kind === 'admin') return messages.text('section.instead')
  return messages.text(`section.${control.kind}`, { uses: usesOf(practice) })
}

/** The sentence under the heading: what happens, and who can change it. */
export function sentenceWords(status: ServiceStatus, practice: PracticeStatus, reader: Reader, messages: Messages): RichText {
  const { name } = status.service
  const uses = usesOf(practice)
  const third = practice.practice.thirdParty
  const byAdmin = needsAdmin(mainControl(practice))
  const asAdmin = reader.admin && practice.practice.usesForAdmin !== undefined
  const claim = asAdmin
    ? messages.text('claim.admin', { name, uses: practice.practice.usesForAdmin ?? uses })
    : third === undefined
      ? messages.text('claim.own', { name, uses })
      : messages.text('claim.third', { name, uses, third })
  switch (practice.default) {
    case 'always':
      return messages.rich(`sentence.always.${weighing(practice)}`, { claim, uses })
    case 'on':
      return messages.rich(
        byAdmin
          ? reader.admin
            ? 'sentence.on.youadmin'
            : 'sentence.on.admin'
          : mainControl(practice)?.who === 'parent'
            ? 'sentence.on.parent'
            : `sentence.on.${mainControl(practice)?.kind ?? 'none'}`,
        { claim, uses },
      )
    case 'off':
      return messages.rich(byAdmin ? (reader.admin ? 'sentence.off.youadmin' : 'sentence.off.admin') : 'sentence.off', { claim })
    case 'never':
      return third === undefined
        ? messages.rich('sentence.never', { name, uses })
        : messages.rich('sentence.never.third', { name, uses, third })
    case 'unknown':
      return messages.rich('sentence.unknown', { name, uses })
  }
}

function weighing(practice: PracticeStatus): 'object' | 'delete' | 'none' {
  const kinds = new Set(practice.controls.map((control) => control.kind))
  if (kinds.has('form') || kinds.has('email')) return 'object'
  return kinds.has('delete') ? 'delete' : 'none'
}

/** Lines after the sentence that narrow it down: per plan, on paid, what comes next, what is missing. */
export function narrowingLines(practice: PracticeStatus, reader: Reader, messages: Messages): readonly RichText[] {
  const lines: RichText[] = []
  for (const { plans, default: value } of practice.byPlan) {
    lines.push(
      messages.rich('plans.line', {
        plans: plans.length === 0 ? messages.text('plans.other') : messages.list(plans),
        label: lowerLabel(value, messages),
      }),
    )
  }
  if (practice.onPaid !== null) lines.push(messages.rich('paid.line', { label: lowerLabel(practice.onPaid, messages) }))
  if (practice.next !== null) {
    const days = daysBetween(reader.question.on, practice.next.on)
    lines.push(
      messages.rich('next.line', {
        date: dateInWords(practice.next.on, messages),
        days,
        label: lowerLabel(practice.next.default, messages),
      }),
    )
  }
  if (practice.default === 'unknown' && practice.rule?.note !== undefined)
    lines.push(messages.rich('unknown.note', { note: practice.rule.note }))
  const deciders = practice.default === 'unknown' ? decidersOf(practice.practice, reader.question) : []
  if (deciders.length > 0)
    lines.push(
      messages.rich('unknown.decides', { deciders: messages.list(deciders.map((each) => messages.text(`unknown.decides.${each}`))) }),
    )
  return lines
}

/** The rule's own note where the answer is known; what is missing is said by {@link narrowingLines}. */
export const noteWords = ({ default: value, rule }: PracticeStatus): string | null => (value === 'unknown' ? null : (rule?.note ?? null))

export const lowerLabel = (value: Default, messages: Messages) => messages.text(`label.lower.${value}`)

/** "For you: Germany, personal account, in a browser, 22 November 2026. Since 3 November 2025." */
export function forYouLine(status: ServiceStatus, reader: Reader, messages: Messages, shared: boolean): RichText {
  const { region, account, device, on } = reader.question
  const values = { account: accountWords(account, messages), device: messages.text(`device.${device}`), date: dateInWords(on, messages) }
  const line = shared
    ? messages.text('foryou.shared', { ...values, place: messages.place(region) })
    : messages.text('foryou.line', { ...values, place: placeWords(region, reader.regionFrom, messages) })
  const since = sinceWords(status.headline, messages)
  return plain(since === '' ? line : `${line}. ${since}`)
}

const accountWords = (account: AskedAccount, messages: Messages) => messages.text(`account.${account}`)

function placeWords(region: Jurisdiction, from: Reader['regionFrom'], messages: Messages): string {
  const place = messages.place(region)
  if (from === 'language') return messages.text('foryou.guess.language', { place })
  return from === 'default' ? messages.text('foryou.guess.default', { place }) : place
}

/** "Since 3 November 2025.", "Since before 18 September 2024 (exact date not known).", or nothing. */
function sinceWords(practice: PracticeStatus, messages: Messages): string {
  const rule = practice.rule
  if (rule === null || practice.default === 'unknown') return ''
  if (rule.since !== undefined) return messages.text('since.day', { date: dateInWords(rule.since, messages) })
  if (rule.sinceBefore !== undefined) return messages.text('since.before', { date: dateInWords(rule.sinceBefore, messages) })
  return ''
}

/** The text that proves the headline: one with a quote, the service's own words before others', the newest first. */
export function bestEvidence(practice: PracticeStatus): Evidence | undefined {
  const own = ({ kind }: Evidence) => (OWN_WORDS.has(kind) ? 1 : 0)
  const quoted = (evidence: Evidence) => (evidence.quote === undefined ? 0 : 1)
  const day = (evidence: Evidence) => earliestDay(newest([evidence]) ?? '1970')
  return practice.evidence.toSorted((a, b) => quoted(b) - quoted(a) || own(b) - own(a) || daysBetween(day(a), day(b)))[0]
}

/** "21 August 2026", with the day of the copy when that says more; or only the copy's, when the text itself carries no date. */
export function evidenceDate({ dated, copied }: Evidence, messages: Messages): string {
  if (dated === undefined) return messages.text('proof.undated', { copied: dateInWords(copied ?? '', messages) })
  const date = dateInWords(dated, messages)
  if (copied === undefined || copied.length < dated.length || copied <= dated) return date
  return messages.text('proof.copied', { date, copied: dateInWords(copied, messages) })
}

/** "Known from reports, not from its own words.", where the service itself did not say it; else nothing. */
export function knownFrom(practice: PracticeStatus, messages: Messages): string | null {
  if (practice.default === 'unknown' || practice.evidence.length === 0) return null
  if (practice.evidence.some(({ kind }) => OWN_WORDS.has(kind))) return null
  return messages.text(practice.confidence === 'low' ? 'proof.reports' : 'proof.authority')
}

const OWN_WORDS: ReadonlySet<Evidence['kind']> = new Set(['policy', 'help', 'statement'])

/** "Last checked 22 August 2026. Steps confirmed October 2025.": when the policy was last read, and when the steps were last seen. */
export function checkedWords(status: ServiceStatus, stepsConfirmedOn: string | null, messages: Messages): string {
  const date = status.checkedOn === null ? '' : dateInWords(status.checkedOn, messages)
  const checked = {
    fresh: messages.text('proof.fresh', { date }),
    check: messages.text('proof.checked', { date }),
    stale: messages.text('proof.aging', { date }),
    unknown: '',
  }
  const year = status.checkedOn !== null && daysBetween(earliestDay(status.checkedOn), status.question.on) > 365
  const first = year && status.freshness === 'stale' ? messages.text('proof.stale') : checked[status.freshness]
  const steps = stepsConfirmedOn === null ? '' : messages.text('proof.steps', { date: dateInWords(stepsConfirmedOn, messages) })
  return [first, steps].filter((part) => part !== '').join(' ')
}
