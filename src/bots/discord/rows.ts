/** Buttons and selects as action rows. What Discord would refuse is left out or shortened here, so that a message never fails for one of its buttons. */

import type { Action } from '../../core/action.ts'
import { cutAtSentence } from '../../core/fit-notice.ts'
import type { Block, Button, Option } from '../../core/notice.ts'
import { cleanLine, escapeMarkdown, safeUrl } from './escape.ts'
import {
  BLOCK_ROWS_MAX,
  BUTTON_LABEL_CHARS_MAX,
  BUTTON_URL_CHARS_MAX,
  CUSTOM_ID_CHARS_MAX,
  LINK_CHARS_MAX,
  OPTION_CHARS_MAX,
  PLACEHOLDER_CHARS_MAX,
  ROW_BUTTONS_MAX,
  SELECT_OPTIONS_MAX,
} from './limits.ts'
import { BUTTON_STYLE, type ButtonPayload, COMPONENT, type RowPayload, type SelectPayload } from './payload.ts'

/** Rows, and at most one line of text for what fits in no button: an address beyond a button's limit. */
export interface Rows {
  readonly rows: readonly RowPayload[]
  readonly lines: readonly string[]
}

/** Makes the rows of one message. Ids are unique in a message, and so is the main button: later ones are quiet. */
export function createRowWriter(actionId: (action: Action) => string): {
  buttons(buttons: readonly Button[]): Rows
  select(block: Extract<Block, { kind: 'select' }>): Rows
} {
  const ids = new Set<string>()
  let hasMain = false

  function pressable(button: Extract<Button, { kind: 'action' }>): ButtonPayload | null {
    const custom_id = uniqueId(actionId(button.action), ids)
    const label = cut(button.label, BUTTON_LABEL_CHARS_MAX)
    if (custom_id === null || label === '') return null
    const main = button.style === 'main' && !hasMain
    hasMain ||= main
    const style =
      button.style === 'done'
        ? BUTTON_STYLE.success
        : button.style === 'danger'
          ? BUTTON_STYLE.danger
          : main
            ? BUTTON_STYLE.primary
            : BUTTON_STYLE.secondary
    return { type: COMPONENT.button, style, label, custom_id }
  }

  return {
    buttons(buttons) {
      const made: ButtonPayload[] = []
      const lines: string[] = []
      for (const button of buttons) {
        const payload = button.kind === 'link' ? linkButton(button) : pressable(button)
        if (payload !== null) made.push(payload)
        else if (button.kind === 'link' && lines.length === 0) lines.push(...linkLine(button))
      }
      return { rows: chunks(made, ROW_BUTTONS_MAX).slice(0, BLOCK_ROWS_MAX).map(row), lines }
    },
    select({ name, placeholder, options }) {
      const prompt = cut(placeholder, PLACEHOLDER_CHARS_MAX)
      const selects = chunks(offered(options, actionId), SELECT_OPTIONS_MAX).flatMap((some): SelectPayload[] => {
        const custom_id = uniqueId(`${SELECT_ID}${name}`.slice(0, CUSTOM_ID_CHARS_MAX - 3), ids)
        return custom_id === null
          ? []
          : [{ type: COMPONENT.select, custom_id, ...(prompt === '' ? {} : { placeholder: prompt }), options: some }]
      })
      return { rows: selects.slice(0, BLOCK_ROWS_MAX).map((select) => row([select])), lines: [] }
    },
  }
}

/** What a select is called; what was chosen carries the action. */
const SELECT_ID = 'select:'

const row = (components: RowPayload['components']): RowPayload => ({ type: COMPONENT.row, components })

/**
 * The same action may stand on two buttons, but Discord wants each id once: the second carries ` ~2`, which `actionIdOf` takes off again.
 * `null` when no id can be made; then the button is left out.
 */
function uniqueId(id: string, taken: Set<string>): string | null {
  for (let copy = 1; copy <= 9; copy += 1) {
    const candidate = copy === 1 ? id : `${id} ~${copy}`
    if (taken.has(candidate)) continue
    if (candidate.length === 0 || candidate.length > CUSTOM_ID_CHARS_MAX) return null
    taken.add(candidate)
    return candidate
  }
  return null
}

/** The action id in a component's id. */
export function actionIdOf(customId: string): string {
  return customId.replace(/ ~[2-9]$/, '')
}

function offered(options: readonly Option[], actionId: (action: Action) => string): SelectPayload['options'] {
  const seen = new Set<string>()
  return options.flatMap((option) => {
    const value = actionId(option.action)
    const label = cut(option.label, OPTION_CHARS_MAX)
    const description = cut(option.description ?? '', OPTION_CHARS_MAX)
    if (seen.has(value) || value.length === 0 || value.length > OPTION_CHARS_MAX || label === '') return []
    seen.add(value)
    return [{ label, value, ...(description === '' ? {} : { description }) }]
  })
}

function linkButton({ label, url }: Extract<Button, { kind: 'link' }>): ButtonPayload | null {
  const href = safeUrl(url, BUTTON_URL_CHARS_MAX)
  const words = cut(label, BUTTON_LABEL_CHARS_MAX)
  return href === null || words === '' ? null : { type: COMPONENT.button, style: BUTTON_STYLE.link, label: words, url: href }
}

function linkLine({ label, url }: Extract<Button, { kind: 'link' }>): string[] {
  const href = safeUrl(url, LINK_CHARS_MAX)
  const words = cut(label, BUTTON_LABEL_CHARS_MAX)
  return href === null || words === '' ? [] : [`[${escapeMarkdown(words)}](${href})`]
}

/** One clean line of at most `charsMax`; labels are shown as they are, so nothing is escaped. */
function cut(text: string, charsMax: number): string {
  return cutAtSentence(cleanLine(text), charsMax)
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}
