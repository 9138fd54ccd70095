/** A notice as plain text: Slack's fallback, Discord's classic direct messages, logs of the practice chat. */

import type { Block, Notice, RichText } from './notice.ts'

/** How inline runs become text; the default writes words, and links as "words, url". */
export type WriteSpans = (text: RichText) => string

const plainSpans: WriteSpans = (text) =>
  text.map((span) => (span.kind === 'link' && span.text !== span.url ? `${span.text}, ${span.url}` : span.text)).join('')

/**
 * The whole message in words, one line per block or list item. Link buttons become "label: url"; other buttons and selects are left out,
 * because text cannot be pressed.
 */
export function noticeText(notice: Notice, write: WriteSpans = plainSpans): string {
  return notice.blocks.flatMap((block) => linesOf(block, write)).join('\n')
}

function linesOf(block: Block, write: WriteSpans): string[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'quiet':
      return [write(block.text)]
    case 'quote':
      return [`> ${write(block.text)}`]
    case 'copy':
      return [block.text]
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${write(item)}`)
    case 'buttons':
      return block.buttons.flatMap((button) => (button.kind === 'link' ? [`${button.label}: ${button.url}`] : []))
    case 'divider':
    case 'select':
      return []
  }
}
