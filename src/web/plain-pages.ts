/** Pages that only explain: feeds, about, not found, broken. */

import type { Retired } from '../core/catalog.ts'
import { DEFAULTS } from '../core/service.ts'
import { dateInWords } from '../notices/dates.ts'
import type { Messages } from '../notices/messages.ts'
import { html } from './html.ts'
import { layout, type Site } from './layout.ts'
import { tag } from './marks.ts'
import { outLink } from './rich.ts'

/** Every way to get changes without visiting. */
export function feedsPage(site: Site, base: string): string {
  const row = (path: string, what: string) => html`<li><a href="${path}">${what}</a><br><code>${base}${path}</code></li>`
  return layout(site, {
    title: 'Feeds and calendar · Optout',
    description: 'Changes to AI training as a feed, as a calendar and as data.',
    path: '/feeds',
    keep: '',
    narrow: true,
    main: html`<div class="prose"><h1>Feeds and calendar</h1>
<p class="lead">Get changes where you read other news. Nobody needs an account.</p>
<h2>Feeds</h2>
<ul class="points">${row('/changes.atom', 'Atom')}${row('/changes.json', 'JSON Feed')}</ul>
<p>For one region only, add it: <code>${base}/changes.atom?region=DE</code></p>
<h2 id="calendar">Calendar</h2>
<ul class="points">${row('/calendar.ics', 'Calendar of announced changes')}</ul>
<p>Subscribe to the address in your calendar program, and each day a change takes effect stands in it. <code>?region=DE</code> works here too.</p>
<h2>Data</h2>
<ul class="points">${row('/catalog.json', 'Every guide as one JSON document')}</ul>
<p>The guides are free to use under CC BY 4.0.</p></div>`,
  })
}

const MEANINGS = {
  always: 'Your data is used and nothing turns it off. At most you can object, and they decide.',
  on: 'Your data is used unless you turn it off or object.',
  off: 'Your data is used only if you turn it on.',
  never: 'Their terms say that your data is not used. That is a promise we read, not something we can see.',
  unknown: 'Their terms do not settle it, or sources disagree. We say so instead of guessing.',
} as const

/** What this is, what the marks mean, what it does not do. */
export function aboutPage(site: Site, messages: Messages): string {
  return layout(site, {
    title: 'About · Optout',
    description: "Is it training AI on you? Here's how to stop it.",
    path: '/about',
    keep: '',
    narrow: true,
    main: html`<div class="prose"><h1>Is it training AI on you? Here's how to stop it.</h1>
<p class="lead">Optout reads the terms of services and tells you what they do with your data for AI, for your region and your kind of account.</p>
<h2>The five marks</h2>
<ul class="dated marks">${DEFAULTS.map((value) => html`<li><span>${tag(value, messages.text(`label.${value}`))}</span><p>${MEANINGS[value]}</p></li>`)}</ul>
<h2>How we know</h2>
<p>Every answer has a quote, a source and a date. No answer is wider than its source: a text for Germany says nothing about Canada. Where we find nothing, we write “not known”.</p>
<p>“Checked” is the day we last read the policy. “Steps confirmed” is the date of the newest source that shows the steps. They are never the same thing.</p>
<h2>What opting out does not do</h2>
<p>It rarely undoes training that has already happened. Each guide says what else it does not cover.</p>
<h2>In your chat</h2>
<p>The same answers come in Discord and Slack: type <code>/optout linkedin</code>. The bot reads no messages and keeps almost nothing.${
      site.practiceChat && html` Try it in the <a href="/try">practice chat</a>.`
    }</p>
<h2>What this site keeps</h2>
<p>Nothing about you. No cookies, no tracking, and nothing is loaded from anywhere else. One page runs a script: a letter, so that you can fill it in. It can send nothing.</p></div>`,
  })
}

/** Says what to do instead; `near` are services the address may have meant. */
export function notFoundPage(site: Site, path: string, near: readonly { readonly slug: string; readonly name: string }[]): string {
  return layout(site, {
    title: 'Not found · Optout',
    description: 'There is no page at this address.',
    path: '',
    keep: '',
    narrow: true,
    main: html`<div class="prose"><h1>There is no page here</h1>
<p>Nothing is at <code>${path.slice(0, 120)}</code>.</p>
${near.length > 0 && html`<p>Did you mean ${near.map(({ slug, name }, index) => html`${index > 0 && (index === near.length - 1 ? ' or ' : ', ')}<a href="/s/${slug}">${name}</a>`)}?</p>`}
<p>Look for it in <a href="/">all services</a>, or see <a href="/changes">what changed</a>.</p></div>`,
  })
}

/** What became of a guide that is no more: links to it keep an answer, with its proof. */
export function retiredPage(site: Site, path: string, { slug, retired, note, evidence }: Retired, messages: Messages): string {
  return layout(site, {
    title: `${slug} · Optout`,
    description: note,
    path: '',
    keep: '',
    narrow: true,
    main: html`<div class="prose"><h1>We no longer have a guide here</h1>
<p>The guide at <code>${path.slice(0, 120)}</code> was retired on ${dateInWords(retired, messages)}. ${note}</p>
${evidence.map(({ quote, title, url, edition }) => html`${quote !== undefined && html`<blockquote lang="${edition.language}">“${quote}”</blockquote>`}<p class="source">${url === undefined ? title : outLink(url, title)}</p>`)}
<p>See <a href="/">all services</a>.</p></div>`,
  })
}

/** Our fault: a code that also stands in the log, and nothing else about what happened. */
export function brokenPage(site: Site, code: string): string {
  return layout(site, {
    title: 'Something broke · Optout',
    description: 'Something broke on our side.',
    path: '',
    keep: '',
    narrow: true,
    main: html`<div class="prose"><h1>Something broke on our side</h1>
<p>Nothing was changed or sent. Try again in a minute. Code ${code}.</p>
<p><a href="/">All services</a></p></div>`,
  })
}
