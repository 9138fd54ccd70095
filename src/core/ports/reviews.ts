import type { Correction, CorrectionWords, Decision, Draft, Review, ReviewState, SeenStory } from '../review.ts'
import type { PersonRef } from '../subscription.ts'

/** A decision to record. `by` is `null` when a rule of the operator decided. */
export interface NewDecision {
  readonly state: ReviewState
  readonly what: Decision['what']
  readonly why: string | null
  readonly by: PersonRef | null
  readonly atMs: number
  /** For `approved`: when it goes out. */
  readonly goesAt: number | null
  /** In place of the one there is. */
  readonly draft?: Draft
}

/** The queue of stories and what was decided about each. */
export interface Reviews {
  /**
   * Keeps a story that is new, or a later version of one. A dismissed one stays dismissed unless it was held and is believed now; the draft
   * of one nobody has decided on is replaced. `same` when this version, or a later one, is known.
   */
  put(seen: SeenStory, draft: Draft, atMs: number): Promise<{ readonly review: Review; readonly was: 'new' | 'updated' | 'same' }>
  find(id: number): Promise<Review | null>
  /** Those nobody has decided on: believed before held, the surest first. */
  waiting(limit: number): Promise<readonly Review[]>
  countWaiting(): Promise<number>
  /** The latest of a service, newest first, without `except`. */
  earlier(slug: string, query: { readonly except: number; readonly limit: number }): Promise<readonly Review[]>
  /** How many channels have a digest that tells of this service, and how many people follow it. */
  reach(slug: string): Promise<{ readonly channels: number; readonly people: number }>
  /** Records a decision on this very revision; `null`, and nothing is written, when it is not the newest any more. */
  decide(review: Pick<Review, 'id' | 'revision'>, decision: NewDecision): Promise<Review | null>
  /** What was decided about it, the first decision first. */
  decisions(id: number): Promise<readonly Decision[]>
  /** Approved ones that went out by `atMs`, and those withdrawn since they did, oldest first. */
  announced(atMs: number): Promise<readonly Review[]>
  /** Notes that what was announced was wrong; whoever was told is to be told so. */
  correct(id: number, words: CorrectionWords, atMs: number): Promise<void>
  /** Corrections for which not everybody has a delivery yet, oldest first. */
  unwritten(): Promise<readonly Correction[]>
  /** Everybody who was told has a delivery for it now. */
  written(correctionId: number): Promise<void>
  /** All corrections, newest first. */
  corrections(limit: number): Promise<readonly Correction[]>
  /** When the next approved one goes out after `atMs`, or `null`. */
  nextGoesAt(atMs: number): Promise<number | null>
}
