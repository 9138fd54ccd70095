/** The shape of a content check: one rule about guides, with a reason people can read. */

import type { CalendarDate, Service } from '../../core/service.ts'
import type { Path } from '../guide-source.ts'

/** A guide that follows the schema, with the name of its file. */
export interface Guide {
  readonly fileSlug: string
  readonly service: Service
}

export interface CheckContext {
  /** Every guide of the folder, the checked one included. */
  readonly guides: readonly Guide[]
  readonly today: CalendarDate
}

export interface Problem {
  /** The part of the guide it is about; turned into a line. */
  readonly path: Path
  /** What is wrong, as a sentence. */
  readonly message: string
  /** What to do about it, as an instruction. */
  readonly fix: string
}

export interface Check {
  /** Kebab-case, shown with every problem. */
  readonly id: string
  /** The rule in one sentence. */
  readonly summary: string
  /** Anchor in docs/guidelines.md, where the rule and its reason are written. */
  readonly guideline: string
  check(guide: Guide, context: CheckContext): Problem[]
}
