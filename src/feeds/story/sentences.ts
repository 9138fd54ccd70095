/** Sentences of a policy and the marks they are remembered by. Only for memory: what a sentence means is the detector's business. */

/** Shorter than this, in letters and digits, a piece of text says too little to be remembered: numbers, bullets, "See below". */
const LETTERS_MIN = 12

export interface Sentence {
  /** Verbatim. */
  readonly text: string
  /** A 32-bit number made of its letters and digits alone: markup, links, case, quotes and spacing do not count. */
  readonly mark: number
}

const ENDS = /(?<=[.!?][”"'’)\]*_]{0,3})\s+(?=[\p{Lu}\p{N}“"'([*_])|\s*\|\s*/u

/** The sentences of these lines that are long enough to be remembered; cells of a table are sentences of their own. */
export function sentencesOf(lines: Iterable<string>): Sentence[] {
  const sentences: Sentence[] = []
  for (const line of lines) {
    if (line.length < LETTERS_MIN) continue
    for (const text of line.length < 200 && !/[.!?|]/.test(line) ? [line] : line.split(ENDS)) {
      const mark = markOf(text)
      if (mark !== null) sentences.push({ text, mark })
    }
  }
  return sentences
}

const A = 97
const UPPER_A = 65
const UPPER_Z = 90
const PRIME = 0x01000193

/** FNV-1a over what is left of the text without markup (http://www.isthe.com/chongo/tech/comp/fnv/); `null` when that is too little. */
function markOf(text: string): number | null {
  let hash = 0x811c9dc5 | 0
  let letters = 0
  for (let at = 0; at < text.length; at += 1) {
    let code = text.charCodeAt(at)
    // `](address)`: where a link leads is not what a sentence says.
    if (code === 93 && text.charCodeAt(at + 1) === 40) {
      const end = text.indexOf(')', at)
      if (end > 0) at = end
      continue
    }
    if (code < 128) {
      if (code >= UPPER_A && code <= UPPER_Z) code += A - UPPER_A
      else if (!((code >= A && code <= 122) || (code >= 48 && code <= 57))) continue
    } else if (code < 0xc0 || (code >= 0x2000 && code <= 0x206f)) continue
    letters += 1
    hash = Math.imul(hash ^ code, PRIME)
  }
  return letters < LETTERS_MIN ? null : hash
}

/** A mark for a whole text, word for word. */
export function textMark(text: string): number {
  let hash = 0x811c9dc5 | 0
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME)
  return hash
}
