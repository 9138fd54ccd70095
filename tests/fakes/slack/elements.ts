/** What each kind of element reports: its state before anyone touched it, and after somebody did. */
import { isJsonObject, type JsonObject, objectsIn } from './json.ts'

/** How a kind of element holds its value: the property, and the one it starts from. */
const stateful: Readonly<Record<string, readonly [selected: string, initial: string, kind: 'option' | 'options' | 'plain' | 'list']>> = {
  static_select: ['selected_option', 'initial_option', 'option'],
  external_select: ['selected_option', 'initial_option', 'option'],
  radio_buttons: ['selected_option', 'initial_option', 'option'],
  overflow: ['selected_option', '', 'option'],
  checkboxes: ['selected_options', 'initial_options', 'options'],
  multi_static_select: ['selected_options', 'initial_options', 'options'],
  multi_external_select: ['selected_options', 'initial_options', 'options'],
  users_select: ['selected_user', 'initial_user', 'plain'],
  channels_select: ['selected_channel', 'initial_channel', 'plain'],
  conversations_select: ['selected_conversation', 'initial_conversation', 'plain'],
  multi_users_select: ['selected_users', 'initial_users', 'list'],
  multi_channels_select: ['selected_channels', 'initial_channels', 'list'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', 'list'],
  datepicker: ['selected_date', 'initial_date', 'plain'],
  timepicker: ['selected_time', 'initial_time', 'plain'],
  datetimepicker: ['selected_date_time', 'initial_date_time', 'plain'],
  plain_text_input: ['value', 'initial_value', 'plain'],
  email_text_input: ['value', 'initial_value', 'plain'],
  url_text_input: ['value', 'initial_value', 'plain'],
  number_input: ['value', 'initial_value', 'plain'],
  rich_text_input: ['rich_text_value', 'initial_value', 'plain'],
}

/** What a person may put into an element. */
export type Choice = string | number | readonly string[] | JsonObject | null

/** The entry of an untouched element in `state.values`; undefined for buttons and menus, which hold nothing. */
export function initialState(element: JsonObject): JsonObject | undefined {
  const type = String(element.type)
  const [selected, initial, kind] = stateful[type] ?? []
  if (selected === undefined || initial === undefined || type === 'overflow') return undefined
  const empty = kind === 'options' || kind === 'list' ? [] : null
  return { type, [selected]: element[initial] ?? empty }
}

/** Whether the element still holds nothing. */
export function isEmpty(state: JsonObject): boolean {
  const [selected] = stateful[String(state.type)] ?? []
  const value = selected === undefined ? undefined : state[selected]
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/**
 * The state after a person chose `choice`.
 * @param suggested options that were offered for an external select.
 * @throws when the element does not offer that choice: Slack's client would not let a person do it.
 */
export function chosenState(element: JsonObject, choice: Choice, suggested: readonly JsonObject[] = []): JsonObject {
  const type = String(element.type)
  const [selected, , kind] = stateful[type] ?? []
  if (selected === undefined) throw new Error(`a ${type} holds no choice`)
  const option = (value: string): JsonObject => {
    const offered = [...optionsOf(element), ...suggested]
    const found = offered.find((one) => one.value === value)
    if (found === undefined) {
      const values = offered.map((one) => String(one.value)).join(', ')
      throw new Error(`${type} ${String(element.action_id)} does not offer ${value}; it offers: ${values || 'nothing'}`)
    }
    return found
  }
  const list = Array.isArray(choice) ? choice.map(String) : [String(choice)]
  switch (kind) {
    case 'option':
      return { type, [selected]: choice === null ? null : option(String(choice)) }
    case 'options':
      return { type, [selected]: choice === null ? [] : list.map(option) }
    case 'list':
      return { type, [selected]: choice === null ? [] : list }
    default:
      return { type, [selected]: choice }
  }
}

/** The options of a select, radio group or menu, groups opened up. */
export function optionsOf(element: JsonObject): JsonObject[] {
  return [...objectsIn(element.options), ...objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options))]
}

/** One entry of `actions` in a `block_actions` payload. */
export function actionOf(element: JsonObject, blockId: string, actionTs: string, state: JsonObject | undefined): JsonObject {
  const carried: JsonObject = {}
  for (const name of ['text', 'value', 'url', 'style', 'confirm', 'placeholder', 'initial_option', 'initial_options', 'icon']) {
    if (element[name] !== undefined) carried[name] = element[name]
  }
  return {
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    ...carried,
    ...(isJsonObject(state) && state),
    action_ts: actionTs,
  }
}
