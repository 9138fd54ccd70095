/** A story as operators see it: what a feed saw, what people would read, and what was decided about it. */

import type { ChangeKind, Direction } from './change.ts'
import type { Passage, PolicyDocument } from './detection.ts'
import type { CalendarDate, Jurisdiction } from './service.ts'

/** What a feed saw; a later version of the same story takes the place of an earlier one. */
export interface SeenStory extends PolicyDocument {
  /** Names the story for ever. */
  readonly story: string
  /** Grows with each change of what it says. */
  readonly version: number
  readonly collection: string
  /** Names the step in its collection, such as a commit. */
  readonly commit: string
  /** When it was recorded, epoch milliseconds. */
  readonly seenAt: number
  /** The guide that covers it; `null` when none does. */
  readonly slug: string | null
  /** Where anyone can read the document as it is now, or the step; `null` when nowhere. */
  readonly url: string | null
  readonly kinds: readonly ChangeKind[]
  readonly direction: Direction
  readonly effectiveOn: CalendarDate | null
  readonly score: number
  /** Why somebody should look twice; `null` when nothing speaks against it. */
  readonly held: string | null
  readonly passages: readonly Passage[]
}

/** What people will read, as an operator left it. */
export interface Draft {
  readonly kind: ChangeKind
  readonly direction: Direction
  readonly effectiveOn: CalendarDate | null
  readonly jurisdictions: readonly Jurisdiction[]
  /** One sentence in plain words. */
  readonly sentence: string
}

/**
 * `waiting`: nobody has decided; held ones wait too, with their reason. `later`: put off. `dismissed`: not a change. `approved`: it goes out at
 * `goesAt`, and until then the approval can be taken back. `withdrawn`: it went out and was wrong altogether.
 */
export const REVIEW_STATES = ['waiting', 'later', 'dismissed', 'approved', 'withdrawn'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

export const DISMISSALS = ['wording', 'seen', 'broken', 'not-ai'] as const
export type Dismissal = (typeof DISMISSALS)[number]

export interface Review {
  readonly id: number
  readonly seen: SeenStory
  readonly draft: Draft
  readonly state: ReviewState
  /** Grows with every decision and every new version: who decides on an older one is told so. */
  readonly revision: number
  /** When an approved one goes out, epoch milliseconds; else `null`. */
  readonly goesAt: number | null
  readonly decidedAt: number | null
}

/** What was decided, when, and by whom; nobody when it was the operator's own rule. */
export interface Decision {
  readonly at: number
  readonly what: ReviewState | 'edited' | 'corrected'
  readonly why: string | null
}

/** What people are told when something we said was wrong. */
export type CorrectionWords =
  /** It was right in the main; this was wrong, this is so, and perhaps something is to be done about it. Plain sentences. */
  | { readonly kind: 'corrected'; readonly wrong: string; readonly right: string; readonly act: string | null }
  /** Nothing had changed at all; `why` is a plain sentence. */
  | { readonly kind: 'withdrawn'; readonly why: string }

export interface Correction {
  readonly id: number
  readonly review: Review
  readonly words: CorrectionWords
  readonly at: number
}

/** The key under which a review's change is told, for as long as it is known. */
export const reviewKey = (id: number) => `review/${id}`
