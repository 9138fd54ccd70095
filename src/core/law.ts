/** What a data-protection law gives somebody whose data trains AI, as types: the right, its deadline, and the words it stands on. */

import type { CalendarDate, Jurisdiction } from './service.ts'

/** One passage of a law. `quote` is verbatim in `language`; `ours` is our translation of it into English. */
export interface LawSource {
  readonly id: string
  /** How lawyers name the place: "Art. 21(1)". */
  readonly cite: string
  /** Where the official publisher keeps it. */
  readonly url: string
  readonly language: string
  readonly quote: string
  readonly ours?: string | undefined
}

/**
 * How long whoever gets the letter has. `answer`: to say what they did about all of it; `opt-out`: to stop selling and sharing;
 * `information`: to say which data they have, where the law sets a time for that alone.
 */
export interface Deadline {
  readonly for: 'answer' | 'opt-out' | 'information'
  readonly unit: 'months' | 'days' | 'business-days'
  readonly count: number
  readonly source: string
}

/** What a letter may ask for; each rests on passages of the law, or on nothing when it is only a request. */
export const ASKS = ['stop', 'restrict', 'erase', 'delete', 'no-sale', 'limit', 'withdraw', 'used', 'reasons', 'confirm'] as const
export type AskKind = (typeof ASKS)[number]

export interface Ask {
  readonly kind: AskKind
  readonly sources: readonly string[]
}

/** Their names and words are in the message catalogs, under `law.<id>.`. */
export const LAW_IDS = ['gdpr', 'uk-gdpr', 'ch-fadp', 'br-lgpd', 'kr-pipa', 'ca-pipeda', 'us-ca-ccpa'] as const
export type LawId = (typeof LAW_IDS)[number]

export interface Law {
  readonly id: LawId
  /** Whose residents or people it speaks for. */
  readonly jurisdictions: readonly Jurisdiction[]
  /**
   * objection: the law lets people object to the use itself. limited: it gives other rights that reach some of it, and no general one to
   * object; the letter then never says "I object".
   */
  readonly right: 'objection' | 'limited'
  /** The passages behind the right itself. */
  readonly rests: readonly string[]
  /** True when the objection has to rest on the person's own situation. */
  readonly needsSituation: boolean
  readonly deadlines: readonly Deadline[]
  readonly asks: readonly Ask[]
  readonly sources: readonly LawSource[]
  /** The day its text was last compared with its sources. */
  readonly checkedOn: CalendarDate
}

/** Who hears complaints where somebody lives. */
export interface Authority {
  readonly name: string
  readonly jurisdictions: readonly Jurisdiction[]
  /** Its own domain; `complaint` lies within it. */
  readonly domain: string
  /** Where a complaint is made, or the front page when we know no closer one. */
  readonly complaint: string
  /** True when `complaint` is about complaints, not just the front page. */
  readonly exact: boolean
  /** The page, or the collection, that says so. */
  readonly source: string
}
