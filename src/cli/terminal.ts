/** A notice as terminal text: 80 columns, marks with their words, no colour needed. */

import type { Block, Notice, RichText } from '../core/notice.ts'

export interface TerminalOptions {
  readonly columns: number
  /** Plain ASCII for terminals without the marks: `[on]` for ●, `>` for ›. */
  readonly ascii: boolean
}

const ASCII: ReadonlyMap<string, string> = new Map([
  ['■', '[always]'],
  ['●', '[on]'],
  ['○', '[off]'],
  ['✓', '[no]'],
  ['›', '>'],
  ['“', '"'],
  ['”', '"'],
  ['’', "'"],
  ['·', '-'],
  ['…', '...'],
])

/** The whole message for a terminal; ends with a newline. Buttons that lead elsewhere become their address; the others are left out. */
export function terminalText(notice: Notice, { columns, ascii }: TerminalOptions): string {
  const lines = notice.blocks.flatMap((block, index) => linesOf(block, index === 0, columns))
  const text = `${lines.join('\n')}\n`
  return ascii ? text.replace(/[■●○✓›“”’·…]/gu, (mark) => ASCII.get(mark) ?? mark) : text
}

function linesOf(block: Block, first: boolean, columns: number): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return first || block.level === 1 ? wrap(words(block.text), '', columns) : wrap(words(block.text), '  ', columns)
    case 'text':
    case 'quiet':
      return wrap(words(block.text), '  ', columns)
    case 'quote':
      return wrap(words(block.text), '  | ', columns)
    case 'copy':
      return block.text.split('\n').map((line) => `    ${line}`)
    case 'list':
      return block.items.flatMap((item, index) => {
        const bullet = block.ordered ? `${index + 1}. ` : '- '
        return wrap(words(item), `    ${bullet}`, columns, `    ${' '.repeat(bullet.length)}`)
      })
    case 'buttons':
      return block.buttons.flatMap((button) => (button.kind === 'link' ? [`    ${button.label}: ${button.url}`] : []))
    case 'divider':
    case 'select':
      return []
  }
}

const words = (text: RichText) => text.map((span) => (span.kind === 'link' ? `${span.text}: ${span.url}` : span.text)).join('')

/** Breaks at spaces; an address longer than the line stands on a line of its own rather than being broken. */
function wrap(text: string, indent: string, columns: number, hanging = indent.replace(/\S/g, ' ')): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? indent : hanging
    let empty = true
    for (const word of paragraph.split(/ +/)) {
      if (!empty && line.length + 1 + word.length > columns) {
        lines.push(line)
        line = hanging
        empty = true
      }
      line += empty ? word : ` ${word}`
      empty = false
    }
    lines.push(line)
  }
  return lines
}
