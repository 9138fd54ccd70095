/** The drawings of the pages: the five marks, the wordmark's switch, three small signs. Each is drawn once a page and used by name. */

import type { Default } from '../core/service.ts'
import { type Html, html, trusted } from './html.ts'

/** Shapes differ as well as colours, so that nobody depends on hue. */
const SHAPES: Readonly<Record<Default, string>> = {
  always: '<rect x="2" y="2" width="12" height="12" rx="2" fill="currentColor"/>',
  on: '<circle cx="8" cy="8" r="6.4" fill="currentColor"/>',
  off: '<circle cx="8" cy="8" r="5.4" fill="none" stroke="currentColor" stroke-width="2.1"/>',
  never:
    '<path d="M2.2 8.6 6.2 12.4 13.8 4" fill="none" stroke="currentColor" stroke-width="2.3" stroke-linecap="round" stroke-linejoin="round"/>',
  unknown:
    '<path d="M5.2 5.2a2.9 2.9 0 1 1 4.4 2.6C8.5 8.5 8 9 8 10.2" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round"/><circle cx="8" cy="13.2" r="1.25" fill="currentColor"/>',
}

/** The shapes behind {@link mark}; once in every page that uses one. */
export const MARK_SHAPES: Html = trusted(
  `<svg hidden>${Object.entries(SHAPES)
    .map(([name, shape]) => `<symbol id="${name}" viewBox="0 0 16 16">${shape}</symbol>`)
    .join('')}</svg>`,
)

/** The mark of a default. Hidden from screen readers: its word always stands beside it. */
export function mark(of: Default): Html {
  return html`<svg class="mark ${of}" aria-hidden="true"><use href="#${of}"/></svg>`
}

/** The switch that is the o of the wordmark: knob left, which is off. */
export const SWITCH: Html = trusted(
  '<svg class="switch" viewBox="0 0 92 56" aria-hidden="true"><rect x="5" y="5" width="82" height="46" rx="23" fill="none" stroke="currentColor" stroke-width="10"/><circle cx="29" cy="28" r="12.5" fill="currentColor"/></svg>',
)

export const MAGNIFIER: Html = trusted(
  '<svg class="sign" viewBox="0 0 20 20" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.8" fill="none" stroke="currentColor" stroke-width="2"/><path d="m13 13 5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>',
)

/** A default as a pill: its mark and its word on its own tint. */
export function tag(of: Default, word: string): Html {
  return html`<span class="tag ${of}"><svg aria-hidden="true"><use href="#${of}"/></svg>${word}</span>`
}
