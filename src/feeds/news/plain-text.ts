/** What people would read of a piece of HTML, on one line. */

import { parseHTML } from 'linkedom'

/** More than this of one text is not looked at. */
const LOOKED_AT_CHARS = 20_000

/** Plain text of at most `charsMax` characters, ending in "…" when it was longer. Markup is taken out; feeds put it where they may not. */
export function plainText(html: string, charsMax: number): string {
  const looked = html.slice(0, LOOKED_AT_CHARS)
  const text = /[<&]/.test(looked) ? withoutMarkup(looked) : looked
  const line = text
    .toWellFormed()
    // Controls, and characters that nobody sees but that turn text around or hide in it.
    .replace(/[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\s]+/gu, ' ')
    .trim()
  return line.length <= charsMax
    ? line
    : `${line
        .slice(0, charsMax - 1)
        .toWellFormed()
        .trimEnd()}…`
}

function withoutMarkup(html: string): string {
  const { document }: { readonly document: { readonly documentElement: { readonly textContent: string | null } | null } } = parseHTML(
    `<html><body>${html.replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ').replace(/<\/?(p|br|div|li|h\d|tr|td)\b/gi, ' $&')}</body></html>`,
  )
  return document.documentElement?.textContent ?? ''
}
