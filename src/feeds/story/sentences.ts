/** Sentences of a policy and the marks they are remembered by. Only for memory: what a sentence means is the detector's business. */

/** Shorter than this, in letters and digits, a piece of text says too little to be remembered: numbers, bullets, "See below". */
const LETTERS_MIN = 12

export interface Sentence {
  /** Verbatim. */
  readonly text: string
  /** A 32-bit number made of its letters and digits alone: markup, links, case, quotes and spacing do not count. */
  readonly mark: number
}

const LINE_END = 10
const SPACE = 32
const CLOSING_BRACKET = 93
const OPENING_PARENTHESIS = 40
const CELL_EDGE = 124
const FULL_STOPS = new Set([...'.!?'].map((each) => each.charCodeAt(0)))
const IDEOGRAPHIC_FULL_STOP = 0x3002
/** May stand between a full stop and the space after it. */
const CLOSERS = new Set([...'”"\'’)]*_'].map((each) => each.charCodeAt(0)))
/** May open a sentence besides capitals and digits. */
const OPENERS = new Set([...'“"‘\'([*_'].map((each) => each.charCodeAt(0)))

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
const START = 0x811c9dc5 | 0
const PRIME = 0x01000193

/**
 * The sentences that are long enough to be remembered, in one pass. Lines and cells of a table end a sentence, as does a full stop before a
 * capital.
 */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  let letters = 0
  let hash = START
  const end = (at: number, next: number) => {
    if (letters >= LETTERS_MIN) sentences.push({ text: text.slice(start, at).trim(), mark: hash })
    start = next
    letters = 0
    hash = START
  }
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const letter = folded(code)
    if (letter !== 0) {
      letters += 1
      hash = Math.imul(hash ^ letter, PRIME)
    } else if (code === LINE_END || code === CELL_EDGE || code === IDEOGRAPHIC_FULL_STOP) end(at, at + 1)
    else if (FULL_STOPS.has(code)) {
      const next = nextSentence(text, at + 1)
      if (next > 0) {
        end(next, next)
        at = next - 1
      }
    } else if (code === CLOSING_BRACKET && text.charCodeAt(at + 1) === OPENING_PARENTHESIS) at = linkEnd(text, at)
  }
  end(text.length, text.length)
  return sentences
}

/** For each character of ASCII: itself as a small letter or digit, or 0. */
const ASCII_FOLDED = Uint8Array.from({ length: 128 }, (_, code) => {
  const small = String.fromCharCode(code).toLowerCase()
  return /[a-z0-9]/.test(small) ? small.charCodeAt(0) : 0
})

/** A letter or digit in its small form; 0 for anything else. */
function folded(code: number): number {
  if (code < 128) return ASCII_FOLDED[code] ?? 0
  const isPunctuation = code < 0xc0 || (code >= 0x2000 && code <= 0x206f) || code === IDEOGRAPHIC_FULL_STOP
  return isPunctuation ? 0 : code
}

/** Where the sentence after a full stop begins, or 0 when the stop ends none. */
function nextSentence(text: string, from: number): number {
  let at = from
  while (at - from < 4 && CLOSERS.has(text.charCodeAt(at))) at += 1
  if (text.charCodeAt(at) !== SPACE) return 0
  while (text.charCodeAt(at) === SPACE) at += 1
  const code = text.charCodeAt(at)
  if ((code >= 65 && code <= 90) || (code >= 48 && code <= 57) || OPENERS.has(code)) return at
  const first = code >= 0xc0 ? (text[at] ?? '') : ''
  return first !== first.toLowerCase() ? at : 0
}

/** `](address)`: where a link leads is not what a sentence says. An unclosed one ends with its line. */
function linkEnd(text: string, at: number): number {
  const end = text.indexOf(')', at)
  const lineEnd = text.indexOf('\n', at)
  return end < 0 || (lineEnd >= 0 && lineEnd < end) ? at : end
}

/** A mark for a whole text, word for word. */
export function textMark(text: string): number {
  let hash = START
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME)
  return hash
}
