/** The day a new text itself says it takes effect. A day that only says when the page was edited is not one. */

import type { CalendarDate } from '../../core/service.ts'
import { daysIn } from './calendar-words.ts'
import type { Side } from './diff.ts'
import type { Sentence } from './segment.ts'

/** Words before a day that make it the day of effect. */
const BEFORE =
  /(?:\beffective\b(?: date)?(?: of [^.;]{0,60}?)?(?: (?:as of|from|on|is|starting|since|beginning|date))*|\b(?:takes?|taking|took|come|comes|coming|goes?|go|went|enters?|entered) (?:\w+ )?(?:in|into|to)? ?(?:effect|force)(?: (?:on|from|as of|starting))?|\bin (?:force|effect)(?: (?:as of|from|since|on|as from))?|\bbecomes? (?:effective|applicable)(?: (?:on|from|as of))?|\bappl(?:y|ies|icable) (?:from|as of|as from|starting|beginning)|\bvalid (?:from|as of)|\b(?:starting|beginning|commencing)(?: (?:on|from))?|\bas (?:of|from)|\bfrom|\bon|\ben vigueur(?: (?:le|[àa] (?:compter|partir) du|depuis le|au|du))?|\bapplicables? (?:[àa] (?:compter|partir) du|d[èe]s le)|\b(?:gültig|wirksam|gilt|gelten|in kraft)(?: (?:ab|seit|ab dem|seit dem|zum))?(?: dem)?|\btritt am|\btreten am)[\s:*_“"(|–-]*(?:the )?$/i
/** Of those, the words that speak of effect by themselves; the others need a sentence that does. */
const STRONG = /effective|effect|force|appl|valid|vigueur|gültig|wirksam|gilt|gelten|kraft|tritt|treten/i
/** Words after a day that make it the day of effect, when the words before are weak: `On November 3, 2025, we will …`. */
const AFTER =
  /^,?\s*(?:(?:we|our|the|these|this|your)\b[^.]{0,60}?\b(?:will|shall|are (?:updating|changing|making|going)|begin|start)|(?:these|this|the)\b[^.]{0,80}\b(?:effect|force|apply|applies)|(?:tritt|treten)\b|in kraft)/i
const OLD = /\b(?:until|prior|previous|before|through|bis zum|jusqu|superseded|former)\b[^.]{0,20}$/i
/** What follows a day on which something else happened: a company was renamed. */
const HISTORY = /^,? .{0,60}?\b(?:became|was renamed|merged|acquired|changed its name)\b/i
const TITLE_CHARS = 160

interface Found {
  readonly on: CalendarDate
  readonly rank: number
}

/** What is known besides the text. */
export interface Recording {
  /** When the text was recorded; without it, days that count only while they lie ahead do not count. */
  readonly recordedOn?: CalendarDate | undefined
}

/** The day of effect in what is new in `after`; a header in preference to a sentence further down. */
export function effectiveDay(after: Side, telling: readonly Sentence[], { recordedOn }: Recording = {}): CalendarDate | null {
  const found: Found[] = []
  for (const sentence of after.changed) found.push(...read(sentence, telling.includes(sentence), recordedOn))
  if (found.length === 0) found.push(...standing(after.source, recordedOn))
  const [best] = found.sort((a, b) => b.rank - a.rank)
  return best?.on ?? null
}

function read({ text }: Pick<Sentence, 'text'>, telling: boolean, recordedOn: CalendarDate | undefined): readonly Found[] {
  return daysIn(text).flatMap(({ on, start, end }): Found[] => {
    const rank = rankOf(text.slice(Math.max(0, start - 140), start), text.slice(end, end + 160), text.length <= TITLE_CHARS, telling)
    if (rank > 0) return [{ on, rank }]
    return recordedOn !== undefined && on > recordedOn && EDITED.test(text.slice(Math.max(0, start - 40), start)) ? [{ on, rank: 1.5 }] : []
  })
}

const EDITED = /last (?:updated|modified|revised)|updated on|dernière mise à jour|stand\b/i

/** How surely a day is the day of effect by the words around it; 0 when it is not. */
function rankOf(before: string, after: string, title: boolean, telling: boolean): number {
  if (OLD.test(before) || HISTORY.test(after)) return 0
  const [words] = BEFORE.exec(before) ?? []
  if (words === undefined) return 0
  if (!STRONG.test(words)) return AFTER.test(after) ? (telling ? 2.5 : 1) : 0
  return (title ? 3 : 2) + (telling ? 2 : 0)
}

const TOP_CHARS = 6_000

/** A header that stayed the same counts while it says that the change is still to come. */
function standing(source: string, recordedOn: CalendarDate | undefined): readonly Found[] {
  return source
    .slice(0, TOP_CHARS)
    .split('\n')
    .flatMap((line) => {
      const text = line.replace(/[*_]/g, '')
      return read({ text }, false, recordedOn).filter(
        ({ on, rank }) => rank >= 2 && (recordedOn === undefined ? WILL.test(text) : on > recordedOn),
      )
    })
}

const WILL = /\bwill (?:become|be|take|come|go)\b/i
