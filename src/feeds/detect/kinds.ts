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
    const score = candidate.score * WEIGHT[kind] - (candidate.after === undefined ? 0.1 : 0)
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
  'optout-removed': 0.85,
  'optout-added': 0.7,
  'region-extended': 0.95,
  'region-exempted': 0.95,
  clarification: 0.75,
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
  if (before === undefined || was === 'none') return added(is, usedBefore, after)
  if (was === 'refuses' || is === 'refuses')
    return promised(was, is, candidate, { usedBefore, conditions: conditionsOf(after) - conditionsOf(before) })
  return allowed(before, after, candidate)
}

/** A promise not to train was made, dropped or reworded. */
function promised(
  was: Stance,
  is: Stance,
  { features }: Candidate,
  { usedBefore, conditions }: { readonly usedBefore: boolean; readonly conditions: number },
): One {
  if (is !== 'refuses') return { kind: 'new-use', direction: 'worse' }
  if (was !== 'refuses') return { kind: usedBefore ? 'narrowed-use' : 'clarification', direction: 'better' }
  // "Not without your permission" promises less than "not".
  if (conditions > 0) return { kind: 'clarification', direction: 'worse' }
  // A promise that names fewer parties binds fewer; one with fewer words about what is trained promises more.
  const fewer = features.has('-party') && !features.has('+data')
  return fewer ? { kind: 'widened-use', direction: 'worse' } : { kind: 'clarification', direction: 'better' }
}

const CONDITION =
  /\b(?:without (?:your|their|the|its|a|any|prior|express|explicit)\b|unless|except|other than|with your (?:consent|permission)|sauf|außer)/gi

const conditionsOf = ({ text }: Claim) => [...text.matchAll(CONDITION)].length

/** A use was reworded. */
function allowed(before: Claim, after: Claim, { features, edit }: Candidate): One {
  const had = givesControl(before)
  const has = givesControl(after)
  if (has && (!had || features.has('lost:strong'))) return { kind: 'optout-added', direction: 'better' }
  if (had && !has) return { kind: 'optout-removed', direction: 'worse' }
  if (LIMITS.test(after.text) && !LIMITS.test(before.text)) return { kind: 'narrowed-use', direction: 'better' }
  if (features.has('onlyRemoved') && (edit?.weight ?? 0) > 0.2) return { kind: 'narrowed-use', direction: 'better' }
  if (features.has('namesAi') && features.has('onlyAdded') && !features.has('+data') && !features.has('gained:strong')) {
    return { kind: 'clarification', direction: 'worse' }
  }
  return features.has('gained:strong') && !features.has('lost:core')
    ? { kind: 'new-use', direction: 'worse' }
    : { kind: 'widened-use', direction: 'worse' }
}

/** Data left out of a use. */
const LIMITS = /\b(?:that|which) (?:is|are|do|does) not (?:personal|contain|identif)|\bexcept\b|\bde-?identified\b|\banonymi[sz]ed\b/i
const EVERYWHERE_BUT =
  /\b(?:users|people|residents|individuals|those|customers|members)\b[^.]{0,30}\bin (?:the )?(?:us|eu|eea|uk|european|united|switzerland|canada|california)\b/i
const NEW_PLACE = /legal bas[ie]s|legitimate interests?/i

function added(stance: Stance, usedBefore: boolean, after: Claim): One {
  const { text } = after
  if (stance === 'refuses') {
    return wording.MINORS.test(text) || EVERYWHERE_BUT.test(text)
      ? { kind: 'region-exempted', direction: 'better' }
      : { kind: 'clarification', direction: 'better' }
  }
  if (stance === 'control') return { kind: 'optout-added', direction: 'better' }
  if (HANDED_ON.test(text)) return { kind: 'third-party-training', direction: 'worse' }
  if (usedBefore && NEW_PLACE.test(text) && wording.TRAIN_MODEL.test(text)) return { kind: 'region-extended', direction: 'worse' }
  return { kind: usedBefore && !ownContent(text) ? 'widened-use' : 'new-use', direction: 'worse' }
}

/** Data goes to others, who train on it. */
const HANDED_ON =
  /\b(?:disclose|share|provide|sell|license)\b[^.;]{0,120}\b(?:partners?|third[- ]part\w+|compan\w+|recipients?|vendors?)\b[^.;]{0,40}\b(?:for their (?:own )?use|(?:may|can|to) (?:use|train)|to train|for (?:the )?(?:purpose|training))/i

/** A use of content that has a name of its own, such as "Canvas Content", is a use of something new, whatever was used before. */
const ownContent = (text: string) =>
  wording.NAMED_CONTENT.test(
    text.replace(
      /\b(?:Your|User|Customer|Personal|The|Our|Any|Such|AI|Member|Usage|Generated|Public|Other|Platform|Account) (?:Content|Data|Information|Inputs?|Outputs?)\b/g,
      '',
    ),
  )

function removed(stance: Stance): One {
  if (stance === 'refuses') return { kind: 'new-use', direction: 'worse' }
  if (stance === 'control') return { kind: 'optout-removed', direction: 'worse' }
  return { kind: 'narrowed-use', direction: 'better' }
}
