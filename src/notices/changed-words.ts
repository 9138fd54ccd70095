/** The two sides of a changed passage, with the words that differ marked, shortened around them. */

import { plain, type RichText, type Span } from '../core/notice.ts'

interface Sides {
  readonly before: RichText | null
  readonly after: RichText | null
}

/** Words both sides share at their beginning and end are plain, what lies between is strong; each side has at most `chars` characters. */
export function changedWords(before: string | undefined, after: string | undefined, chars: number): Sides {
  if (before === undefined || after === undefined) {
    return {
      before: before === undefined ? null : shortened(plain(before), chars),
      after: after === undefined ? null : shortened(plain(after), chars),
    }
  }
  const [one, other] = [before.split(/(?<=\s)/), after.split(/(?<=\s)/)]
  let start = 0
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1
  let end = 0
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end += 1
  const side = (words: readonly string[]): RichText => {
    const spans: Span[] = [
      { kind: 'text', text: words.slice(0, start).join('') },
      { kind: 'text', text: words.slice(start, words.length - end).join(''), strong: true },
      { kind: 'text', text: words.slice(words.length - end).join('') },
    ]
    return shortened(
      spans.filter(({ text }) => text !== ''),
      chars,
    )
  }
  return { before: side(one), after: side(other) }
}

/** Cut at the end of a word, with "…" for what is left out. */
function shortened(spans: RichText, chars: number): RichText {
  const kept: Span[] = []
  let room = chars
  for (const span of spans) {
    if (span.text.length <= room) {
      kept.push(span)
      room -= span.text.length
      continue
    }
    const cut = span.text.slice(0, Math.max(0, room - 1))
    kept.push({ ...span, text: `${cut.replace(/\s+\S*$/u, '')} …` })
    break
  }
  return kept
}
