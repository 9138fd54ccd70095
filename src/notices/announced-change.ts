/** What operators announced, as a change like those the guides know: for digests, followers and reminders. Pure. */

import { daysBetween } from '../core/calendar-date.ts'
import type { Catalog } from '../core/catalog.ts'
import type { Change, ChangeKind, Direction } from '../core/change.ts'
import { OLD_NEWS_DAYS } from '../core/digest-items.ts'
import { localDateOf } from '../core/local-time.ts'
import { type Review, reviewKey } from '../core/review.ts'
import type { Practice, Service } from '../core/service.ts'
import type { Severity } from '../core/subscription.ts'

/** The change an approved review stands for; `null` when no guide covers its service any more. */
export function announcedChange({ id, seen, draft, goesAt }: Review, catalog: Catalog): Change | null {
  const service = seen.slug === null ? undefined : catalog.find(seen.slug)
  const practice = service?.practices[0]
  const rule = practice?.rules[0]
  if (service === undefined || practice === undefined || rule === undefined || goesAt === null) return null
  const toldOn = localDateOf(goesAt, 'UTC')
  const { effectiveOn } = draft
  // What took effect long ago and is only noticed now is news all the same.
  const isDated = effectiveOn !== null && daysBetween(effectiveOn, toldOn) <= OLD_NEWS_DAYS
  return {
    key: reviewKey(id),
    service,
    practice,
    effectiveOn: isDated ? effectiveOn : toldOn,
    announcedOn: toldOn,
    before: 'unknown',
    after: 'unknown',
    kinds: [draft.kind],
    direction: draft.direction,
    severity: severityOf(draft.kind, draft.direction),
    jurisdictions: draft.jurisdictions,
    accounts: null,
    plans: null,
    rule,
    announced: { sentence: draft.sentence, isDated: effectiveOn !== null, quote: quoteOf(seen) },
  }
}

/** Somebody may want to act where a use begins or a way out ends. */
const URGENT: ReadonlySet<ChangeKind> = new Set(['new-use', 'default-flip-on', 'optout-removed', 'third-party-training', 'region-extended'])

function severityOf(kind: ChangeKind, direction: Direction): Severity {
  if (direction === 'neutral') return 'all'
  return direction === 'worse' && URGENT.has(kind) ? 'action' : 'notice'
}

const QUOTE_CHARS_MAX = 400

function quoteOf({ passages }: Review['seen']): string | null {
  const quote = passages.find(({ after }) => after !== undefined)?.after
  return quote === undefined || quote.length > QUOTE_CHARS_MAX ? null : quote
}

/**
 * The catalog's changes and the announced ones together. A change that a guide learned meanwhile is the same event when its service, day and
 * direction are those of an announced one: it was told already.
 */
export function allChanges(known: readonly Change[], announced: readonly Change[]): readonly Change[] {
  if (announced.length === 0) return known
  const told = new Set(announced.map(eventOf))
  return [...known.filter((change) => !told.has(eventOf(change))), ...announced]
}

const eventOf = ({
  service,
  effectiveOn,
  direction,
}: { service: Service; practice: Practice } & Pick<Change, 'effectiveOn' | 'direction'>) => `${service.slug} ${effectiveOn} ${direction}`
