/** A notice as Slack shows it: Block Kit blocks, and the same message in plain words for screen readers and notifications. */

import type { types } from '@slack/bolt'
import type { Action } from '../../core/action.ts'
import { cutAtSentence, fitNotice } from '../../core/fit-notice.ts'
import { type Block, type Button, type Notice, type Option, plain, type RichText, wordsOf } from '../../core/notice.ts'
import { noticeText } from '../../core/notice-text.ts'
import { oncePer } from '../../core/once-per.ts'
import { cleanLine, cleanText, escapeMrkdwn, safeUrl } from './escape.ts'
import { joinBlocks } from './join-blocks.ts'
import {
  ACCESSIBILITY_LABEL_CHARS_MAX,
  ACTIONS_ELEMENTS_MAX,
  BLOCK_WEIGHT,
  BLOCKS_MAX,
  BUTTON_TEXT_CHARS_MAX,
  BUTTON_URL_CHARS_MAX,
  CONTEXT_ELEMENTS_MAX,
  FALLBACK_CHARS_MAX,
  HEADER_CHARS_MAX,
  MESSAGE_WEIGHT_MAX,
  OPTION_DESCRIPTION_CHARS_MAX,
  OPTION_TEXT_CHARS_MAX,
  OPTION_VALUE_CHARS_MAX,
  PLACEHOLDER_CHARS_MAX,
  SELECT_OPTIONS_MAX,
  TARGETS,
  TEXT_CHARS_MAX,
} from './limits.ts'
import { mrkdwnOf, richElementsOf, splitRich } from './spans.ts'

/** What is shown and what is read out; the same in posts, acknowledgements and answers. */
export interface SlackMessage {
  /** The whole message in plain words: with blocks, screen readers read only this (https://docs.slack.dev/block-kit/accessibility). */
  readonly text: string
  readonly blocks: types.KnownBlock[]
}

export interface RenderOptions {
  /** The value a button or option carries for an action. */
  actionId(action: Action): string
}

/**
 * The exact payload for a notice. Parts that may go are dropped until the message is as short as its kind should be; what is left is only
 * cut when Slack would refuse it. Always within Slack's limits, whatever the notice holds.
 */
export function renderSlack(notice: Notice, options: RenderOptions): SlackMessage {
  const fitted = fitNotice(notice, (candidate) => isFine(candidate, blocksOf(candidate, options)))
  return { text: fallbackText(notice), blocks: clamp(blocksOf(fitted, options)) }
}

function isFine(notice: Notice, blocks: readonly types.KnownBlock[]): boolean {
  const chars = charsOf(blocks)
  if (blocks.length > BLOCKS_MAX || weightOf(blocks, chars) > MESSAGE_WEIGHT_MAX) return false
  const target = TARGETS[notice.kind]
  const short = blocks.length <= target.blocks && chars <= target.chars
  return short || !notice.blocks.some((block) => block.drop !== undefined)
}

/** The last resort for a notice of more blocks than a message takes and none that may go: as many as fit, from the top. */
function clamp(blocks: readonly types.KnownBlock[]): types.KnownBlock[] {
  const kept = blocks.slice(0, BLOCKS_MAX)
  while (kept.length > 1 && weightOf(kept, charsOf(kept)) > MESSAGE_WEIGHT_MAX) kept.pop()
  return kept
}

const weightOf = (blocks: readonly types.KnownBlock[], chars: number) => chars + Math.max(0, blocks.length - 1) * BLOCK_WEIGHT

