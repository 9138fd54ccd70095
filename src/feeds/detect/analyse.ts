/** Two texts to the changes worth weighing, each with the names that are true of it: everything the classifier sees. */

import type { PolicyDocument } from '../../core/detection.ts'
import { type ChangedLines, changedLines } from './changed-lines.ts'
import { type Both, type Change, changesIn, type Side, settle, type Touched, touch } from './diff.ts'
import { type Edit, editOf } from './edit.ts'
import { type Claim, featuresOf, saysCore, selfNamed } from './features.ts'
import { languageOf } from './language.ts'
import { TEXT_CHARS_MAX, UNITS_MAX } from './limits.ts'
import type { Block } from './outline.ts'
import { keyOf, mask, plain } from './plain.ts'
import { openingOf, type Sentence, surroundings } from './segment.ts'
import { stanceOf } from './stance.ts'
import { DEVELOP_AI, PEOPLE_TRAINING, TRAIN_MODEL, WORTH_READING } from './wording.ts'

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
  const touched = touch(before, after)
  const telling = new Set([...tellingOf(touched.before, document), ...tellingOf(touched.after, document)])
  if (telling.size === 0) return 'nothing-telling'
  if (translated(before, after, lines.before, lines.after)) return 'translated'
  const sides = settle(touched)
  const changes = changesIn(sides, telling)
  const candidates = changes.map((change) => candidate(unpaired(change, document), sides, document)).filter((found) => found !== undefined)
  return { candidates: unsaid(lostWhole(sides, candidates), sides), ...sides }
}

/** Changed lines up to which the text around a list is looked at; beyond it a change has words of its own. */
const LISTS_LINES_MAX = 120

/** A list may widen a use without a telling word of its own, so the lines around a small change to one are read too. */
function worthReading(lines: ChangedLines, before: string, after: string): boolean {
  if (tells(lines.after.join('\n')) || tells(lines.before.join('\n'))) return true
  if (lines.before.length + lines.after.length > LISTS_LINES_MAX) return false
  return (
    lines.after.some((line) => inList(line) && tells(around(after, line))) ||
    lines.before.some((line) => inList(line) && tells(around(before, line)))
  )
}

const tells = (text: string) => WORTH_READING.test(text.toLowerCase())

const inList = (line: string) => line.length > 20 && /[:：]\W{0,6}$|^\s*(?:[-*+•|]|\(?[a-z\d]{1,3}[.)])\s/i.test(line)

function around(text: string, line: string): string {
  const at = text.indexOf(line)
  return at === -1 ? '' : text.slice(Math.max(0, at - 1_200), at + line.length + 1_200)
}

const HELD_CHARS_MIN = 2_000

/** A page that lost or found most of its text was captured badly, which is no change of mind. */
function capture(before: string, after: string, removed: readonly string[], added: readonly string[]): Incomparable | undefined {
  const lost = length(removed)
  const found = length(added)
  if (lost > HELD_CHARS_MIN && lost > before.length * 0.7 && after.length < before.length * 0.3) return 'lost'
  if (found > HELD_CHARS_MIN && found > after.length * 0.7 && before.length < after.length * 0.3) return 'appeared'
  return undefined
}

/** Asked last, since it reads a good part of both texts: only where most of both is different. */
function translated(before: string, after: string, removed: readonly string[], added: readonly string[]): boolean {
  if (length(removed) < before.length / 2 || length(added) < after.length / 2) return false
  const [from, to] = [languageOf(before), languageOf(after)]
  return from !== undefined && to !== undefined && from !== to
}

const length = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0)

/** The sentences of one side that speak of training, or stand in a list that does. */
function* tellingOf(side: Touched, document: PolicyDocument): Generator<Sentence> {
  const leads = new Map<Block, boolean>()
  let found = 0
  for (const index of side.touchedBlocks) {
    const block = side.blocks[index]
    if (block === undefined || found >= UNITS_MAX) continue
    const listed = leadsToTraining(side, index, leads)
    if (!listed && !tells(side.source.slice(block.start, block.end))) continue
    for (const sentence of side.sentencesIn(index)) {
      found++
      if (sentence.text.length < 12) continue
      if (listed || (tells(sentence.text) && saysCore(selfNamed(sentence.text, document)))) yield sentence
    }
  }
}

/** A list is worth reading item by item when its lead-in, or what it leads to, speaks of training on data. */
function leadsToTraining({ source, blocks }: Touched, index: number, known: Map<Block, boolean>): boolean {
  const opening = openingOf(source, blocks, index)
  if (opening === undefined) return false
  const speaks = known.get(opening) ?? speaksOfTraining(source.slice(opening.start, opening.end))
  known.set(opening, speaks)
  return speaks || (opening === blocks[index] && speaksOfTraining(surroundings(source, blocks, index).tail))
}

const speaksOfTraining = (text: string) => tells(text) && (TRAIN_MODEL.test(text) || DEVELOP_AI.test(text)) && !PEOPLE_TRAINING.test(text)

function claimOf(sentence: Sentence, side: Side): Claim {
  const around = surroundings(side.source, side.blocks, sentence.block)
  const siblings = side.sentencesIn(sentence.block)
  const previous = siblings[siblings.indexOf(sentence) - 1]
  const lead = previous === undefined ? around.lead : `${around.lead} ${previous.text}`.slice(-600)
  return { ...around, lead, text: sentence.text }
}

