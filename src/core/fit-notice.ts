/** Shortens a notice by its own rules until a chat platform can take it: whole blocks in their stated order, never mid-sentence. */

import type { Block, Notice, RichText, Span } from './notice.ts'

/**
 * The longest version of `notice` for which `fits` is true. Blocks leave (or become their `shorter` form) in order of `drop`, the later of
 * equals first. When nothing may leave any more, the longest text is cut at a sentence end until it fits; the result then ends in "…".
 * Terminates for any `fits` that accepts a notice of one short heading.
 */
export function fitNotice(notice: Notice, fits: (notice: Notice) => boolean): Notice {
  let current = notice
  while (!fits(current)) {
    const smaller = dropNext(current) ?? cutLongest(current)
    if (smaller === null) return current
    current = smaller
  }
  return current
}

function dropNext(notice: Notice): Notice | null {
  let chosen = -1
  let lowest = Number.POSITIVE_INFINITY
  for (const [index, block] of notice.blocks.entries()) {
    if (block.drop !== undefined && block.drop <= lowest) {
      lowest = block.drop
      chosen = index
    }
  }
  const block = notice.blocks[chosen]
  if (block === undefined) return null
  const blocks = block.shorter === undefined ? notice.blocks.toSpliced(chosen, 1) : notice.blocks.with(chosen, block.shorter)
  return { ...notice, blocks: tidy(blocks) }
}

/** No heading over nothing; no divider at the start, at the end, or beside another. */
function tidy(blocks: readonly Block[]): Block[] {
  const headed = blocks.filter((block, index) => {
    const under = blocks[index + 1]?.kind
    return block.kind !== 'heading' || block.level === 1 || (under !== undefined && under !== 'heading' && under !== 'divider')
  })
  return headed.filter(
    (block, index) => block.kind !== 'divider' || (index > 0 && index < headed.length - 1 && headed[index - 1]?.kind !== 'divider'),
  )
}

/** Below this a text is left alone: cutting further would say nothing. */
const SHORTEST_TEXT = 40

function cutLongest(notice: Notice): Notice | null {
  let chosen = -1
  let longest = SHORTEST_TEXT
  for (const [index, block] of notice.blocks.entries()) {
    const length = lengthOf(block)
    if (length > longest) {
      longest = length
      chosen = index
    }
  }
  const block = notice.blocks[chosen]
  if (block === undefined) return null
  const shorter = cutBlock(block, Math.floor(longest * 0.75))
  return lengthOf(shorter) < longest ? { ...notice, blocks: notice.blocks.with(chosen, shorter) } : null
}

function lengthOf(block: Block): number {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'quiet':
    case 'quote':
      return richLength(block.text)
    case 'copy':
      return block.text.length
    case 'list':
      return block.items.reduce((sum, item) => sum + richLength(item), 0)
    default:
      return 0
  }
}

const richLength = (text: RichText) => text.reduce((sum, span) => sum + span.text.length + (span.kind === 'link' ? span.url.length : 0), 0)

function cutBlock(block: Block, maxChars: number): Block {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'quiet':
    case 'quote':
      return { ...block, text: cutRich(block.text, maxChars) }
    case 'copy':
      return { ...block, text: cutAtSentence(block.text, maxChars) }
    case 'list':
      return block.items.length > 1
        ? { ...block, items: block.items.slice(0, -1) }
        : { ...block, items: block.items.map((item) => cutRich(item, maxChars)) }
    default:
      return block
  }
}

function cutRich(text: RichText, maxChars: number): RichText {
  const kept: Span[] = []
  let left = maxChars
  for (const span of text) {
    const cost = span.text.length + (span.kind === 'link' ? span.url.length : 0)
    if (cost <= left) {
      kept.push(span)
      left -= cost
      continue
    }
    if (span.kind === 'text' && left > 1) kept.push({ ...span, text: cutAtSentence(span.text, left) })
    else kept.push({ kind: 'text', text: '…' })
    break
  }
  return kept
}

const segmenters = {
  sentence: new Intl.Segmenter('en', { granularity: 'sentence' }),
  grapheme: new Intl.Segmenter('en', { granularity: 'grapheme' }),
}

/**
 * At most `maxChars` (≥ 1) UTF-16 units of `text`: whole sentences and "…" where one fits, else whole words, else whole characters.
 * Text that fits comes back unchanged.
 */
export function cutAtSentence(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  const room = maxChars - 2
  let end = 0
  for (const { index, segment } of segmenters.sentence.segment(text)) {
    if (index + segment.trimEnd().length > room) break
    end = index + segment.trimEnd().length
  }
  if (end > 0 && end >= room / 3) return `${text.slice(0, end)} …`
  const word = text.slice(0, maxChars - 1).replace(/\s+\S*$/, '')
  if (word.length > 0 && word.length < maxChars - 1) return `${word}…`
  let kept = ''
  for (const { segment } of segmenters.grapheme.segment(text)) {
    if (kept.length + segment.length > maxChars - 1) break
    kept += segment
  }
  return `${kept}…`
}
