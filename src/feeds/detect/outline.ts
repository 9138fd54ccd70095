/** Cuts a Markdown text into blocks (headings, paragraphs, list items, table rows) with their positions, leaving the sentences to others. */

export type BlockKind = 'heading' | 'paragraph' | 'item' | 'row'

/** A block of a text: `text.slice(start, end)`, without the spaces around it. */
export interface Block {
  readonly kind: BlockKind
  readonly start: number
  readonly end: number
}

const ITEM = /^\s*(?:[-*+•●▪◦–]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s/i
const HEADING = /^\s{0,3}#{1,6}(?:\s|$)/
/** A line of nothing but bold words is a heading in most captured pages. */
const BOLD_LINE = /^\s*(?:\*\*|__)[^*_]{2,120}(?:\*\*|__):?\s*$/
const RULE = /^[\s|:\-=_*~+]*$/

/** The blocks of `text` in order. Every visible character but rules and fences is in exactly one. */
export function outline(text: string): readonly Block[] {
  const blocks: Block[] = []
  let open: { kind: BlockKind; start: number; end: number } | undefined
  let hardBreak = false
  const close = () => {
    if (open !== undefined) blocks.push(open)
    open = undefined
  }
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const stop = newline === -1 ? text.length : newline
    const line = text.slice(at, stop)
    const kind = kindOf(line)
    if (kind === 'rule') close()
    else {
      const [start, end] = trimmed(text, at, stop)
      // A plain line goes on with the block above, as Markdown has it, unless that ended in a hard break.
      if (kind === 'paragraph' && open !== undefined && !hardBreak && open.kind !== 'heading' && open.kind !== 'row') open.end = end
      else {
        close()
        open = { kind, start, end }
        if (kind === 'heading' || kind === 'row') close()
      }
      hardBreak = /(?: {2}|\\)\r?$/.test(line)
    }
    at = stop + 1
  }
  close()
  return blocks
}

function kindOf(line: string): BlockKind | 'rule' {
  if (RULE.test(line)) return 'rule'
  const first = line.trimStart().charCodeAt(0)
  if (first === 0x23 && HEADING.test(line)) return 'heading'
  if (first === 0x7c) return 'row'
  if ((first === 0x2a || first === 0x5f) && BOLD_LINE.test(line)) return 'heading'
  if (ITEM.test(line)) return 'item'
  return 'paragraph'
}

function trimmed(text: string, from: number, to: number): readonly [number, number] {
  let start = from
  let end = to
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  return [start, end]
}
