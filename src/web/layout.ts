/** The frame of every page: head, wordmark and links, footer. */

import { assetPath } from './assets.ts'
import { type Html, type HtmlValue, html, trusted } from './html.ts'
import { MARK_SHAPES, SWITCH } from './marks.ts'

/** What pages need to know about this installation. */
export interface Site {
  /** Base of our own pages without a trailing slash; `null`: links stay relative and feeds name the address they were asked at. */
  readonly publicUrl: string | null
  /** True when the practice chat is mounted at `/try`. */
  readonly practiceChat: boolean
  /** Where mistakes are reported; `null` leaves the link out. */
  readonly reportUrl: string | null
}

export interface Page {
  readonly title: string
  /** One sentence for search results and link previews. */
  readonly description: string
  /** The path this page is, for `aria-current`. */
  readonly path: string
  /** Query that keeps the reader's region and account on other pages: `?region=DE`, or nothing. */
  readonly keep: string
  readonly narrow?: boolean
  readonly main: Html
  /** True where a browser is known again by a cookie, which the footer then says. */
  readonly cookie?: boolean
  /** Left half of the footer. */
  readonly foot?: HtmlValue
}

/** The whole document. */
export function layout(site: Site, page: Page): string {
  const links: readonly (readonly [string, string])[] = [
    ...(page.path === '/' ? [] : [['/', 'All services'] as const]),
    ['/changes', 'Changes'],
    ['/feeds#calendar', 'Calendar'],
    ['/feeds', 'Feeds'],
    ['/about', 'About'],
    ...(site.practiceChat ? [['/try', 'Practice chat'] as const] : []),
  ]
  const list = html`<ul>${links.map(([path, name]) => html`<li><a href="${withKeep(path, page.keep)}"${path === page.path && trusted(' aria-current="page"')}>${name}</a></li>`)}</ul>`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
<meta name="theme-color" content="#faf9f6" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#101216" media="(prefers-color-scheme: dark)">
<meta property="og:title" content="${page.title}">
<meta property="og:description" content="${page.description}">
<link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml">
<link rel="preload" href="${assetPath('inter-latin.woff2')}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${assetPath('site.css')}">
<link rel="alternate" href="/changes.atom" type="application/atom+xml" title="Changes to AI training">
<link rel="alternate" href="/changes.json" type="application/feed+json" title="Changes to AI training">
</head>
<body${page.narrow === true && trusted(' class="narrow"')}>
<a class="skip" href="#main">Skip to the content</a>
${MARK_SHAPES}
<header class="top"><a class="logo" href="${withKeep('/', page.keep)}"><span aria-hidden="true">opt${SWITCH}ut</span><span class="hidden">Optout, all services</span></a>
<nav aria-label="Pages">${list}<details><summary>Menu</summary>${list}</details></nav></header>
<main id="main">
${page.main}
</main>
<footer class="foot"><p>${page.foot}${site.reportUrl !== null && html` Found a mistake? <a href="${site.reportUrl}" rel="noreferrer">Tell us</a>`}</p><p>Runs on your own server. No tracking, ${page.cookie === true ? 'one cookie that keeps you in' : 'no cookies'}.</p></footer>
</body>
</html>
`.text
}

function withKeep(path: string, keep: string): string {
  if (keep === '' || path === '/try' || path === '/about' || path.startsWith('/feeds')) return path
  return path + keep
}
