/** Puts neighbouring blocks into one where they look the same joined: a message has few blocks, and Slack refuses heavy ones early. */

import type { types } from '@slack/bolt'
import { ACTIONS_ELEMENTS_MAX, TEXT_CHARS_MAX } from './limits.ts'

/** The same message in as few blocks as show it alike. */
export function joinBlocks(blocks: readonly types.KnownBlock[]): types.KnownBlock[] {
  const joined: types.KnownBlock[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    const together = last === undefined ? null : join(last, block)
    if (together === null) joined.push(block)
    else joined[joined.length - 1] = together
  }
  return joined
}

function join(first: types.KnownBlock, second: types.KnownBlock): types.KnownBlock | null {
  if (first.type === 'rich_text' && second.type === 'rich_text') return joinRich(first, second)
  if (first.type === 'context' && second.type === 'context') return joinContext(first, second)
  if (first.type === 'actions' && second.type === 'actions') {
    const elements = [...first.elements, ...second.elements]
    return elements.length > ACTIONS_ELEMENTS_MAX ? null : { ...first, elements }
  }
  return null
}

/** Two paragraphs stay apart: inside one block nothing would separate them. */
function joinRich(first: types.RichTextBlock, second: types.RichTextBlock): types.RichTextBlock | null {
  if (first.elements.at(-1)?.type === 'rich_text_section' && second.elements[0]?.type === 'rich_text_section') return null
  return { ...first, elements: [...first.elements, ...second.elements] }
}

/** Elements of one context stand side by side, so small print is joined line by line instead. */
function joinContext(first: types.ContextBlock, second: types.ContextBlock): types.ContextBlock | null {
  const [above, ...aboveMore] = first.elements
  const [below, ...belowMore] = second.elements
  if (above?.type !== 'mrkdwn' || below?.type !== 'mrkdwn' || aboveMore.length > 0 || belowMore.length > 0) return null
  const text = `${above.text}\n${below.text}`
  return text.length > TEXT_CHARS_MAX ? null : { ...first, elements: [{ ...above, text }] }
}
