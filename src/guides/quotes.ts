/** Whether a quote stands in the text it is said to come from, whatever markup the copy of that text carries. Pure; fetching copies is the caller's work. */

import type { Evidence, Service } from '../core/service.ts'

/** A version of a document as Open Terms Archive keeps it: one file at one commit of a collection's repository. */
export interface RecordedVersion {
  /** The repository's name: "contrib-versions". */
  readonly repository: string
  readonly commit: string
  /** "LinkedIn/Privacy Policy.md". */
  readonly path: string
}

/** A quote whose source can be compared. `version` is `null` when the address does not name one version. */
export interface QuoteToCheck {
  readonly slug: string
  readonly evidence: Evidence
  readonly quote: string
  readonly version: RecordedVersion | null
}

/** Every quote credited to Open Terms Archive, in the order of the guides. */
export function recordedQuotes(services: readonly Service[]): readonly QuoteToCheck[] {
  return services.flatMap(({ slug, evidence: entries }) =>
    entries.flatMap((evidence): QuoteToCheck[] => {
      const { quote, credit, url } = evidence
      if (credit !== 'open-terms-archive' || quote === undefined) return []
      return [{ slug, evidence, quote, version: url === undefined ? null : versionAt(url) }]
    }),
  )
}

/** Reads `https://github.com/OpenTermsArchive/<repository>/blob/<commit>/<path>`; `null` for anything else, a branch included. */
export function versionAt(url: string): RecordedVersion | null {
  const [, repository, commit, path] =
    /^https:\/\/github\.com\/OpenTermsArchive\/([\w.-]+)\/blob\/([0-9a-f]{7,40})\/([^?#]+)/.exec(url) ?? []
  if (repository === undefined || commit === undefined || path === undefined) return null
  try {
    return { repository, commit, path: decodeURIComponent(path) }
  } catch {
    return null
  }
}

/**
 * True when every part of the quote stands in the text in this order. Markup is left out of both, white space and the shape of quotation
 * marks and dashes do not count; words, their case and their order do. An ellipsis in the quote stands for anything in between.
 */
export function standsIn(quote: string, text: string): boolean {
  const within = words(text)
  let from = 0
  for (const part of quote.split(/\[?\s*(?:…|\.\.\.)\s*\]?/)) {
    const wanted = words(part)
    if (wanted === '') continue
    const at = within.indexOf(wanted, from)
    if (at === -1) return false
    from = at + wanted.length
  }
  return from > 0
}

/** The text as it is read: without Markdown and HTML, on one line. */
function words(markdown: string): string {
  return (
    markdown
      .replace(/<!--[\s\S]*?-->/g, ' ')
      .replace(/<\/?[a-z][^>]*>/gi, ' ')
      // Twice, for an image inside a link.
      .replace(/!?\[((?:[^[\]]|\\[[\]])*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
      .replace(/!?\[((?:[^[\]]|\\[[\]])*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
      .replace(/^\s*(?:[-*+•]|\d+[.)]|#{1,6}|>|\|)+\s+/gm, ' ')
      .replace(/^[\s|:-]+$/gm, ' ')
      .replace(/\\([^\w\s])/g, '$1')
      .replace(/&nbsp;|&#160;/g, ' ')
      .replace(/&amp;/g, '&')
      .normalize('NFKC')
      .replace(/[“”„«»″]/g, '"')
      .replace(/[‘’‚′`]/g, "'")
      .replace(/[‐‑‒–—−]/g, '-')
      .replace(/[*_|]+/g, '')
      .replace(/\p{Cf}/gu, '')
      .replace(/\s+/g, ' ')
      // Where markup was, a space may be left before punctuation.
      .replace(/ (?=[.,;:!?)])/g, '')
      .trim()
  )
}
