/** A notice as a fragment of HTML: headings, lists and links, nothing that runs. Content is escaped; links go only to the web. */

import type { Block, Notice, RichText, Span } from '../core/notice.ts'

/** One `<article>`, ending with a newline. Buttons that lead elsewhere are links; buttons that need the bot are left out. */
export function noticeHtml(notice: Notice): string {
  const body = notice.blocks.map(blockHtml).filter((html) => html !== '')
  return `<article class="notice ${notice.kind} ${notice.tone}" lang="${escaped(notice.locale)}">\n${body.join('\n')}\n</article>\n`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${rich(block.text)}</h${block.level}>`
    case 'text':
      return `<p>${rich(block.text)}</p>`
    case 'quiet':
      return `<p><small>${rich(block.text)}</small></p>`
    case 'quote':
      return `<blockquote><p>${rich(block.text)}</p></blockquote>`
    case 'copy':
      return `<pre>${escaped(block.text)}</pre>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${rich(item)}</li>`).join('')}</${tag}>`
    }
    case 'divider':
      return '<hr>'
    case 'buttons': {
      const links = block.buttons.flatMap((button) => (button.kind === 'link' ? [link(button.url, button.label)] : []))
      return links.length === 0 ? '' : `<p>${links.join(' ')}</p>`
    }
    case 'select':
      return ''
  }
}

const rich = (text: RichText) => text.map(spanHtml).join('').replaceAll('\n', '<br>')

function spanHtml(span: Span): string {
  switch (span.kind) {
    case 'link':
      return link(span.url, span.text)
    case 'instant':
      return `<time datetime="${new Date(span.atMs).toISOString()}">${escaped(span.text)}</time>`
    case 'text': {
      const words = escaped(span.text)
      const marked = span.strong === true ? `<strong>${words}</strong>` : words
      return span.strike === true ? `<s>${marked}</s>` : marked
    }
  }
}

const link = (url: string, words: string) =>
  /^https?:\/\//i.test(url) ? `<a href="${escaped(url)}" rel="noreferrer">${escaped(words)}</a>` : escaped(words)

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