/** All text in the blocks, however deep. Plain loops: this looks at every part of every candidate, and anything handier takes longest of all. */
function charsOf(value: object): number {
  let chars = 0
  if (Array.isArray(value)) {
    for (const item of value) if (isObject(item)) chars += charsOf(item)
    return chars
  }
  for (const key of Object.keys(value)) {
    const inner: unknown = value[key as keyof typeof value]
    if (isObject(inner)) chars += charsOf(inner)
    else if (key === 'text' && typeof inner === 'string') chars += inner.length
  }
  return chars
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function blocksOf(notice: Notice, options: RenderOptions): types.KnownBlock[] {
  let used = 0
  // Unique within the message, as Slack asks of each block's elements; what was pressed is told by the value, never by this id.
  const nextId = () => `optout:${used++}`
  return joinBlocks(notice.blocks.flatMap((block, index) => blockOf(block, notice.blocks[index + 1], options, nextId)))
}

function blockOf(block: Block, next: Block | undefined, options: RenderOptions, nextId: () => string): types.KnownBlock[] {
  switch (block.kind) {
    case 'heading':
      return headingOf(block.level, block.text, next)
    case 'text':
      return textOf(block.text)
    case 'quiet': {
      const elements = quietElementsOf(block.text)
      return elements.length === 0 ? [] : [{ type: 'context', elements: elements.slice(0, CONTEXT_ELEMENTS_MAX) }]
    }
    case 'list': {
      const items = block.items.map(elementsOf).filter((elements) => elements.length > 0)
      if (items.length === 0) return []
      const sections = items.map((elements): types.RichTextSection => ({ type: 'rich_text_section', elements }))
      return [
        { type: 'rich_text', elements: [{ type: 'rich_text_list', style: block.ordered ? 'ordered' : 'bullet', elements: sections }] },
      ]
    }
    case 'quote': {
      const elements = elementsOf(block.text)
      return elements.length === 0 ? [] : [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] }]
    }
    case 'copy': {
      const text = cleanText(block.text)
      return text.trim() === ''
        ? []
        : [{ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] }]
    }
    case 'divider':
      return [{ type: 'divider' }]
    case 'buttons': {
      const elements = block.buttons.flatMap((button) => buttonOf(button, options, nextId))
      return rowsOf(elements)
    }
    case 'select':
      return selectOf(block.placeholder, block.options, options, nextId)
  }
}

/** Links would be lost in a header, and a long heading cut: both become bold text instead. Over a list it joins the list's block. */
function headingOf(level: 1 | 2, text: RichText, next: Block | undefined): types.KnownBlock[] {
  const words = cleanLine(wordsOf(text))
  if (words === '') return []
  const headable = level === 1 && words.length <= HEADER_CHARS_MAX && !text.some((span) => span.kind === 'link')
  if (headable) return [{ type: 'header', text: { type: 'plain_text', text: words, emoji: false } }]
  const bold = text.map((span) => (span.kind === 'text' ? { ...span, strong: true } : span))
  if (next?.kind !== 'list' && next?.kind !== 'quote' && next?.kind !== 'copy') return textOf(bold)
  // The line end is what Slack's own composer puts between a line and the list under it.
  const elements: types.RichTextElement[] = [...richElementsOf(bold), { type: 'text', text: '\n' }]
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

/** Section text where mrkdwn can say it, rich text where its bold would fail (beside kana, for one). Shortening a notice leaves most as it is. */
const textOf = oncePer((text: RichText): types.KnownBlock[] =>
  splitRich(text, TEXT_CHARS_MAX).flatMap((part): types.KnownBlock[] => {
    const { text: markup, exact } = mrkdwnOf(part)
    if (!exact) return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: richElementsOf(part) }] }]
    // `expand`: without it Slack may hide text behind "see more".
    return markup.trim() === '' ? [] : [{ type: 'section', text: mrkdwn(markup), expand: true }]
  }),
)

const quietElementsOf = oncePer((text: RichText) =>
  splitRich(text, TEXT_CHARS_MAX)
    .map((part) => mrkdwn(mrkdwnOf(part).text))
    .filter(isShown),
)

const elementsOf = oncePer(richElementsOf)

/** `verbatim`: Slack links no bare address, channel name or mention by itself. */
const mrkdwn = (text: string): types.MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true })
const isShown = (element: types.MrkdwnElement) => element.text.trim() !== ''

function buttonOf(button: Button, options: RenderOptions, nextId: () => string): types.Button[] {
  const label = plainText(button.label, BUTTON_TEXT_CHARS_MAX)
  if (label === null) return []
  const hint = button.hint === undefined ? '' : cutAtSentence(cleanLine(button.hint), ACCESSIBILITY_LABEL_CHARS_MAX)
  const common = { type: 'button' as const, text: label, ...(hint === '' ? {} : { accessibility_label: hint }) }
  if (button.kind === 'link') {
    const url = safeUrl(button.url, BUTTON_URL_CHARS_MAX)
    return url === null ? [] : [{ ...common, action_id: nextId(), url, ...(button.main === true ? { style: 'primary' as const } : {}) }]
  }
  const style = button.style === 'main' ? { style: 'primary' as const } : button.style === 'danger' ? { style: 'danger' as const } : {}
  return [{ ...common, action_id: nextId(), value: options.actionId(button.action), ...style }]
}

