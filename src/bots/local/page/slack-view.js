/** A Slack message payload, drawn: the blocks we send. https://docs.slack.dev/reference/block-kit/blocks */

import { el, fields, list, outLink, words } from './dom.js'
import { slackMrkdwn, slackRichText } from './markup.js'

/**
 * @param {unknown} payload
 * @param {(actionId: string) => void} press
 * @returns {HTMLElement}
 */
export function drawSlack(payload, press) {
  const { text, blocks } = fields(payload)
  const message = el('div', { class: 'slack' })
  const drawn = list(blocks)
  if (drawn.length === 0) message.append(el('p', {}, slackMrkdwn(words(text))))
  for (const block of drawn) message.append(draw(block, press))
  return message
}

/**
 * @param {Record<string, unknown>} block
 * @param {(actionId: string) => void} press
 * @returns {HTMLElement}
 */
function draw(block, press) {
  switch (block.type) {
    case 'header':
      return el('p', { class: 'h1', role: 'heading' }, words(fields(block.text).text))
    case 'section':
      return el('p', {}, textOf(block.text))
    case 'context':
      return el('p', { class: 'small' }, ...list(block.elements).map(textOf))
    case 'divider':
      return el('hr')
    case 'rich_text':
      return el('div', { class: 'rich' }, ...list(block.elements).map(rich))
    case 'actions':
      return el('div', { class: 'row' }, ...list(block.elements).map((element) => control(element, press)))
    default:
      return el('p', { class: 'small' }, `[block of type ${String(block.type)}]`)
  }
}

/**
 * @param {unknown} text
 * @returns {Node}
 */
function textOf(text) {
  const { type, text: content } = fields(text)
  return type === 'mrkdwn' ? slackMrkdwn(words(content)) : document.createTextNode(words(content))
}

/**
 * @param {Record<string, unknown>} element
 * @returns {HTMLElement}
 */
function rich(element) {
  const inner = list(element.elements)
  if (element.type === 'rich_text_list') {
    return el(element.style === 'ordered' ? 'ol' : 'ul', {}, ...inner.map((item) => filled(el('li'), list(item.elements))))
  }
  if (element.type === 'rich_text_quote') return filled(el('blockquote'), inner)
  if (element.type === 'rich_text_preformatted') return filled(el('pre'), inner)
  return filled(el('p'), inner)
}

/**
 * @template {HTMLElement} T
 * @param {T} into
 * @param {readonly Record<string, unknown>[]} elements
 */
function filled(into, elements) {
  slackRichText(elements, into)
  return into
}

/**
 * @param {Record<string, unknown>} element
 * @param {(actionId: string) => void} press
 * @returns {HTMLElement}
 */
function control(element, press) {
  const label = words(fields(element.text).text)
  const name = words(element.accessibility_label)
  const looks = `button ${words(element.style)}`
  if (element.type === 'static_select') return select(element, press)
  if (element.url !== undefined) {
    const link = outLink(element.url, label)
    link.className = looks
    if (name !== '') link.setAttribute('aria-label', name)
    return link
  }
  return el(
    'button',
    { type: 'button', class: looks, 'aria-label': name === '' ? undefined : name, click: () => press(words(element.value)) },
    label,
  )
}

/**
 * @param {Record<string, unknown>} element
 * @param {(actionId: string) => void} press
 */
function select(element, press) {
  const placeholder = words(fields(element.placeholder).text)
  const field = el('select', { 'aria-label': placeholder === '' ? 'Choose' : placeholder }, el('option', { value: '' }, placeholder))
  for (const option of list(element.options)) {
    const description = words(fields(option.description).text)
    const label = words(fields(option.text).text)
    field.append(el('option', { value: words(option.value) }, description === '' ? label : `${label} · ${description}`))
  }
  field.addEventListener('change', () => {
    const { value } = field
    field.value = ''
    if (value !== '') press(value)
  })
  return field
}

/**
 * A modal's texts and one-line fields, in order.
 * @param {unknown} payload
 */
export function slackForm(payload) {
  const { title, submit, close, blocks } = fields(payload)
  return {
    title: words(fields(title).text),
    submit: words(fields(submit).text),
    cancel: words(fields(close).text),
    inputs: list(blocks).map((block) => {
      const input = fields(block.element)
      return {
        label: words(fields(block.label).text),
        placeholder: words(fields(input.placeholder).text),
        value: words(input.initial_value),
        required: block.optional !== true,
        maxChars: Number(input.max_length ?? 3000),
      }
    }),
  }
}
