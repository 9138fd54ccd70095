import type { PolicyStep } from '../detection.ts'
import type { NewsItem } from '../news.ts'
import type { Service } from '../service.ts'

/** Somewhere to learn what services say: an archive of policies, a policy's own page, a feed of news, another instance's guides. */
export interface PolicySource {
  /** Permanent, and unlike any other's: what is remembered of it hangs on it. */
  readonly id: string
  /** How an operator knows it: "Slack: Privacy Policy". */
  readonly name: string
  /** How long to leave it alone after a look that went well. */
  readonly everyMs: number
  /**
   * Looks once. Never rejects for what the other side does. What it finds is handed over at least once: when the process dies before the
   * outcome is remembered, the next look finds the same under the same ids.
   */
  poll(request: PollRequest): Promise<PollOutcome>
  /** What it found last, from memory: for sources whose findings stand until the next ones. Asked once, at the start. */
  recall?(memory: SourceMemory): Promise<Findings | null>
}

export interface PollRequest {
  /** What the last look that went well gave to keep; `null` before the first. Only the source knows what it means. */
  readonly cursor: string | null
  /** Epoch milliseconds. */
  readonly now: number
  readonly memory: SourceMemory
  readonly signal: AbortSignal
}

/** What is remembered of one source besides its cursor. */
export interface SourceMemory {
  /** The newest text kept of it, or `null`. */
  latestText(): Promise<KeptText | null>
  /** Those of these items that were never kept, in their order. */
  unseen(items: readonly string[]): Promise<readonly string[]>
}

export interface KeptText {
  /** 1 for the first, and so on. */
  readonly version: number
  readonly text: string
  /** Epoch milliseconds. */
  readonly recordedAt: number
}

/** What to remember besides the cursor once the findings are handed over. */
export interface Keep {
  /** A new version of its text. */
  readonly text?: string
  /** How many versions of it, when not as many as usual. */
  readonly textsKept?: number
  /** Items that are in the feed now, seen before or not: what is seen again is kept longer. */
  readonly items?: readonly string[]
}

export interface Findings {
  readonly steps: readonly PolicyStep[]
  readonly news: readonly NewsItem[]
  /** All guides of another instance, in place of those it had before. Only catalogs say anything here. */
  readonly guides?: readonly Service[]
}

export type PollOutcome =
  /** `more`: there is more to read, ask again at once. */
  | { readonly kind: 'found'; readonly found: Findings; readonly cursor: string | null; readonly keep: Keep; readonly more: boolean }
  | { readonly kind: 'unchanged'; readonly cursor: string | null }
  | PollFault

/** Codes are stable words, for logs and for saying what is wrong. */
export type PollFault =
  /** The other side says when to come back; `null` when it only says "later". */
  | { readonly kind: 'wait'; readonly retryAfterMs: number | null; readonly code: string }
  /** What was there is not there any more. */
  | { readonly kind: 'gone'; readonly code: string }
  /** It will stay like this until somebody changes something. */
  | { readonly kind: 'refused'; readonly code: string }
  /** It may work the next time. */
  | { readonly kind: 'unavailable'; readonly code: string }
