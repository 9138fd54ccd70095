/** Cuts blocks into sentences that know where they stand: their place in the text, the heading above and the words that lead in. */

import { CONTEXT_CHARS_MAX, SENTENCE_CHARS_MAX } from './limits.ts'
import type { Block } from './outline.ts'
import { keyOf, mask, plain } from './plain.ts'

/** One sentence, list item or table row. `source.slice(start, end)` is its verbatim text. */
export interface Sentence {
  readonly start: number
  readonly end: number
  /** What a reader sees. */
  readonly text: string
  /** Equal when only looks differ: {@link keyOf}. Worked out when first asked for. */
  readonly key: string
  /** Which block of the outline it is in. */
  readonly block: number
}

/** Words that end with a dot and go on. Lower case, without the last dot. */
const ABBREVIATIONS = new Set(
  'e.g i.e inc ltd co corp llc no nos art arts sec sect cf vs mr ms mrs dr st u.s u.k p.o approx incl etc z.b bzw d.h u.a ggf abs nr vgl usw p.ex m mme cie par al'.split(
    ' ',
  ),
)
const ROW_AS_ONE_CHARS = 600
/** A full stop, or the end of a table cell or of an HTML line. */
const STOP = /[.!?…。！？]+["'”’»)\]*_\ue000]*[\s\ue001]+|\ue001+|\s*;\s+(?=(?:and |or )?(?:\([a-z\d]{1,4}\)|[•●]))/g

/** The sentences of one block. Together they hold every visible word of it. */
export function sentencesOf(source: string, block: Block, index: number): readonly Sentence[] {
  const raw = source.slice(block.start, block.end)
  const masked = mask(raw)
  const make = (from: number, to: number): Sentence | undefined => {
    let start = from
    let end = to
    while (start < end && skippable(masked.charCodeAt(start))) start++
    while (end > start && skippable(masked.charCodeAt(end - 1), true)) end--
    const text = plain(masked.slice(start, end))
    return text === '' ? undefined : sentence(block.start + start, block.start + end, text, index)
  }
  const pieces: (Sentence | undefined)[] = []
  if (block.kind === 'row') {
    if (raw.length <= ROW_AS_ONE_CHARS) pieces.push(make(0, raw.length))
    else for (const [from, to] of cells(masked)) cut(masked, from, to, (start, end) => pieces.push(make(start, end)))
  } else cut(masked, 0, raw.length, (start, end) => pieces.push(make(start, end)))
  return pieces.filter((piece) => piece !== undefined)
}

function sentence(start: number, end: number, text: string, block: number): Sentence {
  let key: string | undefined
  return {
    start,
    end,
    text,
    block,
    get key() {
      key ??= keyOf(text)
      return key
    },
  }
}

/** White space, cell borders, and marks of the block itself; at the end a bracket of a masked link target belongs to the words. */
function skippable(code: number, atEnd = false): boolean {
  if (code <= 0x20 || code === 0xe001) return true
  if (code === 0xe000) return !atEnd
  return code === 0x7c || (!atEnd && code === 0x23)
}

function* cells(masked: string): Generator<readonly [number, number]> {
  let from = 0
  for (let at = 0; at <= masked.length; at++) {
    if (at < masked.length && (masked[at] !== '|' || masked[at - 1] === '\\')) continue
    if (at > from) yield [from, at]
    from = at + 1
  }
}

function cut(masked: string, from: number, to: number, found: (start: number, end: number) => void): void {
  let start = from
  const emit = (end: number) => {
    for (; end - start > SENTENCE_CHARS_MAX; start = wordEnd(masked, start + SENTENCE_CHARS_MAX, start)) {
      found(start, wordEnd(masked, start + SENTENCE_CHARS_MAX, start))
    }
    found(start, end)
    start = end
  }
  STOP.lastIndex = from
  for (let stop = STOP.exec(masked); stop !== null && stop.index < to; stop = STOP.exec(masked)) {
    const end = Math.min(stop.index + stop[0].length, to)
    if (stop[0].startsWith('.') && goesOn(masked, start, stop.index, end)) continue
    emit(end)
  }
  if (start < to) emit(to)
}

/** A dot that ends no sentence: after an abbreviation, a number or a single letter, or before a small letter. */
function goesOn(masked: string, start: number, dot: number, next: number): boolean {
  const word = /[\p{L}\p{N}.]*$/u.exec(masked.slice(Math.max(start, dot - 16), dot))?.[0] ?? ''
  const following = masked.slice(next, next + 4).replace(/^["'“‘«([*_\ue000]+/, '')
  if (/^\p{Ll}/u.test(following)) return true
  if (ABBREVIATIONS.has(word.toLowerCase())) return !/^(?:We|You|The|This|These|If|Our|Your)\b/.test(masked.slice(next, next + 6))
  return /^(?:\p{Lu}|\d+(?:\.\d+)*)$/u.test(word) && dot - start < 14
}

/** Where the word around `at` began, so that a wall of text is cut between words where there are any. */
function wordEnd(masked: string, at: number, start: number): number {
  const space = masked.lastIndexOf(' ', at)
  return space > start + SENTENCE_CHARS_MAX / 2 ? space : at
}

/** What stands around a block, as a reader takes it in. */
export interface Surroundings {
  /** The nearest heading above. */
  readonly heading: string
  /** The lead-in of a list ("You may not:") or the sentence before. */
  readonly lead: string
  /** What a lead-in that ends in a colon leads to. */
  readonly tail: string
}

const BLOCKS_BACK_MAX = 60
const BLOCKS_AHEAD = 6
const COLON_CHARS = 12

/** What stands around block `index`. A list item looks up to the colon that opened its list. */
export function surroundings(source: string, blocks: readonly Block[], index: number): Surroundings {
  const own = blocks[index]
  if (own === undefined) return { heading: '', lead: '', tail: '' }
  let heading: Block | undefined
  let opening: Block | undefined
  let above: Block | undefined
  for (let at = index - 1; at >= Math.max(0, index - BLOCKS_BACK_MAX) && heading === undefined; at--) {
    const block = blocks[at]
    if (block?.kind === 'heading') heading = block
    else if (block !== undefined) {
      if (opening === undefined && leadsOn(source, block)) opening = block
      if (block.kind === 'paragraph') above ??= block
    }
  }
  const lead = own.kind === 'paragraph' && !opensWithNumber(source, own) ? above : (opening ?? above)
  return {
    heading: heading === undefined ? '' : wordsOf(source, heading),
    lead: lead === undefined ? '' : wordsOf(source, lead).slice(-CONTEXT_CHARS_MAX),
    tail: leadsOn(source, own) ? tailOf(source, blocks, index) : '',
  }
}

/** The block whose colon opens the list that block `index` is in, or that itself opens one. */
export function openingOf(source: string, blocks: readonly Block[], index: number): Block | undefined {
  const own = blocks[index]
  if (own === undefined || own.kind === 'heading') return undefined
  if (leadsOn(source, own)) return own
  if (own.kind === 'paragraph' && !opensWithNumber(source, own)) return undefined
  for (let at = index - 1; at >= Math.max(0, index - BLOCKS_BACK_MAX); at--) {
    const block = blocks[at]
    if (block === undefined || block.kind === 'heading') return undefined
    if (leadsOn(source, block)) return block
  }
  return undefined
}

/** What follows a lead-in, up to the next heading. */
function tailOf(source: string, blocks: readonly Block[], index: number): string {
  const tail: string[] = []
  for (const block of blocks.slice(index + 1, index + 1 + BLOCKS_AHEAD)) {
    if (block.kind === 'heading') break
    tail.push(wordsOf(source, block))
  }
  return tail.join(' ').slice(0, 3 * CONTEXT_CHARS_MAX)
}

/** True when a block ends in a colon, whatever marks come after it. */
function leadsOn(source: string, { start, end }: Block): boolean {
  return /[:：]\W{0,6}$/.test(source.slice(Math.max(start, end - COLON_CHARS), end))
}

/** Numbered or lettered paragraphs are list items that the capture wrote as paragraphs. */
const opensWithNumber = (source: string, block: Block) =>
  /^\W{0,4}(?:\(?[a-z\divx]{1,5}[.)]|[a-z])/.test(source.slice(block.start, block.start + 10))

const wordsOf = (source: string, block: Block) => plain(mask(source.slice(block.start, Math.min(block.end, block.start + 1_500))))
