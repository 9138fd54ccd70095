import type { Keep, KeptText } from './policy-source.ts'

/** What is remembered of a source between looks, and across restarts. Instants are epoch milliseconds. */
export interface SourceState {
  /** The source's id. */
  readonly source: string
  readonly cursor: string | null
  /** The last look, however it went. */
  readonly polledAt: number
  /** The last look that went well; `null` before the first. */
  readonly readAt: number | null
  /** Not before this. */
  readonly nextAt: number
  /** Looks in a row that went wrong. */
  readonly failures: number
  /** When the first of them was. */
  readonly failingSince: number | null
  /** What the last of them said. */
  readonly code: string | null
  /** Since when operators have been told that it is broken. */
  readonly toldSince: number | null
}

/** The memory of sources. */
export interface SourceStates {
  /** Of every source that was ever looked at. */
  all(): Promise<readonly SourceState[]>
  /** `null` when it was never looked at. */
  of(source: string): Promise<SourceState | null>
  /** Replaces the state and keeps what a look found, all or nothing. */
  record(state: SourceState, keep: Keep): Promise<void>
  latestText(source: string): Promise<KeptText | null>
  /** The versions that are kept, newest first: the last {@link TEXTS_KEPT}, unless told otherwise when they were kept. */
  texts(source: string): Promise<readonly KeptText[]>
  unseen(source: string, items: readonly string[]): Promise<readonly string[]>
}

/** Versions of a text that are kept; their numbers go on. */
export const TEXTS_KEPT = 20
/** Items of a feed that are remembered. One that has been out of the feed so long that this many came after it counts as new when it returns. */
export const ITEMS_KEPT = 5_000
