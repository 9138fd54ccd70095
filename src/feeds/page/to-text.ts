/** Elements of a page to text with a little Markdown: headings, lists, tables and paragraphs, without links and emphasis, which change without meaning. */

/** As much of a node as is read. */
export interface PageNode {
  readonly nodeType: number
  readonly textContent: string | null
  readonly childNodes: Iterable<PageNode>
  readonly localName?: string
  getAttribute?(name: string): string | null
}

const ELEMENT = 1
const TEXT = 3
/** Deeper than this no page is written by people; what is below is taken as plain words. */
const DEPTH_MAX = 150

const LEFT_OUT = new Set(
  'script style noscript template svg math iframe object embed canvas audio video picture img input select textarea button dialog head'.split(
    ' ',
  ),
)
const BLOCKS =
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header hgroup html main nav p pre section summary table'.split(
    ' ',
  )

/** Paragraphs, headings, list items and table rows, with a blank line between what is not of one list or table. */
export function toText(nodes: Iterable<PageNode>): string {
  const writer = createWriter()
  for (const node of nodes) {
    write(node, writer, { depth: 0, list: null })
    writer.endLine()
  }
  return writer.text()
}

interface Place {
  readonly depth: number
  /** How deep in lists: where an item stands. */
  readonly list: List | null
}

interface List {
  readonly indent: string
  readonly ordered: boolean
  count: number
}

/** Writes what is inside an element, in another list if one is given. */
type Inner = (list?: List) => void
type Rule = (writer: Writer, inner: Inner, place: Place) => void

const heading =
  (level: number): Rule =>
  (writer, inner) =>
    writer.block(`${'#'.repeat(level)} `, inner)

const list =
  (ordered: boolean): Rule =>
  (writer, inner, { list: around }) => {
    const separate = around === null ? writer.gap : writer.endLine
    separate()
    inner({ indent: around === null ? '' : `${around.indent}  `, ordered, count: 0 })
    separate()
  }

const item: Rule = (writer, inner, { list: around }) => {
  const own = around ?? { indent: '', ordered: false, count: 0 }
  own.count++
  writer.line(`${own.indent}${own.ordered ? `${own.count}.` : '-'} `, () => inner(own))
}

const cell: Rule = (writer, inner) => {
  inner()
  writer.cellEnd()
}

/** A paragraph inside a list item or a table cell does not begin a new one: the item is the unit. */
const block: Rule = (writer, inner, { list: around }) => {
  if (around === null && !writer.inRow()) writer.block('', inner)
  else writer.apart(inner)
}

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...[1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, heading(level)] as const),
  ...BLOCKS.map((name) => [name, block] as const),
  ...['ul', 'menu'].map((name) => [name, list(false)] as const),
  ['ol', list(true)],
  ['li', item],
  ['tr', (writer, inner) => writer.line('| ', inner)],
  ['td', cell],
  ['th', cell],
  ['br', (writer) => (writer.inRow() ? writer.words(' ') : writer.endLine())],
  ['hr', (writer) => writer.gap()],
])

function write(node: PageNode, writer: Writer, place: Place): void {
  const name = node.localName?.toLowerCase()
  if (node.nodeType === TEXT || (node.nodeType === ELEMENT && place.depth >= DEPTH_MAX)) writer.words(node.textContent ?? '')
  if (node.nodeType !== ELEMENT || place.depth >= DEPTH_MAX || name === undefined || LEFT_OUT.has(name) || isHidden(node)) return
  const inner: Inner = (own) => {
    for (const child of node.childNodes) write(child, writer, { depth: place.depth + 1, list: own ?? place.list })
  }
  const rule = RULES.get(name)
  if (rule === undefined) inner()
  else rule(writer, inner, place)
}

function isHidden(node: PageNode): boolean {
  const attribute = (name: string) => node.getAttribute?.(name) ?? null
  if (attribute('hidden') !== null || attribute('aria-hidden') === 'true') return true
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute('style') ?? '')
}

interface Writer {
  words(text: string): void
  /** Ends the line that is being written, if there is one. */
  endLine(): void
  /** Ends it with a blank line after it. */
  gap(): void
  block(prefix: string, inner: Inner): void
  line(prefix: string, inner: Inner): void
  /** Words before and after do not run together. */
  apart(inner: Inner): void
  cellEnd(): void
  inRow(): boolean
  text(): string
}

function createWriter(): Writer {
  const lines: string[] = []
  let current = ''
  let prefix = ''
  const endLine = () => {
    const words = current.replace(/\s+/g, ' ').trim()
    if (words !== '' && words !== '|') lines.push(`${prefix}${words}`)
    current = ''
    // What follows in the same item stands under its text.
    prefix = prefix.startsWith('|') ? '' : prefix.replace(/\S/g, ' ')
  }
  const gap = () => {
    endLine()
    prefix = ''
    if (lines.length > 0 && lines.at(-1) !== '') lines.push('')
  }
  const line = (mark: string, inner: Inner) => {
    endLine()
    const around = prefix
    prefix = mark
    inner()
    endLine()
    prefix = around
  }
  return {
    words: (text) => {
      current += text
    },
    endLine,
    gap,
    line,
    block(mark, inner) {
      gap()
      prefix = mark
      inner()
      gap()
    },
    apart(inner) {
      current += ' '
      inner()
      current += ' '
    },
    cellEnd: () => {
      current += ' | '
    },
    inRow: () => prefix.startsWith('|'),
    text: () =>
      lines
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
  }
}
