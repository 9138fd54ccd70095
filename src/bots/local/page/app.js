/** The practice page: keeps what the server told us, draws it, and sends what people do. */

import { setClock, startClock } from './clock-bar.js'
import { startComposer } from './composer.js'
import { byId, el } from './dom.js'
import { drawFeed } from './feed.js'
import { showForm } from './form-dialog.js'
import { sentRow } from './log-view.js'
import { act, look } from './server.js'
import { startTabs } from './tabs.js'

/** How often to ask for news nobody here caused: the clock runs by itself too. */
const LOOK_MS = 4000

/** @type {Map<string, import('./server.js').Message>} */
const messages = new Map()
/** @type {Map<string, import('./server.js').Sent>} */
const sent = new Map()
/** @type {'discord' | 'slack'} */
let platform = 'discord'
let busy = 0

/** @param {import('./server.js').View} view @param {{ redraw?: boolean, first?: boolean }} [how] */
function take(view, { redraw = false, first = false } = {}) {
  for (const message of view.messages) messages.set(message.id, message)
  for (const id of messages.keys()) if (!view.messageIds.includes(id)) messages.delete(id)
  for (const row of view.sent) sent.set(row.id, row)
  for (const id of sent.keys()) if (!view.sentIds.includes(id)) sent.delete(id)
  setClock(view)
  setPerson(view)
  draw(redraw, first)
  if (view.form !== null) {
    const { form } = view
    showForm(form, platform, (values) => void perform('submit', { form: form.id, values }))
  }
}

/** @param {boolean} redraw @param {boolean} quietly */
function draw(redraw, quietly) {
  const options = {
    platform,
    redraw,
    press: (/** @type {string} */ message, /** @type {string} */ action) => void perform('press', { message, action }),
    dismiss: (/** @type {string} */ message) => void perform('dismiss', { message }),
    run: (/** @type {string} */ text) => void perform('run', { text, pane: 'channel' }),
  }
  for (const pane of /** @type {const} */ (['channel', 'person'])) {
    const news = drawFeed(
      pane,
      [...messages.values()].filter((message) => message.pane === pane),
      options,
    )
    if (news.length > 0 && !quietly && !redraw) tabs.news(pane)
  }
  drawLog(redraw)
}

/** @param {boolean} redraw */
function drawLog(redraw) {
  const log = byId('log')
  const drawn = new Map([...log.children].map((row) => [/** @type {HTMLElement} */ (row).dataset.id, row]))
  const rows = [...sent.values()].reverse().map((row) => {
    const old = drawn.get(row.id)
    if (old !== undefined && !redraw) return old
    const fresh = sentRow(row, platform)
    fresh.dataset.id = row.id
    return fresh
  })
  log.replaceChildren(...rows)
  byId('log-empty').hidden = rows.length > 0
}

/** @param {import('./server.js').View} view */
function setPerson({ person, locales }) {
  const manages = /** @type {HTMLInputElement} */ (byId('manages'))
  manages.checked = person.manages
  const locale = /** @type {HTMLSelectElement} */ (byId('locale'))
  if (locale.options.length !== locales.length) {
    const names = new Intl.DisplayNames(undefined, { type: 'language' })
    locale.replaceChildren(...locales.map((tag) => el('option', { value: tag }, names.of(tag) ?? tag)))
  }
  locale.value = person.locale
  byId('language').hidden = locales.length < 2
}

/** @param {string} what @param {object} body */
async function perform(what, body) {
  busy += 1
  document.body.setAttribute('aria-busy', 'true')
  try {
    take(await act(what, body))
    problem(null)
  } catch (error) {
    problem(
      error instanceof TypeError ? 'The bot does not answer. Is it still running?' : error instanceof Error ? error.message : String(error),
    )
  } finally {
    busy -= 1
    if (busy === 0) document.body.removeAttribute('aria-busy')
  }
}

/** @param {string | null} text */
function problem(text) {
  const box = byId('problem')
  box.hidden = text === null
  box.textContent = text ?? ''
}

/** @param {string} name @param {(value: string) => void} change */
function onChoice(name, change) {
  for (const input of document.querySelectorAll(`input[name="${name}"]`)) {
    input.addEventListener('change', () => change(/** @type {HTMLInputElement} */ (input).value))
  }
}

/** @param {string} value */
function setTheme(value) {
  document.documentElement.dataset.theme = value
  const input = document.querySelector(`input[name="theme"][value="${value}"]`)
  if (input instanceof HTMLInputElement) input.checked = true
}

// What scrolls must be reachable without a mouse.
for (const pane of ['channel', 'person']) byId(`feed-${pane}`).tabIndex = 0

const tabs = startTabs()
setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
onChoice('theme', setTheme)
onChoice('platform', (value) => {
  platform = value === 'slack' ? 'slack' : 'discord'
  byId('columns').dataset.platform = platform
  draw(true, true)
})
byId('phone').addEventListener('change', (event) =>
  byId('columns').classList.toggle('phone', /** @type {HTMLInputElement} */ (event.target).checked),
)
byId('manages').addEventListener(
  'change',
  (event) => void perform('person', { manages: /** @type {HTMLInputElement} */ (event.target).checked }),
)
byId('locale').addEventListener(
  'change',
  (event) => void perform('person', { locale: /** @type {HTMLSelectElement} */ (event.target).value }),
)
startClock({ move: (body) => void perform('clock', body), startOver: (on) => void perform('start-over', { on }) })
startComposer({ send: (text) => void perform('run', { text, pane: 'channel' }), pane: () => 'channel' })

/** @param {boolean} first */
async function lookAgain(first) {
  if (!first && (busy > 0 || document.hidden)) return
  try {
    take(await look(), { first })
    problem(null)
  } catch {
    problem('The bot does not answer. Is it still running?')
  }
}
await lookAgain(true)
setInterval(() => void lookAgain(false), LOOK_MS)
