/** The checks Slack's own client makes before it lets a person submit a modal. */
import { isEmpty } from '../elements.ts'
import type { JsonObject } from '../json.ts'

type TextCheck = (value: string, element: JsonObject) => string | undefined

const checksByType: Readonly<Record<string, TextCheck>> = {
  plain_text_input(value, { min_length: least, max_length: most }) {
    if (typeof least === 'number' && value.length < least) return `is shorter than ${least}`
    return typeof most === 'number' && value.length > most ? `is longer than ${most}` : undefined
  },
  email_text_input: (value) => (/^\S+@\S+\.\S+$/.test(value) ? undefined : 'is no e-mail address'),
  url_text_input: (value) => (URL.canParse(value) ? undefined : 'is no web address'),
  number_input(value, { is_decimal_allowed: decimal, min_value: low, max_value: high }) {
    const number = Number(value)
    if (Number.isNaN(number)) return 'is no number'
    if (decimal === false && !Number.isInteger(number)) return 'is no whole number'
    if (low !== undefined && number < Number(low)) return `is below ${String(low)}`
    return high !== undefined && number > Number(high) ? `is above ${String(high)}` : undefined
  },
}

/** Why the client would not submit with this field as it is; undefined when it would. */
export function clientObjection(block: JsonObject, element: JsonObject, state: JsonObject): string | undefined {
  if (block.type !== 'input') return undefined
  const name = String(element.action_id)
  if (isEmpty(state)) return block.optional === true ? undefined : `${name} is required`
  const { value } = state
  const fault = typeof value === 'string' ? checksByType[String(element.type)]?.(value, element) : undefined
  if (fault !== undefined) return `${name} ${fault}`
  const chosen = Object.values(state).find(Array.isArray)?.length ?? 0
  const most = element.max_selected_items
  return typeof most === 'number' && chosen > most ? `${name} takes at most ${most}` : undefined
}