function rowsOf(elements: readonly types.Button[]): types.KnownBlock[] {
  const rows: types.KnownBlock[] = []
  for (let start = 0; start < elements.length; start += ACTIONS_ELEMENTS_MAX) {
    rows.push({ type: 'actions', elements: elements.slice(start, start + ACTIONS_ELEMENTS_MAX) })
  }
  return rows
}

function selectOf(placeholder: string, choices: readonly Option[], options: RenderOptions, nextId: () => string): types.KnownBlock[] {
  const shown = choices.flatMap((choice): types.PlainTextOption[] => {
    const text = plainText(choice.label, OPTION_TEXT_CHARS_MAX)
    const value = options.actionId(choice.action)
    if (text === null || value.length > OPTION_VALUE_CHARS_MAX) return []
    const description = choice.description === undefined ? null : plainText(choice.description, OPTION_DESCRIPTION_CHARS_MAX)
    return [{ text, value, ...(description === null ? {} : { description }) }]
  })
  if (shown.length === 0) return []
  const hint = plainText(placeholder, PLACEHOLDER_CHARS_MAX)
  const select: types.StaticSelect = {
    type: 'static_select',
    action_id: nextId(),
    options: shown.slice(0, SELECT_OPTIONS_MAX),
    ...(hint === null ? {} : { placeholder: hint }),
  }
  return [{ type: 'actions', elements: [select] }]
}

/** One line of plain text at most `charsMax` long; `null` when nothing is left to show. `emoji: false` keeps `:words:` as they are. */
export function plainText(text: string, charsMax: number): (types.PlainTextElement & { emoji: false }) | null {
  const line = cutAtSentence(cleanLine(text), charsMax)
  return line === '' ? null : { type: 'plain_text', text: line, emoji: false }
}

/** The message in words, shortened by the notice's own rules like the blocks are. Link buttons become links; text cannot be pressed. */
function fallbackText(notice: Notice): string {
  const write = (candidate: Notice) => noticeText({ ...candidate, blocks: candidate.blocks.map(sayable) }, writeFallback)
  const text = write(fitNotice(notice, (candidate) => write(candidate).length <= FALLBACK_CHARS_MAX))
  // Slack refuses a message with neither text nor blocks; an ellipsis says that there would have been something.
  return text.trim() === '' ? '…' : firstLines(text, FALLBACK_CHARS_MAX)
}

/** As many whole lines from the top as fit: markup never ends in the middle. */
function firstLines(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text
  let kept = ''
  for (const line of text.split('\n')) {
    if (kept.length + line.length + 2 > charsMax) break
    kept += `${line}\n`
  }
  return `${kept}…`
}

/** Blocks that `noticeText` writes as they are become text, so that everything passes through `writeFallback`. */
function sayable(block: Block): Block {
  if (block.kind === 'copy') return { kind: 'text', text: plain(block.text) }
  if (block.kind !== 'buttons') return block
  const links = block.buttons.filter((button) => button.kind === 'link')
  return links.length === 0
    ? { kind: 'divider' }
    : {
        kind: 'text',
        text: links.flatMap((button, index) => [
          ...(index > 0 ? plain('\n') : []),
          { kind: 'link' as const, text: button.label, url: button.url },
        ]),
      }
}

function writeFallback(text: RichText): string {
  let written = ''
  // Neighbouring words are escaped together, for the same reason as in spans.ts.
  let pending = ''
  for (const span of text) {
    const url = span.kind === 'link' ? safeUrl(span.url, BUTTON_URL_CHARS_MAX) : null
    if (span.kind !== 'link' || url === null) {
      pending += span.text
      continue
    }
    if (span.text.trim() !== '' && span.text !== span.url) pending += `${span.text}, `
    written += `${escapeMrkdwn(pending)}<${url.replace(/&/g, '&amp;')}>`
    pending = ''
  }
  return written + escapeMrkdwn(pending)
}
