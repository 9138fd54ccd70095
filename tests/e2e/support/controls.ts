/** Finds buttons and options by their labels in a payload, wherever they are nested. */

export type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every object inside a value, itself included, outermost first. */
export function* objectsWithin(value: unknown): Generator<Fields> {
  if (Array.isArray(value)) for (const each of value) yield* objectsWithin(each)
  if (!isFields(value)) return
  yield value
  for (const each of Object.values(value)) yield* objectsWithin(each)
}

/** A label as Discord (`label`) or Slack (`text.text`) carries it. */
const labelOf = ({ label, text }: Fields) => (typeof label === 'string' ? label : isFields(text) ? text.text : undefined)

/** The option with a label and the select it is in. @throws when there is none. */
export function optionIn(payload: unknown, label: string): { readonly select: Fields; readonly value: string } {
  const labels: unknown[] = []
  for (const select of objectsWithin(payload)) {
    for (const option of Array.isArray(select.options) ? select.options.filter(isFields) : []) {
      if (labelOf(option) === label) return { select, value: String(option.value) }
      labels.push(labelOf(option))
    }
  }
  throw new Error(`no option "${label}"; there are: ${labels.join(', ') || 'none'}`)
}

/** The Discord button with a label. @throws when there is none that can be pressed. */
export function buttonIn(payload: unknown, label: string): string {
  const labels: unknown[] = []
  for (const { type, label: found, custom_id } of objectsWithin(payload)) {
    if (type !== 2 || typeof custom_id !== 'string') continue
    if (found === label) return custom_id
    labels.push(found)
  }
  throw new Error(`no button "${label}"; there are: ${labels.join(', ') || 'none'}`)
}
