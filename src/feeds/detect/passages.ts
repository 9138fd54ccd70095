/** The changed places that carry a verdict, word for word as they stand in the texts. */

import type { Passage } from '../../core/detection.ts'
import type { Side } from './diff.ts'
import type { Weighed } from './kinds.ts'
import { PASSAGES_MAX } from './limits.ts'
import type { Sentence } from './segment.ts'

/** One passage per change, the surest first; none twice. */
export function passagesOf(weighed: readonly Weighed[], before: Side, after: Side): readonly Passage[] {
  const seen = new Set<string>()
  const passages: Passage[] = []
  for (const { change } of weighed) {
    const old = change.before === undefined ? undefined : verbatim(before, change.before)
    const now = change.after === undefined ? undefined : verbatim(after, change.after)
    const name = now ?? old
    if (name === undefined || seen.has(name)) continue
    seen.add(name)
    passages.push({ ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) })
    if (passages.length === PASSAGES_MAX) break
  }
  return passages
}

const verbatim = ({ source }: Side, { start, end }: Sentence) => source.slice(start, end)
