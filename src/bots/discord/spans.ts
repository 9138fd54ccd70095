/** Inline runs as Discord's Markdown. */

import type { RichText, Span } from '../../core/notice.ts'
import { oncePer } from '../../core/once-per.ts'
import { cleanText, escapeMarkdown, safeUrl } from './escape.ts'
import { LINK_CHARS_MAX } from './limits.ts'

/** The runs as Markdown: everything in them escaped, links only where they lead to http(s). */
export const markdownOf: (text: RichText) => string = oncePer(writeSpans)

/** The same on one line, for headings and list items. */
export const markdownLine: (text: RichText) => string = oncePer((text) =>
  writeSpans(text.map((span) => ({ ...span, text: cleanText(span.text).replace(/\s+/g, ' ') }))).trim(),
)

function writeSpans(text: RichText): string {
  return normalised(text).map(writeSpan).join('')
}

function writeSpan(span: Span): string {
  if (span.kind === 'instant') return `<t:${Math.floor(span.atMs / 1000)}:f>`
  if (span.kind === 'link') return writeLink(span.text, safeUrl(span.url, LINK_CHARS_MAX) ?? '')
  const marks = `${span.strike === true ? '~~' : ''}${span.strong === true ? '**' : ''}`
  if (marks === '') return escapeMarkdown(span.text)
  return span.text
    .split('\n')
    .map((line) => marked(line, marks))
    .join('\n')
}

/** Marks touching white space format nothing, so it stays outside. */
function marked(line: string, marks: string): string {
  const core = line.trim()
  if (core === '') return line
  const start = line.indexOf(core)
  return `${line.slice(0, start)}${marks}${escapeMarkdown(core)}${[...marks].reverse().join('')}${line.slice(start + core.length)}`
}

/** Discord shows a masked link as written when its words look like an address, so such words become the address itself. */
function writeLink(words: string, url: string): string {
  if (/^\s*https?:\/\//i.test(words)) return `<${url}>`
  return `[${escapeMarkdown(words.replace(/\s+/g, ' ').trim())}](${url})`
}

/**
 * Cleaned, without empty runs, without links and moments that cannot be shown as such, and with equal neighbours joined: two runs `<@`
 * and `1>` must be escaped as the one text they become.
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

/** Dates beyond this are "invalid date" in Discord's apps, as in every JavaScript one. */
const LAST_INSTANT_MS = 8_640_000_000_000_000

function showable(span: Span): Span {
  const fits =
    span.kind === 'text' ||
    (span.kind === 'link'
      ? span.text.trim() !== '' && safeUrl(span.url, LINK_CHARS_MAX) !== null
      : Number.isFinite(span.atMs) && Math.abs(span.atMs) <= LAST_INSTANT_MS)
  return fits ? span : { kind: 'text', text: span.text }
}
