/**
 * The documented limits of Block Kit, by the `type` they belong to. Numbers come from the doc comments of
 * `@slack/types` 3.2.0 and https://docs.slack.dev/reference/block-kit, unless a line says otherwise.
 */
import { isDeepStrictEqual } from 'node:util'
import { asString, isJsonObject, type JsonObject, objectsIn } from '../json.ts'
import type { Problem } from './problem.ts'
import { anyOf, chars, each, inside, items, notBoth, number, pattern, type Rule, text, url } from './rule.ts'

/** Blocks in one message. https://docs.slack.dev/reference/block-kit/blocks */
export const blocksPerMessage = 50
/** Blocks in one modal or home tab. */
const blocksPerView = 100

const placeholder = text('placeholder', 150)
const confirm = inside('confirm', text('title', 100), text('text', 300), text('confirm', 30), text('deny', 30))
const label = chars('accessibility_label', 75, 1)
// Option values: 150 in today's documentation, 75 in the older comments of @slack/types.
const option: readonly Rule[] = [text('text', 75), text('description', 75), chars('value', 150), url('url')]

function optionsOf(most: number): Rule {
  const rules = [items('options', most, 1), each('options', ...option), initialIsAnOption]
  return (node, at) => rules.flatMap((rule) => rule(node, at))
}

/** An initial choice must be, property for property, one of the options. */
function initialIsAnOption(node: JsonObject, at: string): Problem[] {
  const offered = [...objectsIn(node.options), ...objectsIn(node.option_groups).flatMap((g) => objectsIn(g.options))]
  const single = node.initial_option
  const chosen = [...(single === undefined ? [] : [single]), ...objectsIn(node.initial_options)]
  const key = single === undefined ? 'initial_options' : 'initial_option'
  return chosen.every((one) => offered.some((other) => isDeepStrictEqual(one, other)))
    ? []
    : [{ message: `\`${key}\` must exactly match one of the options`, at: `${at}/${key}` }]
}

const select: readonly Rule[] = [
  placeholder,
  anyOf('options', 'option_groups'),
  notBoth('options', 'option_groups'),
  optionsOf(100),
  items('option_groups', 100, 1),
  each('option_groups', text('label', 75), items('options', 100, 1), each('options', ...option)),
]
const external: readonly Rule[] = [placeholder, inside('initial_option', ...option), each('initial_options', ...option)]
const many = number('max_selected_items', 1, Number.POSITIVE_INFINITY)

