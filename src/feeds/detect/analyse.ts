/** Two texts to the changes worth weighing, each with the names that are true of it: everything the classifier sees. */

import type { PolicyDocument } from '../../core/detection.ts'
import { changedLines } from './changed-lines.ts'
import { type Change, changesIn, compare, type Side } from './diff.ts'
import { type Edit, editOf } from './edit.ts'
import { type Claim, featuresOf, isCore, selfNamed, wordsIn } from './features.ts'
import { languageOf } from './language.ts'
import { TEXT_CHARS_MAX } from './limits.ts'
import { keyOf, mask, plain } from './plain.ts'
import { type Sentence, surroundings } from './segment.ts'
import { WORTH_READING } from './wording.ts'

/** One change with what is true of it. */
export interface Candidate {
  readonly change: Change
  /** What is true of the sentence that stands for it: the new one, else the one taken out. */
  readonly features: ReadonlySet<string>
  readonly before: Claim | undefined
  readonly after: Claim | undefined
  readonly edit: Edit | undefined
}

export interface Analysis {
  readonly candidates: readonly Candidate[]
  readonly before: Side
  readonly after: Side
}

/** Why two texts are not compared as versions of one another. */
export type Incomparable = 'nothing-telling' | 'lost' | 'appeared' | 'translated'

/** Everything the classifier needs, or why there is nothing to weigh. */
export function analyse(beforeText: string, afterText: string, document: PolicyDocument): Analysis | Incomparable {
  const before = beforeText.slice(0, TEXT_CHARS_MAX)
  const after = afterText.slice(0, TEXT_CHARS_MAX)
  const lines = changedLines(before, after)
  if (!worthReading(lines, before, after)) return 'nothing-telling'
  const captured = capture(before, after, lines.before, lines.after)
  if (captured !== undefined) return captured
  const sides = compare(before, after)
  const changes = changesIn(sides, (sentence, side) => telling(sentence, side, document))
  const candidates = changes.map((change) => candidate(change, sides, document)).filter((found) => found !== undefined)
  return { candidates: unsaid(candidates, sides), ...sides }
}

/** A list may widen a use without a telling word of its own, so the lines around a change are read too, when it could be one. */
function worthReading(
  lines: { readonly before: readonly string[]; readonly after: readonly string[] },
  before: string,
  after: string,
): boolean {
  for (const line of lines.after) if (WORTH_READING.test(line)) return true
  for (const line of lines.before) if (WORTH_READING.test(line)) return true
  return (
    lines.after.some((line) => inList(line) && WORTH_READING.test(around(after, line))) ||
    lines.before.some((line) => inList(line) && WORTH_READING.test(around(before, line)))
  )
}

const inList = (line: string) => /[:：]\W{0,6}$|^\s*(?:[-*+•|]|\(?[a-z\d]{1,3}[.)])\s/i.test(line)

function around(text: string, line: string): string {
  const at = text.indexOf(line)
  return at === -1 ? '' : text.slice(Math.max(0, at - 1_200), at + line.length + 1_200)
}

const HELD_CHARS_MIN = 2_000

/** A page that lost or found most of its text was captured badly; a translated one has no sentence in common. Neither is a change of mind. */
function capture(before: string, after: string, removed: readonly string[], added: readonly string[]): Incomparable | undefined {
  const lost = length(removed)
  const found = length(added)
  if (lost > HELD_CHARS_MIN && lost > before.length * 0.7 && after.length < before.length * 0.3) return 'lost'
  if (found > HELD_CHARS_MIN && found > after.length * 0.7 && before.length < after.length * 0.3) return 'appeared'
  if (lost > before.length / 2 && found > after.length / 2) {
    const [from, to] = [languageOf(before), languageOf(after)]
    if (from !== undefined && to !== undefined && from !== to) return 'translated'
  }
  return undefined
}

const length = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0)

function telling(sentence: Sentence, side: Side, document: PolicyDocument): boolean {
  if (sentence.text.length < 12) return false
  if (isCore(wordsIn(selfNamed(sentence.text, document)))) return true
  if (!/[:：]\W{0,6}$/.test(sentence.text) && side.blocks[sentence.block]?.kind !== 'item' && side.blocks[sentence.block]?.kind !== 'row')
    return false
  const { tail, lead } = surroundings(side.source, side.blocks, sentence.block)
  return WORTH_READING.test(tail) || WORTH_READING.test(lead)
}

function claimOf(sentence: Sentence, side: Side): Claim {
  const around = surroundings(side.source, side.blocks, sentence.block)
  const previous = side.touched[side.touched.indexOf(sentence) - 1]
  const lead = previous !== undefined && previous.block === sentence.block ? `${around.lead} ${previous.text}`.slice(-600) : around.lead
  return { ...around, lead, text: sentence.text }
}

function candidate(
  change: Change,
  sides: { readonly before: Side; readonly after: Side },
  document: PolicyDocument,
): Candidate | undefined {
  const before = change.before === undefined ? undefined : claimOf(change.before, sides.before)
  const after = change.after === undefined ? undefined : claimOf(change.after, sides.after)
  if (before !== undefined && after !== undefined) {
    const edit = editOf(before.text, after.text, document)
    return { change, before, after, edit, features: ofEdited(featuresOf(before, document), featuresOf(after, document), edit) }
  }
  const shown = after ?? before
  if (shown === undefined) return undefined
  const features = new Set(featuresOf(shown, document)).add(after === undefined ? 'removed' : 'added')
  return { change, before, after, edit: undefined, features }
}

const WORTH_GAINING = ['core', 'strong', 'data', 'weMay', 'weNot', 'control', 'youNot', 'trainModel', 'developAi'] as const

/** The new version's names, what it gained and lost against the old one, and what came and went between them. */
function ofEdited(was: ReadonlySet<string>, is: ReadonlySet<string>, edit: Edit): ReadonlySet<string> {
  const features = new Set([...is, ...edit.names, 'edited'])
  for (const name of WORTH_GAINING) {
    if (is.has(name) && !was.has(name)) features.add(`gained:${name}`)
    if (was.has(name) && !is.has(name)) features.add(`lost:${name}`)
  }
  // What was taken out of a sentence is what there is to weigh.
  if (was.has('core') && !is.has('core')) for (const name of was) if (name.startsWith('core')) features.add(name)
  return features
}

/** Leaves out what the other text says elsewhere, word for word: a sentence that was split off, merged or said twice. */
function unsaid(
  candidates: readonly Candidate[],
  { before, after }: { readonly before: Side; readonly after: Side },
): readonly Candidate[] {
  if (candidates.length === 0) return candidates
  let old: string | undefined
  let now: string | undefined
  return candidates.filter(({ change }) => {
    if (change.after !== undefined) {
      old ??= ` ${keyOf(plain(mask(before.source)))} `
      return !old.includes(` ${change.after.key} `)
    }
    if (change.before === undefined) return false
    now ??= ` ${keyOf(plain(mask(after.source)))} `
    return !now.includes(` ${change.before.key} `)
  })
}
