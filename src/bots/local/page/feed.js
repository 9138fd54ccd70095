/** One pane of messages: who, when, what, for whom. */

import { clockNow, dayAndTimeOf, sameDay, timeOf } from './clock-bar.js'
import { drawDiscord } from './discord-view.js'
import { byId, el } from './dom.js'
import { drawSlack } from './slack-view.js'

const STARTERS = { channel: ['/optout linkedin', '/optout reddit in DE', '/changes', '/digest set 09:00'], person: [] }
const EMPTY = {
  channel: 'Type a command, or press one:',
  person: 'Changes of services you follow arrive here. Follow one, then move the clock.',
}

/**
 * @param {'channel' | 'person'} pane
 * @param {readonly import('./server.js').Message[]} messages
 * @param {{ platform: 'discord' | 'slack', redraw: boolean, press: (message: string, action: string) => void, dismiss: (message: string) => void, run: (text: string) => void }} options
 * @returns {readonly import('./server.js').Message[]} those that are new or differ
 */
export function drawFeed(pane, messages, { platform, redraw, press, dismiss, run }) {
  const feed = byId(`feed-${pane}`)
  const atEnd = feed.scrollHeight - feed.scrollTop - feed.clientHeight < 80
  const drawn = new Map([...feed.querySelectorAll('article')].map((article) => [article.id, article]))
  const news = []
  /** @type {HTMLElement[]} */
  const articles = []
  for (const message of messages) {
    const old = drawn.get(message.id)
    const stamp = JSON.stringify([platform, message.edited ? [message.discord, message.slack] : 0])
    if (old !== undefined && !redraw && old.dataset.stamp === stamp) {
      articles.push(old)
      continue
    }
    if (old === undefined || old.dataset.stamp !== stamp) news.push(message)
    const article = drawMessage(message, platform, press, dismiss)
    article.dataset.stamp = stamp
    // What was focused stays focused when an answer takes a message's place.
    if (old?.contains(document.activeElement)) queueMicrotask(() => article.focus())
    articles.push(article)
  }
  feed.replaceChildren(...(articles.length === 0 ? [emptyPane(pane, run)] : articles))
  if (atEnd || news.length > 0) scrollToNews(feed, news.at(-1)?.id)
  return news
}

/** A long answer is read from its top. @param {HTMLElement} feed @param {string | undefined} id */
function scrollToNews(feed, id) {
  const newest = id === undefined ? null : document.getElementById(id)
  if (newest === null) feed.scrollTop = feed.scrollHeight
  else feed.scrollTop = Math.min(newest.offsetTop - 8, feed.scrollHeight)
}

/**
 * @param {'channel' | 'person'} pane
 * @param {(text: string) => void} run
 */
function emptyPane(pane, run) {
  return el(
    'div',
    { class: 'empty' },
    el('p', {}, EMPTY[pane]),
    STARTERS[pane].length > 0 &&
      el(
        'ul',
        { class: 'chips' },
        ...STARTERS[pane].map((text) => el('li', {}, el('button', { type: 'button', click: () => run(text) }, text))),
      ),
  )
}

/**
 * Each message begins at level 3, below the pane's title, whatever size its first heading has.
 * @param {HTMLElement} body
 */
function setHeadingLevels(body) {
  const headings = [...body.querySelectorAll('[role="heading"]')]
  const first = headings[0]?.className ?? ''
  for (const heading of headings) heading.setAttribute('aria-level', heading.className <= first ? '3' : '4')
}

/**
 * @param {import('./server.js').Message} message
 * @param {'discord' | 'slack'} platform
 * @param {(message: string, action: string) => void} press
 * @param {(message: string) => void} dismiss
 */
function drawMessage(message, platform, press, dismiss) {
  const when = sameDay(message.at, clockNow()) ? timeOf(message.at) : dayAndTimeOf(message.at)
  const payload = platform === 'slack' ? message.slack : message.discord
  const pressed = (/** @type {string} */ action) => press(message.id, action)
  const body =
    payload === null
      ? el('p', { class: 'small' }, 'This message could not be drawn. The log has the reason.')
      : platform === 'slack'
        ? drawSlack(payload, pressed)
        : drawDiscord(payload, pressed)
  setHeadingLevels(body)
  const onlyYou =
    message.private &&
    el(
      'p',
      { class: 'only-you' },
      platform === 'slack' ? 'Only visible to you' : 'Only you can see this',
      ' · ',
      el('button', { type: 'button', class: 'plain', click: () => dismiss(message.id) }, 'Dismiss message'),
    )
  return el(
    'article',
    { id: message.id, class: `message ${platform}-message`, tabindex: '-1', 'aria-label': `Optout, ${when}` },
    platform === 'discord' &&
      message.typed !== null &&
      el(
        'p',
        { class: 'used' },
        el('b', {}, 'mina'),
        ' used ',
        el('span', { class: 'command' }, message.typed.startsWith('/') ? message.typed : `/optout ${message.typed}`),
      ),
    platform === 'slack' && onlyYou,
    el('div', { class: 'avatar', 'aria-hidden': 'true' }),
    el('p', { class: 'who' }, el('b', {}, 'Optout'), ' ', el('span', { class: 'app' }, 'APP'), ' ', el('time', {}, when)),
    body,
    platform === 'discord' && onlyYou,
  )
}
