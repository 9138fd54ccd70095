/**
 * Makes any text harmless in Slack: it cannot ping, link, format, become an emoji or hide characters.
 * mrkdwn has no escape character, so marks that would format are replaced by look-alikes; text people must copy exactly goes into
 * preformatted rich text, which Slack takes literally, and only passes `cleanText`.
 */

const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ' }

/** Invisible and direction-changing characters, except line breaks, tabs, the joiners some scripts need, and visible Arabic and Syriac signs. */
const INVISIBLE = /(?![\n\t\u200C-\u200D\u0600-\u0605\u06DD\u070F\u08E2])[\p{Cc}\p{Cf}]/gu
/** Joiners beside Latin letters, spaces or an end do nothing but hide. */
const IDLE_JOINERS = /(?<=^|\p{ASCII})[\u200C\u200D]+|[\u200C\u200D]+(?=$|\p{ASCII})/gu

/** Most texts are plain letters and ordinary punctuation; for them the questions below are not even asked. */
const UNUSUAL = /[^\n\t -~\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u25A0-\u27BF]/
const MARKED = /[*~`_:<>&]/

/** The same text without control, zero-width and bidirectional characters; line ends become `\n`, lone surrogates U+FFFD. */
export function cleanText(text: string): string {
  if (!UNUSUAL.test(text)) return text
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(IDLE_JOINERS, '')
}

/** `cleanText` on one line, for plain text elements. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/**
 * Text for mrkdwn. Slack's own three escapes (https://docs.slack.dev/messaging/formatting-message-text#escaping) take care of `<!channel>`,
 * `<@U…>` and `<https://…>`; the rest takes care of formatting. Bare addresses stay readable: text objects are sent with `verbatim`, which
 * turns Slack's own linking off.
 */
export function escapeMrkdwn(text: string): string {
  const clean = cleanText(text)
  if (!MARKED.test(clean)) return clean
  return escapeEntities(
    clean
      .replace(/[*~`]/g, (mark) => LOOKALIKES[mark] ?? mark)
      // Inside a word an underscore formats nothing, and setting names have them.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
      .replace(/:(?=[\p{L}\p{M}\p{N}_+'-]{1,100}:)/gu, '꞉')
      // At the start of a line even `&gt;` opens a quotation.
      .replace(/^([^\S\n]*)>/gm, '$1›'),
  )
}

/** An address that may be linked, normalised and safe between `<` and `>`; `null` for anything but http(s) or one over `charsMax`. */
export function safeUrl(url: string, charsMax: number): string | null {
  const parsed = URL.parse(url)
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') || parsed.username !== '' || parsed.password !== '')
    return null
  const href = parsed.href.replace(/[<>|"`\s]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  return href.length > charsMax ? null : href
}

/** `<url|words>`; `url` comes from `safeUrl`. */
export function linkMarkup(words: string, url: string): string {
  return `<${escapeEntities(url)}|${inAngles(words)}>`
}

/** `<!date^…>`: shown in the reader's own zone, `words` where that fails. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function instantMarkup(words: string, atMs: number): string {
  return `<!date^${Math.floor(atMs / 1000)}^${INSTANT_FORMAT}|${inAngles(words)}>`
}

/** How moments read, in mrkdwn and rich text alike. */
export const INSTANT_FORMAT = '{date_short_pretty} {time}'

/** Words inside angle brackets: one line, and no bar that would end them. */
function inAngles(words: string): string {
  return escapeMrkdwn(cleanLine(words)).replace(/\|/g, '∣')
}

function escapeEntities(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
