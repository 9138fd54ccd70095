/** Discord's Markdown and Slack's mrkdwn as elements: the parts our messages use. */

import { add, el, outLink } from './dom.js'

/**
 * Discord's Markdown: headings, small print, quotations, lists, code blocks. https://docs.discord.com/developers/reference#message-formatting
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function discordMarkdown(text) {
  const fragment = document.createDocumentFragment()
  for (const [index, part] of text.split(/```(?:\w*\n)?/).entries()) {
    if (index % 2 === 1) fragment.append(el('pre', {}, part.replace(/\n$/, '')))
    else discordLines(part.split('\n'), fragment)
  }
  return fragment
}

/**
 * @param {readonly string[]} lines
 * @param {DocumentFragment} into
 */
function discordLines(lines, into) {
  /** The list or quotation that the next line may go on with. @type {HTMLElement | null} */
  let open = null
  for (const line of lines) {
    const next = goesOn(line, open)
    if (next !== null && next !== open) into.append(next)
    open = next
    if (next === null && line.trim() !== '') into.append(discordParagraph(line))
  }
}

/**
 * Puts a list item or quoted line into `open`, or into a new element of its kind; `null` when the line is neither.
 * @param {string} line
 * @param {HTMLElement | null} open
 * @returns {HTMLElement | null}
 */
function goesOn(line, open) {
  const quote = /^> (.*)$/.exec(line)
  if (quote !== null) {
    const block = open?.tagName === 'BLOCKQUOTE' ? open : el('blockquote')
    if (block === open) block.append(el('br'))
    block.append(discordInline(quote[1] ?? ''))
    return block
  }
  const item = /^(?:(\d+)\.|-) (.*)$/.exec(line)
  if (item === null) return null
  const [, number, text = ''] = item
  const tag = number === undefined ? 'UL' : 'OL'
  const list = open?.tagName === tag ? open : number === undefined ? el('ul') : el('ol', { start: number })
  list.append(el('li', {}, discordInline(text)))
  return list
}

/** @param {string} line */
function discordParagraph(line) {
  const small = /^-# (.*)$/.exec(line)
  if (small !== null) return el('p', { class: 'small' }, discordInline(small[1] ?? ''))
  const heading = /^(#{1,3}) (.*)$/.exec(line)
  if (heading === null) return el('p', {}, discordInline(line))
  return el('p', { class: `h${heading[1]?.length}`, role: 'heading' }, discordInline(heading[2] ?? ''))
}

const DISCORD_INLINE =
  /\\([^A-Za-z0-9\s])|\*\*((?:\\.|[^\\])+?)\*\*|~~((?:\\.|[^\\])+?)~~|`([^`]+)`|\[((?:\\.|[^\]\\])+)\]\(([^)\s]+)\)|<(https?:\/\/[^>\s]+)>|<t:(-?\d+)(?::[a-zA-Z])?>|(https?:\/\/[^\s<>]+)/g

/**
 * @param {string} text
 * @returns {DocumentFragment}
 */
function discordInline(text) {
  const fragment = document.createDocumentFragment()
  let end = 0
  for (const match of text.matchAll(DISCORD_INLINE)) {
    const [whole, escaped, bold, struck, code, label, url, angled, stamp, bare] = match
    fragment.append(text.slice(end, match.index))
    end = match.index + whole.length
    if (escaped !== undefined) fragment.append(escaped)
    else if (bold !== undefined) fragment.append(el('strong', {}, discordInline(bold)))
    else if (struck !== undefined) fragment.append(el('s', {}, discordInline(struck)))
    else if (code !== undefined) fragment.append(el('code', {}, code))
    else if (label !== undefined) fragment.append(outLink(url, discordInlineNode(label)))
    else if (stamp !== undefined) fragment.append(el('time', {}, moment(Number(stamp))))
    else fragment.append(outLink(angled ?? bare, angled ?? bare ?? ''))
  }
  fragment.append(text.slice(end))
  return fragment
}

/** @param {string} text */
function discordInlineNode(text) {
  return el('span', {}, discordInline(text))
}

/** @param {number} seconds */
function moment(seconds) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' }).format(seconds * 1000)
}

const SLACK_INLINE = /<(https?:[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>|<!date\^(\d+)\^[^|>]*\|([^>]*)>|\*([^*\n]+)\*|~([^~\n]+)~|`([^`\n]+)`/g

/**
 * Slack's mrkdwn, inline. https://docs.slack.dev/messaging/formatting-message-text
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function slackMrkdwn(text) {
  const fragment = document.createDocumentFragment()
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) fragment.append(el('br'))
    let end = 0
    for (const match of line.matchAll(SLACK_INLINE)) {
      const [whole, url, label, , when, bold, struck, code] = match
      fragment.append(unescaped(line.slice(end, match.index)))
      end = match.index + whole.length
      if (url !== undefined) fragment.append(outLink(unescaped(url), unescaped(label ?? url)))
      else if (when !== undefined) fragment.append(el('time', {}, unescaped(when)))
      else if (bold !== undefined) fragment.append(el('strong', {}, slackMrkdwn(bold)))
      else if (struck !== undefined) fragment.append(el('s', {}, slackMrkdwn(struck)))
      else if (code !== undefined) fragment.append(el('code', {}, unescaped(code)))
    }
    fragment.append(unescaped(line.slice(end)))
  }
  return fragment
}

/** @param {string} text */
function unescaped(text) {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}

/**
 * Slack's rich text elements.
 * @param {readonly Record<string, unknown>[]} elements
 * @param {HTMLElement} into
 */
export function slackRichText(elements, into) {
  for (const element of elements) {
    const text = typeof element.text === 'string' ? element.text : ''
    const style = /** @type {Record<string, unknown>} */ (element.style ?? {})
    if (element.type === 'link') into.append(outLink(element.url, text === '' ? String(element.url) : text))
    else if (element.type === 'date') into.append(el('time', {}, String(element.fallback ?? '')))
    else {
      /** @type {Node} */
      let node = document.createTextNode(text)
      if (style.strike === true) node = el('s', {}, node)
      if (style.bold === true) node = el('strong', {}, node)
      add(into, [node])
    }
  }
}
