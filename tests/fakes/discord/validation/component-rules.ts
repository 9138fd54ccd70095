import { isObject, type JsonObject, type JsonPath, lengthOf, numberOf, objectsIn, textOf } from '../json.ts'
import type { Problem } from '../rest/errors.ts'

/**
 * Limits the published schemas do not carry: https://docs.discord.com/developers/components/reference.
 * The 4,000 of displayable text is not documented; bots met it as COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED.
 */
export const componentLimits = { total: 40, displayableText: 4000, legacyRows: 5, rowButtons: 5, modalTop: 5 } as const

/** A component with the place it stands in the body. */
export interface PlacedComponent {
  readonly component: JsonObject
  readonly path: JsonPath
}

const children = function* ({ component, path }: PlacedComponent): Generator<PlacedComponent> {
  for (const key of ['components', 'accessory', 'component']) {
    const value = component[key]
    if (isObject(value)) yield { component: value, path: [...path, key] }
    if (Array.isArray(value)) {
      for (const [index, child] of value.entries()) if (isObject(child)) yield { component: child, path: [...path, key, index] }
    }
  }
}

/** Every component, each before what it contains, in the order a person reads them. */
export const walkComponents = function* (components: unknown, at: JsonPath = ['components']): Generator<PlacedComponent> {
  for (const [index, component] of Array.isArray(components) ? components.entries() : []) {
    if (!isObject(component)) continue
    const stack: PlacedComponent[] = [{ component, path: [...at, index] }]
    for (let next = stack.pop(); next; next = stack.pop()) {
      yield next
      stack.push(...[...children(next)].reverse())
    }
  }
}

const problem = (path: JsonPath, code: string, message: string): Problem => ({ path, code, message })
const isGiven = (value: unknown): boolean => value !== undefined && value !== null

const rowProblems = function* ({ component, path }: PlacedComponent): Generator<Problem> {
  const inside = objectsIn(component.components)
  const buttons = inside.filter((child) => child.type === 2).length
  const fits = buttons === inside.length ? buttons <= componentLimits.rowButtons : buttons === 0 && inside.length === 1
  if (fits) return
  const message = 'A row holds at most five buttons, or exactly one select.'
  yield problem([...path, 'components'], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message)
}

const linkProblems = function* ({ component, path }: PlacedComponent): Generator<Problem> {
  if (!isGiven(component.url)) yield problem([...path, 'url'], 'BASE_TYPE_REQUIRED', 'A url is required')
  else if (!/^(https?|discord):\/\/./.test(textOf(component.url))) {
    yield problem([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https, discord).')
  }
  if (isGiven(component.custom_id)) {
    yield problem([...path, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_INVALID', 'A custom id and url cannot both be specified')
  }
}

const buttonProblems = function* (placed: PlacedComponent): Generator<Problem> {
  const { component, path } = placed
  const style = component.style
  if (style === 6) {
    if (!isGiven(component.sku_id)) yield problem([...path, 'sku_id'], 'BASE_TYPE_REQUIRED', 'A sku id is required')
    return
  }
  if (style === 5) yield* linkProblems(placed)
  else {
    if (!isGiven(component.custom_id)) {
      yield problem([...path, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required')
    }
    if (isGiven(component.url)) {
      yield problem([...path, 'url'], 'BUTTON_COMPONENT_INVALID_URL', 'Only link buttons may have a url')
    }
  }
  if (!textOf(component.label) && !isGiven(component.emoji)) {
    yield problem([...path, 'label'], 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or an emoji is required')
  }
}

const selectProblems = function* ({ component, path }: PlacedComponent): Generator<Problem> {
  const options = objectsIn(component.options)
  const least = isGiven(component.min_values) ? numberOf(component.min_values) : 1
  const most = isGiven(component.max_values) ? numberOf(component.max_values) : 1
  if (least > most) yield problem([...path, 'min_values'], 'SELECT_COMPONENT_MIN_ABOVE_MAX', 'Min values is above max values')
  if (component.type !== 3) return
  if (most > options.length) {
    yield problem([...path, 'max_values'], 'SELECT_COMPONENT_MAX_ABOVE_OPTIONS', 'More values than there are options')
  }
  if (options.filter((option) => option.default === true).length > most) {
    yield problem([...path, 'options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', 'More defaults than max values')
  }
  const seen = new Set<unknown>()
  for (const [index, { value }] of options.entries()) {
    if (seen.has(value)) {
      const message = 'The specified option value is already used'
      yield problem([...path, 'options', index, 'value'], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message)
    }
    seen.add(value)
  }
}

const isSelect = (type: unknown): boolean => type === 3 || (numberOf(type) >= 5 && numberOf(type) <= 8)

const uniquenessProblems = function* (placed: readonly PlacedComponent[]): Generator<Problem> {
  const customIds = new Set<unknown>()
  const ids = new Set<unknown>()
  for (const { component, path } of placed) {
    const { custom_id: customId, id } = component
    if (isGiven(customId) && customIds.has(customId)) {
      yield problem([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')
    }
    if (isGiven(id) && id !== 0 && ids.has(id)) {
      yield problem([...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated')
    }
    customIds.add(customId)
    ids.add(id)
  }
}

/** What is wrong with each component by itself, and with them together, whatever kind of message they are on. */
export const componentProblems = function* (components: unknown): Generator<Problem> {
  const placed = [...walkComponents(components)]
  for (const each of placed) {
    const type = each.component.type
    if (type === 1) yield* rowProblems(each)
    else if (type === 2) yield* buttonProblems(each)
    else if (isSelect(type)) yield* selectProblems(each)
  }
  yield* uniquenessProblems(placed)
}

/** The rules of a Components V2 message: forty components in all, four thousand characters in all. */
export const componentsV2Problems = function* (components: unknown): Generator<Problem> {
  const placed = [...walkComponents(components)]
  if (placed.length > componentLimits.total) {
    const message = `At most ${componentLimits.total} components may be in a message; this one has ${placed.length}.`
    yield problem(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message)
  }
  let text = 0
  for (const { component } of placed) if (component.type === 10) text += lengthOf(textOf(component.content))
  if (text > componentLimits.displayableText) {
    const message = `Displayable text may have ${componentLimits.displayableText} characters; this has ${text}.`
    yield problem(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message)
  }
}

/** Without the Components V2 flag only action rows may stand at the top, and at most five of them. */
export const legacyComponentProblems = function* (components: unknown): Generator<Problem> {
  const top = objectsIn(components)
  if (top.length > componentLimits.legacyRows) {
    yield problem(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 0 and 5 in length.')
  }
  for (const [index, component] of top.entries()) {
    if (component.type === 1) continue
    yield problem(['components', index, 'type'], 'UNION_TYPE_CHOICES', 'Needs the IS_COMPONENTS_V2 flag (1 << 15).')
  }
}
