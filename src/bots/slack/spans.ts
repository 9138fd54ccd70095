/** Inline runs as Slack writes them: mrkdwn where its marks can be relied on, rich text elements everywhere. */

import type { types } from '@slack/bolt'
import type { RichText, Span } from '../../core/notice.ts'
import { cleanText, escapeMrkdwn, INSTANT_FORMAT, instantMarkup, linkMarkup, safeUrl } from './escape.ts'
import { TEXT_CHARS_MAX } from './limits.ts'

/** A link longer than this is written as its words: it would leave no room for a sentence. */
const LINK_CHARS_MAX = TEXT_CHARS_MAX / 2

export interface Mrkdwn {
  readonly text: string
  /** False when a bold or struck run touches a letter: there Slack shows the marks themselves, so they were left out. */
  readonly exact: boolean
}

/** The runs as one mrkdwn text, escaped. Observed: `*bold*` works only between spaces, ends of lines and some punctuation. */
export function mrkdwnOf(text: RichText): Mrkdwn {
  const spans = normalised(text)
  let exact = true
  const parts = spans.map((span, index) => {
    if (span.kind !== 'text') return outsideText(span)
    if (span.strong !== true && span.strike !== true) return escapeMrkdwn(span.text)
    const before = spans[index - 1]?.text.at(-1)
    const after = spans[index + 1]?.text[0]
    const core = span.text.trim()
    const [lead = '', tail = ''] = span.text.split(core)
    const stands =
      (lead !== '' || before === undefined || /[\s([{"“‘«„—]/.test(before)) &&
      (tail !== '' || after === undefined || /[\s.,;:!?)\]}"”’»…—]/.test(after))
    if (core === '' || core.includes('\n') || !stands) {
      exact &&= core === ''
      return escapeMrkdwn(span.text)
    }
    const marks = `${span.strong === true ? '*' : ''}${span.strike === true ? '~' : ''}`
    return `${lead}${marks}${escapeMrkdwn(core)}${[...marks].reverse().join('')}${tail}`
  })
  return { text: parts.join(''), exact }
}

/** The runs as rich text elements, which Slack takes literally: nothing in them is parsed. */
export function richElementsOf(text: RichText): types.RichTextElement[] {
  return normalised(text).map((span): types.RichTextElement => {
    if (span.kind === 'instant')
      return { type: 'date', timestamp: Math.floor(span.atMs / 1000), format: INSTANT_FORMAT, fallback: span.text }
    if (span.kind === 'link') return { type: 'link', url: safeUrl(span.url, LINK_CHARS_MAX) ?? '', text: span.text }
    const style = { ...(span.strong === true ? { bold: true } : {}), ...(span.strike === true ? { strike: true } : {}) }
    return { type: 'text', text: span.text, ...(Object.keys(style).length > 0 ? { style } : {}) }
  })
}

/** Parts whose mrkdwn is at most `charsMax` long, cut between sentences where possible. Nothing is lost: joined, the parts say the same words. */
export function splitRich(text: RichText, charsMax: number): RichText[] {
  const whole = normalised(text)
  if (whole.length === 0) return []
  if (mrkdwnOf(whole).text.length <= charsMax) return [whole]
  const parts: Span[][] = [[]]
  for (const piece of whole.flatMap((span) => piecesOf(span, charsMax))) {
    const last = parts.at(-1) ?? []
    // Runs that become neighbours may escape differently, so the whole part is measured.
    if (last.length > 0 && mrkdwnOf([...last, piece]).text.length > charsMax) parts.push([piece])
    else last.push(piece)
  }
  return parts.filter((part) => part.length > 0)
}

function outsideText(span: Exclude<Span, { kind: 'text' }>): string {
  if (span.kind === 'instant') return instantMarkup(span.text, span.atMs)
  const url = safeUrl(span.url, LINK_CHARS_MAX)
  return url === null ? escapeMrkdwn(span.text) : linkMarkup(span.text, url)
}

/**
 * Cleaned, without empty runs, without links and moments that cannot be shown as such, and with equal neighbours joined: two runs `:smi`
 * and `le:` must be escaped as the one text they become.
 */
function normalised(text: RichText): Span[] {
  const spans: Span[] = []
  for (const raw of text) {
    const span = showable({ ...raw, text: cleanText(raw.text) })
    if (span.text === '') continue
    const last = spans.at(-1)
    if (
      last?.kind === 'text' &&
      span.kind === 'text' &&
      (last.strong === true) === (span.strong === true) &&
      (last.strike === true) === (span.strike === true)
    ) {
      spans[spans.length - 1] = { ...last, text: last.text + span.text }
    } else spans.push(span)
  }
  return spans
}

/** Slack's dates start with the epoch; the year 9999 is the last it has words for. */
const LAST_INSTANT_MS = 253_402_300_799_000

function showable(span: Span): Span {
  const fits =
    span.kind === 'link'
      ? safeUrl(span.url, LINK_CHARS_MAX) !== null && span.text.trim() !== ''
      : span.kind === 'text' || (span.atMs >= 0 && span.atMs <= LAST_INSTANT_MS)
  return fits ? span : { kind: 'text', text: span.text }
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** One escaped character is at most five long (`&amp;`); marks around a run add four. */
const ESCAPED_CHARS_MAX = 5

function piecesOf(span: Span, charsMax: number): Span[] {
  if (mrkdwnOf([span]).text.length <= charsMax && span.kind !== 'text') return [span]
  const room = Math.max(1, Math.floor((charsMax - 4) / ESCAPED_CHARS_MAX))
  const texts = [...sentences.segment(span.text)].flatMap(({ segment }) =>
    mrkdwnOf([{ kind: 'text', text: segment }]).text.length + 4 <= charsMax ? [segment] : chunksOf(segment, room),
  )
  return texts.map((text) => (span.kind === 'text' ? { ...span, text } : { kind: 'text', text }))
}

function chunksOf(text: string, charsMax: number): string[] {
  const chunks = ['']
  // A pile of combining marks can be one endless character; only there is it cut inside.
  const units = [...graphemes.segment(text)].flatMap(({ segment }) => (segment.length > charsMax ? [...segment] : [segment]))
  for (const segment of units) {
    const last = chunks.length - 1
    if ((chunks[last] ?? '').length + segment.length > charsMax && chunks[last] !== '') chunks.push(segment)
    else chunks[last] = (chunks[last] ?? '') + segment
  }
  return chunks
}
