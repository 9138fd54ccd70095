/** "What was sent": one row a message, which opens to show key, attempts, why it was due, and the exact payload. */

import { dayAndTimeOf, timeOf } from './clock-bar.js'
import { el } from './dom.js'

const KINDS = /** @type {Record<string, string>} */ ({
  digest: 'digest',
  follow: 'change',
  reminder: 'reminder',
  correction: 'correction',
  answer: 'answer',
})

/**
 * @param {import('./server.js').Sent} sent
 * @param {'discord' | 'slack'} platform
 * @returns {HTMLLIElement}
 */
export function sentRow(sent, platform) {
  const to = sent.to === 'channel' ? '#privacy' : 'mina'
  const what = KINDS[sent.kind] ?? sent.kind
  const facts = [
    ['Why', whyOf(sent)],
    ['Key', sent.key ?? 'none: answers are given at once and never repeated'],
    ['Attempts', String(sent.attempt)],
    ['Seen by', sent.to === 'person' || sent.private ? 'mina only' : 'everybody in #privacy'],
  ]
  return el(
    'li',
    { class: sent.key === null ? 'answer' : 'delivery' },
    el(
      'details',
      {},
      el(
        'summary',
        {},
        el('time', {}, timeOf(sent.at)),
        el('span', { class: 'what' }, `${what} → ${to}`),
        el('span', { class: 'state' }, 'sent'),
      ),
      el('dl', {}, ...facts.flatMap(([name, value]) => [el('dt', {}, name ?? ''), el('dd', {}, value ?? '')])),
      el('p', { class: 'payload-title' }, `Payload for ${platform === 'slack' ? 'Slack' : 'Discord'}`),
      el('pre', { tabindex: '0', 'aria-label': 'Payload' }, JSON.stringify(sent[platform], null, 2)),
    ),
  )
}

/** @param {import('./server.js').Sent} sent */
function whyOf(sent) {
  if (sent.dueAt === null) return 'Somebody asked.'
  const due = dayAndTimeOf(sent.dueAt)
  if (sent.kind === 'digest') return `The digest of #privacy was due ${due}.`
  if (sent.kind === 'follow') return `A service mina follows changes. Due ${due}.`
  if (sent.kind === 'reminder') return `mina asked for it. Due ${due}.`
  return `Something told before was wrong. Due ${due}.`
}
