/** What a person reads in a message or view: text without markup, one line a block, controls in brackets. */
import { elementsOf } from './block-ids.ts'
import { isJsonObject, type JsonObject, objectsIn } from './json.ts'
import type { FakeMessage } from './messages.ts'
import { allBlocks } from './people/press.ts'
import { stateValues } from './view-json.ts'
import type { FakeView } from './views.ts'

/** Blocks when there are any, or else the text. Buttons read `[Open the setting]`, selects `[Germany ▾]`. */
export function visibleText(seen: FakeMessage | FakeView): string {
  const title = 'hash' in seen ? [labelOf(seen.content.title)] : []
  const state = stateValues(seen.blocks, seen.state)
  const lines = allBlocks(seen.blocks).flatMap((block) => blockLines(block, state))
  const text = 'text' in seen && seen.blocks.length === 0 ? [plainMrkdwn(seen.text)] : []
  const attached = 'attachments' in seen ? seen.attachments.flatMap(attachmentLines) : []
  return [...title, ...text, ...lines, ...attached].filter((line) => line !== '').join('\n')
}

/** mrkdwn as a person reads it: links by their label, entities decoded, emphasis marks gone. */
export function plainMrkdwn(text: string): string {
  return text
    .replace(/<([^<>|]+)\|([^<>]*)>/g, '$2')
    .replace(/<(?:mailto:)?([^<>!@#][^<>]*)>/g, '$1')
    .replace(/(^|[\s(["'])([*_~`])(\S(?:[^\n]*?\S)?)\2(?=$|[\s).,:;!?\]"'])/gm, '$1$3')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function blockLines(block: JsonObject, state: JsonObject): string[] {
  const choices = state[String(block.block_id)]
  const control = (element: JsonObject): string =>
    controlText(element, isJsonObject(choices) ? choices[String(element.action_id)] : undefined)
  switch (block.type) {
    case 'rich_text':
      return objectsIn(block.elements).flatMap(richTextLines)
    case 'context':
      return [
        objectsIn(block.elements)
          .map((part) => (part.type === 'image' ? String(part.alt_text) : labelOf(part)))
          .join(' '),
      ]
    case 'input':
      return [`${labelOf(block.label)}: ${elementsOf(block).map(control).join(' ')}`, labelOf(block.hint)]
    case 'image':
      return [labelOf(block.title), String(block.alt_text)]
    case 'markdown':
      return [String(block.text)]
    case 'table':
      return (Array.isArray(block.rows) ? block.rows : []).map((row: unknown) => objectsIn(row).map(cellText).join(' | '))
    default: {
      const texts = [block.title, block.subtitle, block.body, block.text, ...objectsIn(block.fields)].map(labelOf)
      const controls = elementsOf(block)
        .filter((element) => element.type !== 'card')
        .map(control)
      return [...texts, controls.join(' ')]
    }
  }
}

function controlText(element: JsonObject, choice: unknown): string {
  const type = String(element.type)
  if (type === 'image') return String(element.alt_text)
  if (type === 'overflow')
    return `[… ${objectsIn(element.options)
      .map((option) => labelOf(option.text))
      .join(' / ')}]`
  if (type.endsWith('button')) return `[${labelOf(element.text)}]`
  const chosen = isJsonObject(choice)
    ? Object.entries(choice)
        .filter(([name]) => name !== 'type')
        .map(([, value]) => value)
    : []
  const shown = chosen
    .flat()
    .filter((value) => value !== null)
    .map((value) => (isJsonObject(value) ? labelOf(value.text) : String(value)))
  return `[${shown.join(', ') || labelOf(element.placeholder)} ▾]`
}

function richTextLines(part: JsonObject): string[] {
  if (part.type === 'rich_text_list') {
    const ordered = part.style === 'ordered'
    return objectsIn(part.elements).map((item, index) => `${ordered ? `${index + 1}.` : '•'} ${inline(item)}`)
  }
  return [inline(part)]
}

function inline(part: JsonObject): string {
  return objectsIn(part.elements)
    .map((piece) => String(piece.text ?? piece.fallback ?? piece.url ?? piece.name ?? piece.user_id ?? piece.range ?? ''))
    .join('')
}

function cellText(cell: JsonObject): string {
  return cell.type === 'rich_text' ? objectsIn(cell.elements).flatMap(richTextLines).join(' ') : String(cell.text)
}

function labelOf(value: unknown): string {
  if (!isJsonObject(value)) return ''
  const text = String(value.text ?? '')
  return value.type === 'mrkdwn' ? plainMrkdwn(text) : text
}

function attachmentLines(attachment: JsonObject): string[] {
  const own = [attachment.pretext, attachment.title, attachment.text].filter((value) => typeof value === 'string')
  return [...own.map(plainMrkdwn), ...allBlocks(objectsIn(attachment.blocks)).flatMap((block) => blockLines(block, {}))]
}
