/** One change in one sentence and one action, the mark of the state after it first. */

import type { Announced, Change } from '../core/change.ts'
import { covers } from '../core/jurisdiction.ts'
import { plain, type RichText } from '../core/notice.ts'
import type { CalendarDate } from '../core/service.ts'
import { controlAfter } from '../guides/changes.ts'
import { dateInWords } from './dates.ts'
import { MARKS, needsAdmin } from './guide-words.ts'
import type { Messages } from './messages.ts'

/**
 * "● **Atlassian** will use page text to train AI from **17 August 2026**, on Free plans. An admin can turn it off." `others` are changes that
 * read the same for other services of the owner; their names join the first.
 */
export function changeWords(change: Change, today: CalendarDate, messages: Messages, others: readonly Change[] = []): RichText {
  if (change.announced !== undefined) return announcedWords(change, change.announced, today, messages)
  const when = change.effectiveOn > today ? 'future' : 'past'
  const names = [change, ...others].map(({ service }) => service.name)
  const uses = change.rule.uses ?? change.practice.uses
  const values = {
    name: messages.list(names),
    count: names.length,
    uses,
    third: change.practice.thirdParty ?? '',
    date: dateInWords(change.effectiveOn, messages),
    plans: change.plans === null ? '' : messages.text('change.plans', { plans: messages.list(change.plans) }),
    ending: messages.text(`change.ending.${endingOf(change)}`, { uses }),
  }
  return [{ kind: 'text', text: `${MARKS[change.after]} ` }, ...messages.rich(`change.${when}.${shapeOf(change)}`, values)]
}

/** The operators' own sentence, and the day when the text names one. */
function announcedWords(change: Change, { sentence, isDated }: Announced, today: CalendarDate, messages: Messages): RichText {
  const said = plain(sentence)
  if (!isDated) return said
  const key = change.effectiveOn > today ? 'change.announced.from' : 'change.announced.since'
  return [...said, ...plain(' '), ...messages.rich(key, { date: dateInWords(change.effectiveOn, messages) })]
}

function shapeOf(change: Change): 'used' | 'shared' | 'spared' | 'offered' | 'never' | 'unknown' | 'optoutremoved' | 'optoutadded' {
  if (change.kinds.includes('optout-removed')) return 'optoutremoved'
  if (change.kinds.includes('optout-added')) return 'optoutadded'
  if (change.after === 'unknown') return 'unknown'
  if (change.after === 'on' || change.after === 'always') return change.practice.thirdParty === undefined ? 'used' : 'shared'
  if (change.before === 'on' || change.before === 'always') return 'spared'
  return change.after === 'off' ? 'offered' : 'never'
}

function endingOf(change: Change): 'toggle' | 'form' | 'email' | 'admin' | 'delete' | 'none' {
  const control = controlAfter(change)
  if (control === undefined) return 'none'
  return needsAdmin(control) ? 'admin' : control.kind
}

/** More account types than this are as good as all of them. */
const ACCOUNTS_NAMED_MAX = 3

/** "Holds for the EU and EEA, Switzerland and the UK.", with the account types when they are few; "Holds everywhere." when no place differs. */
export function holdsWords(change: Change, messages: Messages): string {
  const { jurisdictions, practice, accounts } = change
  if (change.announced !== undefined && jurisdictions.includes('world')) return ''
  const everywhere =
    jurisdictions.includes('world') &&
    practice.rules.every((rule) => rule.jurisdictions.every((place) => jurisdictions.some((each) => covers(each, place))))
  const named =
    accounts === null || accounts.length > ACCOUNTS_NAMED_MAX
      ? ''
      : messages.list(accounts.map((account) => messages.text(`account.${account}`)))
  const places = messages.list(jurisdictions.map((place) => messages.place(place)))
  if (everywhere)
    return named === '' ? messages.text('change.everywhere') : messages.text('change.everywhere.accounts', { accounts: named })
  return named === '' ? messages.text('change.places', { places }) : messages.text('change.places.accounts', { places, accounts: named })
}

/** The words of the source that carry it, verbatim; `null` when there are none. */
export function quoteOf({ announced, service, rule }: Change): string | null {
  if (announced !== undefined) return announced.quote
  return service.evidence.find((each) => rule.evidence.includes(each.id) && each.quote !== undefined)?.quote ?? null
}