/** Rules for an object by its `type`; a block and an element of one name share them. */
const limitsByType: Readonly<Record<string, readonly Rule[]>> = {
  // Text
  plain_text: [chars('text', 3000, 1)],
  mrkdwn: [chars('text', 3000, 1)],
  raw_text: [chars('text', Number.POSITIVE_INFINITY, 1)],
  // Blocks
  section: [anyOf('text', 'fields'), text('text', 3000), items('fields', 10, 1), each('fields', chars('text', 2000))],
  header: [text('text', 150)],
  actions: [items('elements', 25, 1), uniqueActionIds],
  context: [items('elements', 10, 1)],
  context_actions: [items('elements', 5, 1), uniqueActionIds],
  image: [chars('alt_text', 2000, 1), url('image_url'), text('title', 2000)],
  input: [text('label', 2000), text('hint', 2000)],
  markdown: [chars('text', 12_000, 1)],
  rich_text: [items('elements', Number.POSITIVE_INFINITY, 1)],
  card: [anyOf('hero_image', 'title', 'actions', 'body'), text('title', 150), text('subtitle', 150), text('body', 200)],
  carousel: [items('elements', 10, 1)],
  container: [anyOf('title', 'rich_text_title'), text('title', 150), text('subtitle', 150), items('child_blocks', 10)],
  table: [items('rows', 100, 1), items('column_settings', 20), tableCells],
  data_table: [number('page_size', 1, 100)],
  video: [text('title', 199), chars('author_name', 49), url('video_url'), url('thumbnail_url'), url('title_url')],
  // Rich text
  text: [chars('text', Number.POSITIVE_INFINITY, 1)],
  link: [url('url')],
  rich_text_list: [items('elements', Number.POSITIVE_INFINITY, 1), number('indent', 0, 8)],
  // Elements
  button: [text('text', 75), chars('value', 2000), url('url'), label, confirm],
  workflow_button: [text('text', 75), label, confirm],
  icon_button: [chars('value', 2000), label, confirm],
  static_select: [...select, confirm],
  multi_static_select: [...select, many, confirm],
  external_select: [...external, confirm],
  multi_external_select: [...external, many, confirm],
  users_select: [placeholder, confirm],
  multi_users_select: [placeholder, many, confirm],
  conversations_select: [placeholder, confirm],
  multi_conversations_select: [placeholder, many, confirm],
  channels_select: [placeholder, confirm],
  multi_channels_select: [placeholder, many, confirm],
  overflow: [optionsOf(5), confirm],
  radio_buttons: [optionsOf(10), confirm],
  checkboxes: [optionsOf(10), confirm],
  datepicker: [placeholder, pattern('initial_date', /^\d{4}-\d\d-\d\d$/, 'a date such as 2026-11-22'), confirm],
  timepicker: [placeholder, pattern('initial_time', /^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30'), confirm],
  datetimepicker: [number('initial_date_time', 1_000_000_000, 9_999_999_999), confirm],
  plain_text_input: [placeholder, number('min_length', 0, 3000), number('max_length', 1, 3000)],
  email_text_input: [placeholder],
  url_text_input: [placeholder],
  number_input: [placeholder],
  rich_text_input: [placeholder],
  file_input: [number('max_files', 1, 10)],
}

/** Rules for any object that has these properties. */
const limitsOfIdentifiers: readonly Rule[] = [chars('action_id', 255, 1), chars('block_id', 255, 1)]

/** Rules for a modal or home tab itself. https://docs.slack.dev/reference/views */
export const limitsOfView: readonly Rule[] = [
  items('blocks', blocksPerView),
  text('title', 24),
  text('submit', 24),
  text('close', 24),
  chars('callback_id', 255),
  chars('private_metadata', 3000),
  chars('external_id', 255),
  (view, at) =>
    view.type === 'modal' && view.submit === undefined && objectsIn(view.blocks).some((block) => block.type === 'input')
      ? [{ message: 'missing required field: submit', at }]
      : [],
]

function uniqueActionIds(block: JsonObject, at: string): Problem[] {
  const seen = new Set<string>()
  return objectsIn(block.elements).flatMap((element, index) => {
    const id = asString(element.action_id)
    if (id === undefined) return []
    if (seen.has(id)) {
      return [{ message: `\`action_id\` "${id}" already exists in this block`, at: `${at}/elements/${index}/action_id` }]
    }
    seen.add(id)
    return []
  })
}

function tableCells(block: JsonObject, at: string): Problem[] {
  const rows = Array.isArray(block.rows) ? block.rows : []
  return rows.flatMap((row: unknown, index) =>
    Array.isArray(row) && row.length > 20 ? [{ message: 'no more than 20 items allowed', at: `${at}/rows/${index}` }] : [],
  )
}

/** Applies the limits to `value` and to everything inside it. */
export function checkLimits(value: unknown, at: string): Problem[] {
  const problems: Problem[] = []
  const visit = (node: unknown, path: string): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) visit(item, `${path}/${index}`)
    } else if (isJsonObject(node)) {
      const rules = typeof node.type === 'string' ? limitsByType[node.type] : undefined
      for (const rule of rules ?? []) problems.push(...rule(node, path))
      for (const rule of limitsOfIdentifiers) problems.push(...rule(node, path))
      for (const key in node) visit(node[key], `${path}/${key}`)
    }
  }
  visit(value, at)
  return problems
}
