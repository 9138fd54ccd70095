/** What a feed saw in a policy: the words of the port between whoever records texts and whoever reads them for changes. */

import type { ChangeKind, Direction } from './change.ts'
import type { CalendarDate } from './service.ts'

/** A document as its source names it: `LinkedIn`, `Privacy Policy`. */
export interface PolicyDocument {
  readonly service: string
  readonly document: string
}

/** A changed place, word for word. Only `after`: something was added; only `before`: something was taken out. */
export interface Passage {
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** What a comparison of two texts says about training AI on people's data. */
export interface Verdict {
  /** True when what the service says about training AI on people's data, or their say in it, is different. */
  readonly relevant: boolean
  /** From 0 to 1: how sure `relevant` is. Above one half is relevant. */
  readonly score: number
  /** The most telling first; empty when not relevant. */
  readonly kinds: readonly ChangeKind[]
  readonly direction: Direction
  /** The day the new text itself says it takes effect, else `null`. */
  readonly effectiveOn: CalendarDate | null
  /** The changed places that carry the verdict, the most telling first; each side is verbatim in its text. */
  readonly passages: readonly Passage[]
}

/** One recorded step of a document: its text before and after. Texts are Markdown. */
export interface PolicyStep extends PolicyDocument {
  /** Which collection or feed recorded it. */
  readonly collection: string
  /** Names the step within its collection, such as a commit. */
  readonly id: string
  /** When it was recorded, epoch milliseconds. */
  readonly at: number
  /** `null` when this is the first text on record. */
  readonly before: string | null
  readonly after: string
  /** The recorder says that its own way of reading changed, not the document. */
  readonly technical: boolean
  /** What it was called until this step, when the recorder renamed it. */
  readonly formerly?: PolicyDocument | undefined
}