/** Two sentences of which only one speaks of training are hardly versions of one another, unless nearly all else is the same. */
const VERSIONS_LIKENESS_MIN = 0.75

function unpaired(change: Change, document: PolicyDocument): Change {
  const { before, after, likeness } = change
  if (before === undefined || after === undefined || likeness >= VERSIONS_LIKENESS_MIN) return change
  const [was, is] = [before, after].map(({ text }) => saysCore(selfNamed(text, document)))
  if (is === true && was === false) return { ...change, before: undefined }
  if (was === true && is === false) return { ...change, after: undefined }
  return change
}

function candidate(change: Change, sides: Both<Side>, document: PolicyDocument): Candidate | undefined {
  const before = change.before === undefined ? undefined : claimOf(change.before, sides.before)
  const after = change.after === undefined ? undefined : claimOf(change.after, sides.after)
  if (before !== undefined && after !== undefined) {
    const edit = editOf(before.text, after.text, document)
    return {
      change,
      before,
      after,
      edit,
      features: new Set([
        ...ofEdited(featuresOf(before, document), featuresOf(after, document), edit),
        `stance:${stanceOf(before, document)}>${stanceOf(after, document)}`,
        ...nearby(change, sides),
      ]),
    }
  }
  const shown = after ?? before
  if (shown === undefined) return undefined
  const features = new Set([
    ...featuresOf(shown, document),
    after === undefined ? 'removed' : 'added',
    `stance:${stanceOf(shown, document)}`,
    ...nearby(change, sides),
  ])
  return { change, before, after, edit: undefined, features }
}

const NEIGHBOURS = 6

/** Whether the text around an unpaired change changed too: a section that came or went whole is told from a sentence that did. */
function nearby({ before, after }: Change, sides: Both<Side>): readonly string[] {
  if (before !== undefined && after !== undefined) return []
  const [sentence, side, kind] = after === undefined ? [before, sides.before, 'removed'] : [after, sides.after, 'added']
  if (sentence === undefined) return []
  let changed = 0
  let seen = 0
  for (let at = sentence.block - NEIGHBOURS; at <= sentence.block + NEIGHBOURS; at++) {
    if (at === sentence.block || side.blocks[at] === undefined) continue
    seen++
    if (side.changedBlocks.has(at)) changed++
  }
  return [`${kind}:${changed === 0 ? 'alone' : changed > seen * 0.7 ? 'section' : 'among'}`]
}

const PROMISED = ['+ai', '-ai', '+data', '-data', '+party', '-party', '+limit', '-limit', '+train', '-train', '+develop', '-develop']

const WORTH_GAINING = ['core', 'strong', 'data', 'weMay', 'weNot', 'control', 'youNot', 'trainModel', 'developAi'] as const

/** The new version's names, what it gained and lost against the old one, and what came and went between them. */
function ofEdited(was: ReadonlySet<string>, is: ReadonlySet<string>, edit: Edit): ReadonlySet<string> {
  const features = new Set([...is, ...edit.names, 'edited'])
  for (const name of WORTH_GAINING) {
    if (is.has(name) && !was.has(name)) features.add(`gained:${name}`)
    if (was.has(name) && !is.has(name)) features.add(`lost:${name}`)
  }
  // A clause that allows training on data now names one more.
  if (edit.names.has('+name-name') && is.has('strong') && (is.has('actor:we+data') || is.has('actor:passive+data')))
    features.add('widenedList')
  const reworded = edit.weight > 0 && !edit.names.has('share:none')
  if (reworded && edit.names.has('+ai') && was.has('strong') && is.has('actor:we+data')) features.add('namesAi')
  if (reworded && was.has('core+weNot') && is.has('core+weNot') && PROMISED.some((kind) => edit.names.has(kind)))
    features.add('promiseEdited')
  // What was taken out of a sentence is what there is to weigh.
  if (was.has('core') && !is.has('core')) for (const name of was) if (name.startsWith('core')) features.add(name)
  return features
}

const LOST_SHARE = 0.25

/** Where a good part of the text went and little came, single sentences among it say nothing: the capture lost them, or another page has them. */
function lostWhole({ before, after }: Both<Side>, candidates: readonly Candidate[]): readonly Candidate[] {
  const lost = words(before)
  return lost > before.source.length * LOST_SHARE && words(after) < lost * LOST_SHARE
    ? candidates.filter(({ change }) => change.after !== undefined)
    : candidates
}

const words = ({ changed }: Side) => changed.reduce((sum, { start, end }) => sum + end - start, 0)

/** Leaves out what the other text says elsewhere, word for word: a sentence that was split off, merged or said twice. */
function unsaid(candidates: readonly Candidate[], { before, after }: Both<Side>): readonly Candidate[] {
  const [inOld, inNow] = [sayer(before.source), sayer(after.source)]
  return candidates.filter(({ change }) => {
    if (change.after !== undefined) return !inOld(change.after)
    return change.before !== undefined && !inNow(change.before)
  })
}

/** Tells whether `source` holds a sentence, however it looks there. The whole text is made plain only when a few words of it are found. */
function sayer(source: string): (sentence: Sentence) => boolean {
  let whole: string | undefined
  return ({ text, key }) => {
    const words = text.split(' ')
    const middle = Math.floor(words.length / 2)
    if (!source.includes(words.slice(Math.max(0, middle - 2), middle + 1).join(' '))) return false
    whole ??= ` ${keyOf(plain(mask(source)))} `
    return whole.includes(` ${key} `)
  }
}
