/** The clock everything runs on: shows it running, moves it forward, starts over. */

import { byId, el } from './dom.js'

let aheadMs = 0
let zone = 'UTC'

/** @param {number} atMs @param {Intl.DateTimeFormatOptions} options */
function inZone(atMs, options) {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(atMs)
}

/** "09:00" @param {number} atMs */
export function timeOf(atMs) {
  return inZone(atMs, { hour: '2-digit', minute: '2-digit' })
}

/** "14 Aug, 09:00", with the year when it is not the clock's. @param {number} atMs */
export function dayAndTimeOf(atMs) {
  const sameYear = inZone(atMs, { year: 'numeric' }) === inZone(Date.now() + aheadMs, { year: 'numeric' })
  return inZone(atMs, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** "Friday 14 August 2026, 09:00" @param {number} atMs */
function fullMoment(atMs) {
  return `${inZone(atMs, { weekday: 'long' })} ${inZone(atMs, { day: 'numeric', month: 'long', year: 'numeric' })}, ${timeOf(atMs)}`
}

/** True when both moments fall on one day of the clock's zone. @param {number} a @param {number} b */
export function sameDay(a, b) {
  return calendarDay(a) === calendarDay(b)
}

/** @param {number} atMs */
function calendarDay(atMs) {
  return inZone(atMs, { day: 'numeric', month: 'numeric', year: 'numeric' })
}

/** The clock's time right now. */
export function clockNow() {
  return Date.now() + aheadMs
}

/** @param {import('./server.js').View} view */
export function setClock(view) {
  aheadMs = view.now - Date.now()
  zone = view.zone
  byId('zone').textContent = zone.replaceAll('_', ' ')
  const next = /** @type {HTMLButtonElement} */ (byId('next'))
  next.disabled = view.nextDueAt === null
  byId('next-due').textContent = view.nextDueAt === null ? 'Nothing is planned.' : `Next: ${dayAndTimeOf(view.nextDueAt)}`
  tick()
}

function tick() {
  const now = /** @type {HTMLTimeElement} */ (byId('now'))
  const text = fullMoment(clockNow())
  if (now.textContent === text) return
  now.replaceChildren(...text.split(/(?<=, )/).map((part, index) => el('span', { class: index === 0 ? 'day' : 'hour' }, part)))
  now.dateTime = new Date(clockNow()).toISOString()
}

/**
 * @param {{ move: (body: object) => void, startOver: (on: string | null) => void }} actions
 */
export function startClock({ move, startOver }) {
  for (const button of document.querySelectorAll('.moves button[data-by]')) {
    button.addEventListener('click', () => move({ by: Number(/** @type {HTMLElement} */ (button).dataset.by) }))
  }
  byId('next').addEventListener('click', () => move({ to: 'next' }))
  byId('start-over').addEventListener('submit', (event) => {
    event.preventDefault()
    const on = /** @type {HTMLInputElement} */ (byId('again-on')).value
    const again = document.querySelector('.again')
    if (again instanceof HTMLDetailsElement) again.open = false
    startOver(on === '' ? null : on)
  })
  setInterval(tick, 1000)
}
