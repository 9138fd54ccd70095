/** A letter as plain text, whole or in parts short enough for a chat message. */

import type { Letter, LetterField, LetterPart } from './letter.ts'
import type { Messages } from './messages.ts'

/** What stays open stands in square brackets: "[your name]". Ends with a newline. */
export function letterText(letter: Letter, messages: Messages): string {
  return `${paragraphsOf(letter, messages).join('\n\n')}\n`
}

/**
 * The same in as few pieces of at most `charsMax` as its paragraphs allow. A paragraph is split only when it is longer by itself, and then
 * at a space.
 */
export function letterPieces(letter: Letter, messages: Messages, charsMax: number): readonly string[] {
  const pieces: string[] = []
  let current = ''
  for (const paragraph of paragraphsOf(letter, messages).flatMap((text) => splitLong(text, charsMax))) {
    const joined = current === '' ? paragraph : `${current}\n\n${paragraph}`
    if (joined.length <= charsMax) current = joined
    else {
      pieces.push(current)
      current = paragraph
    }
  }
  return [...pieces, current]
}

function paragraphsOf({ parts }: Letter, messages: Messages): readonly string[] {
  return parts.flatMap((part) => partText(part, messages))
}

function partText(part: LetterPart, messages: Messages): readonly string[] {
  switch (part.kind) {
    case 'text':
      return [part.text]
    case 'lines':
      return [part.lines.join('\n')]
    case 'list':
      return part.items.map((item, index) => `${index + 1}. ${item}`)
    case 'open':
      return [`[${blankWords(part.field, messages)}]`]
  }
}

/** "your name": what belongs into an open place. */
export function blankWords(field: LetterField, messages: Messages): string {
  return messages.text(`letter.blank.${field}`)
}

function splitLong(text: string, charsMax: number): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > charsMax) {
    const space = rest.lastIndexOf(' ', charsMax)
    const end = space > 0 ? space : charsMax
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return [...pieces, rest]
}
