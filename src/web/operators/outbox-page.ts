/** The outbox as a page: what was given up and why, what waits, and two things to do about each. People stay unnamed. */

import type { Destination } from '../../core/delivery.ts'
import type { ListedDelivery, OutboxStore } from '../../core/ports/outbox-store.ts'
import { html, trusted } from '../html.ts'
import { layout, type Site } from '../layout.ts'
import type { Done } from './routes.ts'

interface OutboxView {
  readonly which: 'waiting' | 'discarded'
  readonly counts: Awaited<ReturnType<OutboxStore['counts']>>
  readonly rows: readonly ListedDelivery[]
  readonly now: number
  /** What a pressed button came to. */
  readonly done: Done | null
}

const DONE_WORDS: Readonly<Record<Done, string>> = {
  retry: 'It will be sent again. What may have arrived after all is looked for first.',
  drop: 'It will never be sent.',
  none: 'There was nothing of that number any more.',
}

export function outboxPage(site: Site, { which, counts, rows, now, done }: OutboxView): string {
  const waiting = counts.pending + counts.attempting
  const tab = (to: OutboxView['which'], label: string, count: number) =>
    html`<a href="/operators/outbox${to === 'waiting' && '?show=waiting'}"${to === which && trusted(' aria-current="page"')}>${label} ${count}</a>`
  return layout(site, {
    title: 'Outbox · Optout',
    description: 'Messages that wait or were given up.',
    path: '',
    keep: '',
    cookie: true,
    main: html`<h1>Outbox</h1>
${done !== null && html`<p class="note" role="status">${DONE_WORDS[done]}</p>`}
<nav class="chips" aria-label="Which">${tab('discarded', 'Given up', counts.discarded)}${tab('waiting', 'Waiting', waiting)}</nav>
<p class="so-far">${counts.delivered} delivered so far. ${
      which === 'waiting' ? 'These go out by themselves when their time has come.' : 'These will not be tried again by themselves.'
    }</p>
${rows.length === 0 ? html`<p>${which === 'waiting' ? 'Nothing waits.' : 'Nothing was given up.'}</p>` : table(rows, which, now)}
<div class="acts">${which === 'discarded' && rows.length > 1 && html`<form method="post" action="/operators/outbox/retry"><button class="button">Send all again</button></form>`}<form method="post" action="/operators/leave"><button class="button">Leave</button></form></div>`,
  })
}

function table(rows: readonly ListedDelivery[], which: OutboxView['which'], now: number) {
  const button = (action: 'retry' | 'drop', id: number, label: string) =>
    html`<form method="post" action="/operators/outbox/${action}"><input type="hidden" name="id" value="${id}"><button class="button" aria-label="${label} ${id}">${label}</button></form>`
  return html`<table class="outbox"><caption class="hidden">${which === 'waiting' ? 'Waiting' : 'Given up'}</caption>
<thead><tr><th scope="col">Number</th><th scope="col">What</th><th scope="col">Where</th><th scope="col">Why</th><th scope="col">Age</th><th scope="col">Do</th></tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row.id}</th><td>${row.class}</td><td>${placeOf(row.destination)}</td><td>${row.code ?? '–'}${
        row.attempts > 0 && html` after ${row.attempts} ${row.attempts === 1 ? 'attempt' : 'attempts'}`
      }</td><td>${ageOf(now - row.wantedAt)}</td><td class="acts">${which === 'discarded' && button('retry', row.id, 'Send again')}${button('drop', row.id, 'Drop')}</td></tr>`,
  )}</tbody></table>`
}

const placeOf = (destination: Destination) =>
  destination.kind === 'channel'
    ? `${destination.chatPlatform} channel ${destination.channelId}`
    : `a person on ${destination.chatPlatform}`

function ageOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 120) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} days`
}
