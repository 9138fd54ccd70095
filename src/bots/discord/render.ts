/** A notice as the exact message Discord is sent: one Components V2 container, or classic content for what must be readable on a lock screen. */

import type { Action } from '../../core/action.ts'
import { fitNotice } from '../../core/fit-notice.ts'
import { type Block, type Notice, type NoticeKind, type Tone, wordsOf } from '../../core/notice.ts'
import { fence } from './escape.ts'
import { CLASSIC_ROWS_MAX, COMPONENTS_MAX, CONTENT_CHARS_MAX, DISPLAYED_CHARS_MAX, TARGETS } from './limits.ts'
import { COMPONENT, type ContainerPayload, FLAG, type MessagePayload, NO_MENTIONS, type RowPayload } from './payload.ts'
import { createRowWriter } from './rows.ts'
import { markdownLine, markdownOf } from './spans.ts'

export interface RenderOptions {
  /** Only the person who asked sees it (EPHEMERAL). */
  readonly private: boolean
  /** The id a component carries for an action; one over 100 characters costs its button. */
  readonly actionId: (action: Action) => string
  /** A mark that comes back with the message, so that it can be found again: `deliveryTag`. */
  readonly tag?: number
  /** `components` when it replaces a Components V2 message, which can never become a classic one. Default: by the notice's kind. */
  readonly form?: 'components'
}

/**
 * Push notifications of Components V2 messages arrive empty (https://github.com/discord/discord-api-docs/issues/7854), so what we send to a
 * person of our own accord is classic.
 */
const CLASSIC_KINDS: ReadonlySet<NoticeKind> = new Set<NoticeKind>(['change', 'reminder', 'correction'])

/** Bar colours that reach 3:1 on Discord's light and dark backgrounds. */
const BAR: Readonly<Record<Tone, number | null>> = {
  brand: 0x6a7ae8,
  always: 0xdb4f66,
  on: 0xb97a14,
  off: 0x1f9580,
  never: 0x3d82d6,
  unknown: 0x7f8694,
  none: null,
}

/**
 * The payload of a message, always within Discord's limits. A notice longer than its kind's target loses the parts that may go; only the
 * limits themselves cut further. Links, mentions and formatting come from the notice's own structure, never from its text.
 */
export function renderDiscord(notice: Notice, options: RenderOptions): MessagePayload {
  const classic = CLASSIC_KINDS.has(notice.kind) && options.form !== 'components'
  const target = TARGETS[notice.kind]
  let drawn = classic ? drawClassic(notice, options) : drawContainer(notice, options)
  const fits = (candidate: Notice): boolean => {
    if (candidate !== notice) drawn = classic ? drawClassic(candidate, options) : drawContainer(candidate, options)
    const onTarget = drawn.components <= target.components && shownChars(candidate) <= target.chars
    return drawn.lawful && (onTarget || candidate.blocks.every((block) => block.drop === undefined))
  }
  let fitted = fitNotice(notice, fits)
  while (!fits(fitted) && fitted.blocks.length > 1) fitted = withoutLast(fitted, drawn)
  return drawn.payload
}

interface Drawn {
  readonly payload: MessagePayload
  readonly components: number
  readonly lawful: boolean
  /** Which limit is passed, when one is. */
  readonly over: 'text' | 'components' | null
}

function drawContainer(notice: Notice, options: RenderOptions): Drawn {
  const parts: ContainerPayload['components'][number][] = []
  let lines: string[] = []
  let chars = 0
  const flush = () => {
    const content = lines.join('\n').trim()
    lines = []
    if (content === '') return
    parts.push({ type: COMPONENT.text, content })
    chars += content.length
  }
  walk(notice, options, {
    heading: (level, text) => `${level === 1 ? '##' : '###'} ${text}`,
    line: (line) => lines.push(line),
    rows: (rows) => {
      flush()
      parts.push(...rows)
    },
    divider: () => {
      flush()
      if (parts.length > 0 && parts.at(-1)?.type !== COMPONENT.separator) parts.push({ type: COMPONENT.separator })
    },
  })
  flush()
  if (parts.at(-1)?.type === COMPONENT.separator) parts.pop()
  // Discord refuses a container of nothing.
  if (parts.length === 0) parts.push({ type: COMPONENT.text, content: '…' })
  const bar = BAR[notice.tone]
  const container: ContainerPayload = {
    type: COMPONENT.container,
    ...(options.tag === undefined ? {} : { id: options.tag }),
    ...(bar === null ? {} : { accent_color: bar }),
    components: parts,
  }
  const components = parts.reduce((sum, part) => sum + 1 + (part.type === COMPONENT.row ? part.components.length : 0), 1)
  const over = components > COMPONENTS_MAX ? 'components' : chars > DISPLAYED_CHARS_MAX ? 'text' : null
  const flags = FLAG.componentsV2 | (options.private ? FLAG.ephemeral : 0)
  return { payload: { flags, components: [container], allowed_mentions: NO_MENTIONS }, components, lawful: over === null, over }
}

