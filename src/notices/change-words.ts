/** One change in one sentence and one action, the mark of the state after it first. */

import type { Change } from '../core/change.ts'
import { covers } from '../core/jurisdiction.ts'
import type { RichText } from '../core/notice.ts'
import type { CalendarDate, Control, Jurisdiction } from '../core/service.ts'
import { inForce } from '../guides/status.ts'
import { dateInWords } from './dates.ts'
import { MARKS, needsAdmin } from './guide-words.ts'
import type { Messages } from './messages.ts'

/** "● **Atlassian** will use page text to train AI from **17 August 2026**, on Free plans. An admin can turn it off." */
export function changeWords(change: Change, today: CalendarDate, messages: Messages): RichText {
  const when = change.effectiveOn > today ? 'future' : 'past'
  const values = {
    name: change.service.name,
    uses: change.rule.uses ?? change.practice.uses,
    date: dateInWords(change.effectiveOn, messages),
    plans: change.plans === null ? '' : messages.text('change.plans', { plans: messages.list(change.plans) }),
    ending: messages.text(`change.ending.${endingOf(change)}`),
  }
  return [{ kind: 'text', text: `${MARKS[change.after]} ` }, ...messages.rich(`change.${when}.${shapeOf(change)}`, values)]
}

function shapeOf(change: Change): 'used' | 'spared' | 'never' | 'unknown' | 'optoutremoved' | 'optoutadded' {
  if (change.kinds.includes('optout-removed')) return 'optoutremoved'
  if (change.kinds.includes('optout-added')) return 'optoutadded'
  if (change.after === 'unknown') return 'unknown'
  if (change.after === 'on' || change.after === 'always') return 'used'
  return change.before === 'on' || change.before === 'always' ? 'spared' : 'never'
}

function endingOf(change: Change): 'toggle' | 'form' | 'email' | 'admin' | 'delete' | 'none' {
  const control = controlAfter(change)
  if (control === undefined) return 'none'
  return needsAdmin(control) ? 'admin' : control.kind
}

const ORDER = ['toggle', 'form', 'email', 'admin', 'delete', 'none']

/** The first control that exists for those the change holds for, on the day it takes effect. */
function controlAfter(change: Change): Control | undefined {
  const reaches = (places: readonly Jurisdiction[] | undefined) =>
    places === undefined || change.jurisdictions.some((place) => places.some((each) => covers(each, place)))
  const forThem = change.practice.controls.filter(
    (control) =>
      inForce(control, change.effectiveOn) &&
      reaches(control.jurisdictions) &&
      (control.accounts === undefined ||
        change.accounts === null ||
        control.accounts.some((account) => change.accounts?.includes(account))),
  )
  return forThem.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))[0]
}

/** "the EU and EEA, Switzerland and the UK" */
export function placesWords(change: Change, messages: Messages): string {
  return messages.list(change.jurisdictions.map((place) => messages.place(place)))
}
