/**
 * Makes any text harmless in Discord: it cannot ping, link, format, become an emoji, a date or a heading, or hide characters.
 * Discord takes a backslash before any sign that is no letter, digit or space, and shows the sign itself.
 */

/** Invisible and direction-changing characters, except line breaks, the joiners some scripts and emoji need, and visible Arabic and Syriac signs. */
const INVISIBLE = /(?!\n|\u200C|\u200D|[\u0600-\u0605\u06DD\u070F\u08E2])[\p{Cc}\p{Cf}\u3164\uFFA0\u115F\u1160]/gu
/** Joiners beside Latin letters, spaces or an end do nothing but hide. */
const IDLE_JOINERS = /(?<=^|\p{ASCII})(?:\u200C|\u200D)+|(?:\u200C|\u200D)+(?=$|\p{ASCII})/gu
/** Splits what Discord would read as one token; shown as nothing. */
const GAP = '\u200B'

/** Most texts are plain; for them the questions below are not even asked. */
const UNUSUAL = /[^\n -~]/
const MARKED = /[\\*_~`|[\]<@:]|^\s*(?:[#\-+>]|\d+[.)])/m

/** The same text without control, zero-width and bidirectional characters; line ends become `\n`, tabs spaces, lone surrogates U+FFFD. */
export function cleanText(text: string): string {
  if (!UNUSUAL.test(text)) return text
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .replace(IDLE_JOINERS, '')
}

/** `cleanText` on one line, for labels and headings. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/**
 * Text for Discord's Markdown. Marks are escaped only where they could do something, because lock screens show the backslashes. Mentions and
 * dates are also split by a zero-width space: a backslash changes how `<@1>` looks, not whether Discord counts it as a mention.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function escapeMarkdown(text: string): string {
  const clean = cleanText(text)
  if (!MARKED.test(clean)) return clean
  return (
    clean
      .replace(/[\\*_~`|[\]]/g, '\\$&')
      // <@user>, <@&role>, <#channel>, <t:date>, </command:1>, <:emoji:1>, <id:guide>, <https://…>
      .replace(/<(?=[@#:/a-z])/gi, `\\<${GAP}`)
      .replace(/@(?=everyone|here|[!&]?\d)/gi, `@${GAP}`)
      // Bare addresses are not linked: links are made from link spans only.
      .replace(/:(?=\/\/)/g, '\\:')
      // `:name:` becomes an emoji in every Discord app.
      .replace(/:(?=[\p{L}\p{N}+\-\\_]{1,64}:)/gu, '\\:')
      // At the start of a line: headings, small print, lists, quotations.
      .replace(/^(\s*)(#{1,3}(?=\s|$)|-(?=#|\s|$)|\+(?=\s|$)|>)/gm, '$1\\$2')
      .replace(/^(\s*\d+)([.)])(?=\s|$)/gm, '$1\\$2')
  )
}

/** An address that may be linked, normalised and safe inside `[…](…)`; `null` for anything but http(s), with a password or a bare IPv6 host, or over `charsMax`. */
export function safeUrl(url: string, charsMax: number): string | null {
  const parsed = URL.parse(url)
  if (
    parsed === null ||
    (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') ||
    parsed.username !== '' ||
    parsed.password !== '' ||
    parsed.hostname.startsWith('[')
  )
    return null
  const href = parsed.href.replace(
    /[()<>[\]{}|\\"'`*\s]|@(?=everyone|here|[!&]?\d)|~(?=~)|_(?=_)/gi,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return href.length > charsMax ? null : href
}

/** A code block, whose copy button gives the text as it is: only a fence inside the text is split, and hidden characters are left out. */
export function fence(text: string): string {
  return `\`\`\`\n${cleanText(text).replace(/`(?=``)/g, `\`${GAP}`)}\n\`\`\``
}
