/** The message field: offers what fits while somebody types, remembers what they sent. An ARIA combobox with a listbox. */

import { byId, el } from './dom.js'
import { suggest } from './server.js'

/** Waiting this long after a key keeps the list from flickering. */
const PAUSE_MS = 60

/**
 * @param {{ send: (text: string) => void, pane: () => 'channel' | 'person' }} options
 */
export function startComposer({ send, pane }) {
  const input = /** @type {HTMLInputElement} */ (byId('line'))
  const listbox = byId('choices')
  /** @type {readonly { label: string, hint: string, text: string }[]} */
  let choices = []
  let active = -1
  let asked = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  /** @type {string[]} */
  const sent = []
  let back = 0

  function close() {
    choices = []
    active = -1
    listbox.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  function draw() {
    listbox.replaceChildren(
      ...choices.map(({ label, hint }, index) =>
        el(
          'div',
          {
            id: `choice-${index}`,
            role: 'option',
            'aria-selected': String(index === active),
            // Before the field loses focus.
            mousedown: (event) => {
              event.preventDefault()
              choose(index)
            },
          },
          el('span', {}, label),
          hint !== '' && el('small', {}, hint),
        ),
      ),
    )
    listbox.hidden = choices.length === 0
    input.setAttribute('aria-expanded', String(choices.length > 0))
    if (active < 0) input.removeAttribute('aria-activedescendant')
    else {
      input.setAttribute('aria-activedescendant', `choice-${active}`)
      listbox.children[active]?.scrollIntoView({ block: 'nearest' })
    }
  }

  /** @param {number} index */
  function choose(index) {
    const choice = choices[index]
    if (choice === undefined) return
    input.value = choice.text
    close()
    input.focus()
    refresh()
  }

  function refresh() {
    clearTimeout(timer)
    const mine = ++asked
    timer = setTimeout(async () => {
      const found = await suggest(input.value, pane()).catch(() => [])
      if (mine !== asked || document.activeElement !== input) return
      choices = found.filter(({ text }) => text.trim() !== input.value.trim() || text.length > input.value.length)
      active = -1
      draw()
    }, PAUSE_MS)
  }

  input.addEventListener('input', refresh)
  input.addEventListener('blur', () => {
    asked += 1
    close()
  })
  input.addEventListener('keydown', (event) => {
    const open = choices.length > 0
    if (event.key === 'Escape') close()
    else if (event.key === 'ArrowDown' && open) active = (active + 1) % choices.length
    // The list opens when asked for, not whenever the field gets focus: it would cover the newest message.
    else if (event.key === 'ArrowDown') refresh()
    else if (event.key === 'ArrowUp' && open && active >= 0) active -= 1
    else if (event.key === 'ArrowUp' && back < sent.length) {
      back += 1
      input.value = sent[sent.length - back] ?? ''
      close()
    } else if (event.key === 'Tab' && open && !event.shiftKey && (active >= 0 || choices.length === 1)) choose(Math.max(active, 0))
    else if (event.key === 'Enter' && open && active >= 0) choose(active)
    else return
    event.preventDefault()
    if (choices.length > 0) draw()
  })
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault()
    const text = input.value.trim()
    if (text === '') return
    asked += 1
    clearTimeout(timer)
    close()
    sent.push(text)
    back = 0
    input.value = ''
    send(text)
  })
}
