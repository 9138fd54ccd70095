import { isObject, type JsonObject, lengthOf, numberOf, objectsIn, textOf } from '../json.ts'
import { walkComponents } from '../validation/component-rules.ts'

/** What a person fills into a form, by custom id. */
export type ModalValues = Readonly<Record<string, string | boolean | readonly string[]>>

const textInput = 4
const radioGroup = 21
const checkbox = 23

const refuseText = (field: JsonObject, text: string): void => {
  const customId = textOf(field.custom_id)
  const isRequired = field.required !== false
  if (isRequired && text === '') throw new Error(`The field "${customId}" must be filled in`)
  const length = lengthOf(text)
  const most = typeof field.max_length === 'number' ? field.max_length : 4000
  if (length > most) throw new Error(`The field "${customId}" takes at most ${most} characters`)
  if (length > 0 && length < numberOf(field.min_length))
    throw new Error(`The field "${customId}" needs ${numberOf(field.min_length)} characters`)
}

const chosenBefore = (field: JsonObject): string[] =>
  objectsIn(field.options)
    .filter((option) => option.default === true)
    .map((option) => textOf(option.value))

const refuseChoice = (field: JsonObject, chosen: readonly string[]): void => {
  const offered = objectsIn(field.options).map((option) => option.value)
  for (const value of chosen) {
    if (offered.length > 0 && !offered.includes(value)) throw new Error(`"${textOf(field.custom_id)}" has no option "${value}"`)
  }
  if (field.required !== false && chosen.length === 0) throw new Error(`The field "${textOf(field.custom_id)}" must be filled in`)
}

const submitField = (field: JsonObject, given: ModalValues[string] | undefined): JsonObject => {
  const { type, custom_id, id = 1 } = field
  if (type === textInput) {
    const value = typeof given === 'string' ? given : textOf(field.value)
    refuseText(field, value)
    return { type, id, custom_id, value }
  }
  if (type === checkbox) return { type, id, custom_id, value: given === undefined ? field.default === true : given === true }
  const chosen = given === undefined ? chosenBefore(field) : [given].flat().map(String)
  refuseChoice(field, chosen)
  return type === radioGroup ? { type, id, custom_id, value: chosen[0] ?? null } : { type, id, custom_id, values: chosen }
}

/** The data of a form's submission. Throws for fields that are not there, left empty or out of bounds. */
export const modalSubmission = (modal: JsonObject, values: ModalValues): JsonObject => {
  const fields = [...walkComponents(modal.components)].flatMap(({ component }) => textOf(component.custom_id) || [])
  for (const customId of Object.keys(values)) {
    if (!fields.includes(customId)) throw new Error(`The form has no field "${customId}"; it has: ${fields.join(', ')}`)
  }
  const submit = (field: JsonObject): JsonObject => submitField(field, values[textOf(field.custom_id)])
  const components = objectsIn(modal.components).map((top): JsonObject => {
    const { type, id = 1, component } = top
    if (isObject(component)) return { type, id, component: submit(component) }
    return type === 1 ? { type, id, components: objectsIn(top.components).map(submit) } : { type, id }
  })
  return { custom_id: modal.custom_id, components }
}