function drawClassic(notice: Notice, options: RenderOptions): Drawn {
  const lines: string[] = []
  const rows: RowPayload[] = []
  walk(notice, options, {
    // Lock screens show marks as they are, and two asterisks disturb less than two hashes.
    heading: (_level, text) => `**${text.replace(/\*\*/g, '')}**`,
    line: (line) => lines.push(line),
    rows: (more) => rows.push(...more),
    divider: () => {},
  })
  const content = lines.join('\n').trim() || '…'
  const [first, ...others] = rows
  const tagged = first === undefined || options.tag === undefined ? rows : [{ ...first, id: options.tag }, ...others]
  const components = rows.reduce((sum, row) => sum + 1 + row.components.length, 0)
  const over = rows.length > CLASSIC_ROWS_MAX ? 'components' : content.length > CONTENT_CHARS_MAX ? 'text' : null
  const flags = FLAG.suppressEmbeds | (options.private ? FLAG.ephemeral : 0)
  return { payload: { flags, content, components: tagged, allowed_mentions: NO_MENTIONS }, components, lawful: over === null, over }
}

interface Canvas {
  heading(level: 1 | 2, text: string): string
  line(line: string): void
  rows(rows: readonly RowPayload[]): void
  divider(): void
}

function walk(notice: Notice, options: RenderOptions, canvas: Canvas): void {
  const writer = createRowWriter(options.actionId)
  for (const block of notice.blocks) {
    if (block.kind === 'divider') canvas.divider()
    else if (block.kind === 'buttons' || block.kind === 'select') {
      const { rows, lines } = block.kind === 'buttons' ? writer.buttons(block.buttons) : writer.select(block)
      for (const line of lines) canvas.line(line)
      if (rows.length > 0) canvas.rows(rows)
    } else for (const line of linesOf(block, canvas)) canvas.line(line)
  }
}

type TextBlock = Exclude<Block, { kind: 'divider' | 'buttons' | 'select' }>

/** The block as lines of Markdown; none when it has no words. https://docs.discord.com/developers/reference#message-formatting */
function linesOf(block: TextBlock, canvas: Canvas): string[] {
  switch (block.kind) {
    case 'heading':
      return filled([markdownLine(block.text)]).map((text) => canvas.heading(block.level, text))
    case 'text':
      return wrapped(markdownOf(block.text))
    case 'quiet':
      return wrapped(markdownOf(block.text)).map((line) => `-# ${line}`)
    case 'quote':
      return wrapped(markdownOf(block.text)).map((line) => `> ${line}`)
    case 'list':
      return filled(block.items.map(markdownLine)).map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${item}`)
    case 'copy':
      return block.text.trim() === '' ? [] : [fence(block.text)]
    default: {
      const never: never = block
      return never
    }
  }
}

const filled = (lines: readonly string[]): string[] => lines.filter((line) => line !== '')
const wrapped = (text: string): string[] => filled(text.split('\n').map((line) => line.trim()))

/** Characters people see: no marks, no addresses. */
function shownChars(notice: Notice): number {
  return notice.blocks.reduce((sum, block) => sum + shownIn(block), 0)
}

function shownIn(block: Block): number {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'quiet':
    case 'quote':
      return wordsOf(block.text).length
    case 'list':
      return block.items.reduce((sum, item) => sum + wordsOf(item).length, 0)
    case 'copy':
      return block.text.length
    case 'divider':
    case 'buttons':
    case 'select':
      return 0
  }
}

/** For notices that no rule of theirs can make short enough: the last block of the kind there is too much of. */
function withoutLast(notice: Notice, { over }: Drawn): Notice {
  const isRow = (block: Block) => block.kind === 'buttons' || block.kind === 'select' || block.kind === 'divider'
  const index = notice.blocks.findLastIndex((block) => isRow(block) === (over === 'components'))
  return { ...notice, blocks: notice.blocks.toSpliced(index <= 0 ? notice.blocks.length - 1 : index, 1) }
}
