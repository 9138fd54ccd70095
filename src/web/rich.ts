/** Our platform-neutral runs of text as HTML. */

import type { RichText, Span } from '../core/notice.ts'
import { type Html, html, safeHref } from './html.ts'

/** Strong parts stay strong; links go only to web and mail addresses. */
export function richHtml(text: RichText): Html {
  return html`${text.map(spanHtml)}`
}

/** The same without the strong parts, for large type that needs no more weight. */
export function quietRichHtml(text: RichText): Html {
  return html`${text.map((span) => (span.kind === 'text' ? span.text : spanHtml(span)))}`
}

function spanHtml(span: Span): Html {
  switch (span.kind) {
    case 'link':
      return outLink(span.url, span.text)
    case 'instant':
      return html`<time datetime="${new Date(span.atMs).toISOString()}">${span.text}</time>`
    case 'text':
      return span.strike === true
        ? html`<s>${span.text}</s>`
        : span.strong === true
          ? html`<strong>${span.text}</strong>`
          : html`${span.text}`
  }
}

/** A link that leaves our pages; plain words when the address is not one people may be sent to. */
export function outLink(url: string, words: string): Html {
  const href = safeHref(url)
  return href === null ? html`${words}` : html`<a href="${href}" rel="noreferrer">${words}</a>`
}
