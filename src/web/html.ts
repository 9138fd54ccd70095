/** HTML as a value: everything put into a template is escaped unless it is HTML already, so content can never become markup. */

/** A piece of finished HTML. Made only by {@link html} and {@link trusted}. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** What a template takes. `null`, `undefined` and `false` write nothing, so `condition && html…` reads well. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[]

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made safe for element content and for attributes in quotes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}

/** A template: values are escaped, nested HTML and lists are joined. Attributes must be in quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = parts[0] ?? ''
  for (const [index, value] of values.entries()) text += write(value) + (parts[index + 1] ?? '')
  return new Html(text)
}

/** Our own fixed markup (drawings), never content. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

function write(value: HtmlValue): string {
  if (value instanceof Html) return value.text
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  return value.map(write).join('')
}

/** An address somebody may be sent to, or `null`: only web and mail addresses, so that content can never run a script. */
export function safeHref(url: string): string | null {
  return URL.canParse(url) && /^(https?|mailto):$/.test(new URL(url).protocol) ? url : null
}
