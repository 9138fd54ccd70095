/** On narrow screens one part of the page shows at a time, chosen by tabs. On wide ones all show and the tabs are hidden. */

import { byId } from './dom.js'

const PARTS = /** @type {const} */ (['channel', 'person', 'sent'])

/** @returns {{ news: (part: 'channel' | 'person') => void }} */
export function startTabs() {
  const columns = byId('columns')

  /** @param {(typeof PARTS)[number]} part @param {boolean} focus */
  function open(part, focus) {
    columns.dataset.open = part
    for (const each of PARTS) {
      const tab = byId(`tab-${each}`)
      tab.setAttribute('aria-selected', String(each === part))
      tab.tabIndex = each === part ? 0 : -1
    }
    byId(`tab-${part}`).classList.remove('news')
    if (focus) byId(`tab-${part}`).focus()
  }

  for (const [index, part] of PARTS.entries()) {
    const tab = byId(`tab-${part}`)
    tab.addEventListener('click', () => open(part, false))
    tab.addEventListener('keydown', (event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
      const next = PARTS[(index + step + PARTS.length) % PARTS.length]
      if (step === 0 || next === undefined) return
      event.preventDefault()
      open(next, true)
    })
  }
  return {
    news(part) {
      if (columns.dataset.open !== part) byId(`tab-${part}`).classList.add('news')
    },
  }
}
