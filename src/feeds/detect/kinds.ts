/** Names what kind of change the telling changes make together, and whether it is better or worse for the person. */

import type { ChangeKind, Direction } from '../../core/change.ts'
import type { PolicyDocument } from '../../core/detection.ts'
import type { Candidate } from './analyse.ts'
import type { Claim } from './features.ts'
import { givesControl, type Stance, stanceOf } from './stance.ts'
import * as wording from './wording.ts'

/** What a change is called and whom it serves. */
export interface Reading {
  readonly kinds: readonly ChangeKind[]
  readonly direction: Direction
}

/** A telling change with how sure the classifier is of it. */
export interface Weighed extends Candidate {
  readonly score: number
}

/**
 * Reads the telling changes, the surest first. `usedBefore`: the old text already allowed training somewhere, so more of it widens a use.
 * A new use outweighs an opt-out that comes with it.
 */
export function readingOf(weighed: readonly Weighed[], usedBefore: boolean, document: PolicyDocument): Reading {
  const votes = new Map<ChangeKind, { readonly direction: Direction; readonly score: number }>()
  for (const candidate of weighed) {
    const { kind, direction } = readOne(candidate, usedBefore, document)
    const score = candidate.score * WEIGHT[kind]
    const known = votes.get(kind)
    if (known === undefined || known.score < score) votes.set(kind, { direction, score })
  }
  const ranked = [...votes].sort((a, b) => b[1].score - a[1].score)
  const [first] = ranked
  if (first === undefined) return { kinds: [], direction: 'neutral' }
  return { kinds: ranked.slice(0, 3).map(([kind]) => kind), direction: first[1].direction }
}

/** A use decides over the opt-out or the explanation that comes with it. */
const WEIGHT: Readonly<Record<ChangeKind, number>> = {
  'new-use': 1,
  'widened-use': 0.98,
  'third-party-training': 0.95,
  'default-flip-on': 1,
  'default-flip-off': 1,
  'narrowed-use': 0.9,
  'optout-removed': 0.9,
  'optout-added': 0.85,
  'region-extended': 0.95,
  'region-exempted': 0.95,
  clarification: 0.8,
}

interface One {
  readonly kind: ChangeKind
  readonly direction: Direction
}

function readOne(candidate: Candidate, usedBefore: boolean, document: PolicyDocument): One {
  const { before, after } = candidate
  const was: Stance = before === undefined ? 'none' : stanceOf(before, document)
  const is: Stance = after === undefined ? 'none' : stanceOf(after, document)
  if (after === undefined || is === 'none') return removed(was)
  if (before === undefined || was === 'none') return added(is, usedBefore, after.text)
  if (was === 'refuses' || is === 'refuses') return promised(was, is, candidate, usedBefore)
  return allowed(before, after, candidate)
}

/** A promise not to train was made, dropped or reworded. */
function promised(was: Stance, is: Stance, { features }: Candidate, usedBefore: boolean): One {
  if (is !== 'refuses') return { kind: 'new-use', direction: 'worse' }
  if (was !== 'refuses') return { kind: usedBefore ? 'narrowed-use' : 'clarification', direction: 'better' }
  const looser = features.has('+limit') || (features.has('-party') && !features.has('+party')) || features.has('onlyRemoved')
  return { kind: 'clarification', direction: looser && !features.has('+data') ? 'worse' : 'better' }
}

/** A use was reworded. */
function allowed(before: Claim, after: Claim, { features, edit }: Candidate): One {
  const had = givesControl(before)
  const has = givesControl(after)
  if (has && !had) return { kind: 'optout-added', direction: 'better' }
  if (had && !has) return { kind: 'optout-removed', direction: 'worse' }
  if (features.has('onlyRemoved') && (edit?.weight ?? 0) > 0.2) return { kind: 'narrowed-use', direction: 'better' }
  if (features.has('+not') && features.has('+data')) return { kind: 'narrowed-use', direction: 'better' }
  if (features.has('+ai') && !features.has('+data') && !features.has('+name-name')) return { kind: 'clarification', direction: 'worse' }
  return { kind: 'widened-use', direction: 'worse' }
}

function added(stance: Stance, usedBefore: boolean, text: string): One {
  if (stance === 'refuses') {
    return wording.MINORS.test(text) || /\bin the (?:us|eu|eea|uk|european)\b/i.test(text)
      ? { kind: 'region-exempted', direction: 'better' }
      : { kind: 'clarification', direction: 'better' }
  }
  if (stance === 'control') return { kind: 'optout-added', direction: 'better' }
  return { kind: usedBefore ? 'widened-use' : 'new-use', direction: 'worse' }
}

function removed(stance: Stance): One {
  if (stance === 'refuses') return { kind: 'new-use', direction: 'worse' }
  if (stance === 'control') return { kind: 'optout-removed', direction: 'worse' }
  return { kind: 'narrowed-use', direction: 'better' }
}
