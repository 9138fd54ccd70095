/** A Discord message payload, drawn: Components V2 containers and classic messages. https://docs.discord.com/developers/components/reference */

import { el, fields, list, outLink, words } from './dom.js'
import { discordMarkdown } from './markup.js'

const TYPE = { row: 1, button: 2, select: 3, textInput: 4, text: 10, separator: 14, container: 17, label: 18 }
const STYLES = /** @type {Record<number, string>} */ ({ 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' })

/**
 * @param {unknown} payload
 * @param {(actionId: string) => void} press
 * @returns {HTMLElement}
 */
export function drawDiscord(payload, press) {
  const { content, components } = fields(payload)
  const message = el('div', { class: 'discord' })
  if (words(content) !== '') message.append(el('div', { class: 'content' }, discordMarkdown(words(content))))
  for (const component of list(components)) message.append(draw(component, press))
  return message
}

/**
 * @param {Record<string, unknown>} component
 * @param {(actionId: string) => void} press
 * @returns {HTMLElement}
 */
function draw(component, press) {
  switch (component.type) {
    case TYPE.container: {
      const box = el('div', { class: 'container' }, ...list(component.components).map((each) => draw(each, press)))
      if (typeof component.accent_color === 'number')
        box.style.setProperty('--bar', `#${component.accent_color.toString(16).padStart(6, '0')}`)
      return box
    }
    case TYPE.text:
      return el('div', { class: 'text' }, discordMarkdown(words(component.content)))
    case TYPE.separator:
      return el('hr')
    case TYPE.row:
      return el('div', { class: 'row' }, ...list(component.components).map((each) => draw(each, press)))
    case TYPE.button:
      return button(component, press)
    case TYPE.select:
      return select(component, press)
    default:
      return el('p', { class: 'small' }, `[component of type ${String(component.type)}]`)
  }
}

/**
 * @param {Record<string, unknown>} component
 * @param {(actionId: string) => void} press
 */
function button(component, press) {
  const label = words(component.label)
  if (component.url !== undefined) {
    const link = outLink(
      component.url,
      label,
      el('span', { class: 'leaves', 'aria-hidden': 'true' }),
      el('span', { class: 'hidden' }, ' (leaves the chat)'),
    )
    link.className = 'button secondary'
    return link
  }
  return el(
    'button',
    {
      type: 'button',
      class: `button ${STYLES[Number(component.style)] ?? 'secondary'}`,
      click: () => press(actionIdOf(words(component.custom_id))),
    },
    label,
  )
}

/**
 * @param {Record<string, unknown>} component
 * @param {(actionId: string) => void} press
 */
function select(component, press) {
  const placeholder = words(component.placeholder)
  const field = el('select', { 'aria-label': placeholder === '' ? 'Choose' : placeholder }, el('option', { value: '' }, placeholder))
  for (const option of list(component.options)) {
    const description = words(option.description)
    field.append(
      el('option', { value: words(option.value) }, description === '' ? words(option.label) : `${words(option.label)} · ${description}`),
    )
  }
  field.addEventListener('change', () => {
    const { value } = field
    field.value = ''
    if (value !== '') press(value)
  })
  return field
}

/**
 * Ids are unique in a Discord message, so the second of two equal actions carries ` ~2`.
 * @param {string} customId
 */
function actionIdOf(customId) {
  return customId.replace(/ ~[2-9]$/, '')
}

/**
 * A modal's title and one-line fields, in order. Its buttons are Discord's own.
 * @param {unknown} payload
 */
export function discordForm(payload) {
  const { title, components } = fields(payload)
  return {
    title: words(title),
    submit: 'Submit',
    cancel: 'Cancel',
    inputs: list(components).map((component) => {
      const input = fields(component.component)
      return {
        label: words(component.label),
        placeholder: words(input.placeholder),
        value: words(input.value),
        required: input.required !== false,
        maxChars: Number(input.max_length ?? 4000),
      }
    }),
  }
}
