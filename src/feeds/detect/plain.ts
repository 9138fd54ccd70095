/** Markdown to the words a reader sees: links, emphasis, tags and entities gone. Lengths may change, so spans are kept elsewhere. */

const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", rsquo: '’', lsquo: '‘' }

/** Marks what is not text, keeping every position: link targets and tags become U+E000, tags that break a line U+E001 (private use, so no text means them). */
export function mask(raw: string): string {
  let masked = raw
  if (masked.includes('](')) masked = masked.replace(/\]\((?:[^()\\\n]|\\.|\([^()\n]{0,500}\)){0,2000}\)/g, blank)
  if (masked.includes('<')) {
    masked = masked.replace(/<\/?[a-z][^<>\n]{0,500}>/gi, (tag) =>
      /^<\/?(?:br|p|li|ul|ol|tr|td|th|div|h\d)\b/i.test(tag) ? '\ue001'.repeat(tag.length) : blank(tag),
    )
  }
  return masked
}

const blank = (text: string) => '\ue000'.repeat(text.length)

/** The words of a masked piece, in one line. */
export function plain(masked: string): string {
  let text = masked.replace(/[\ue000\u200b-\u200d\ufeff\u00ad]+/g, '').replace(/\ue001+/g, ' ')
  if (text.includes('&')) {
    text = text.replace(/&(?:#(\d{1,6})|([a-z]{2,6}));/g, (whole, code: string | undefined, name: string | undefined) =>
      code === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
    )
  }
  return text
    .replace(/\\([\\`*_{}[\]()#+\-.!|~>])/g, '$1')
    .replace(/!?\[|\]|\*+|`+|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Equal for two sentences that differ only in case, punctuation, quotes, spaces, numbering or the number of a section they refer to. */
export function keyOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .replace(
      /\b(sections?|clauses?|articles?|paragraphs?|parts?|abschnitt|ziffer|§+)\s*[\divx]+(?:[.-][\divx]+)*(?:\s?\([\da-z]{1,3}\))*/g,
      '$1',
    )
    .replace(/^\W*(?:\d+(?:\.\d+)+\.?\s+|(?:\d+|[a-z]|[ivx]+)(?:\.\d+)*[.)]\s*)*/, '')
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()
}
