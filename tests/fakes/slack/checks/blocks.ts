/** Decides whether Slack would accept a list of blocks or a view: schema first, then the documented limits. */
import { asString, isJsonObject, type JsonObject, objectsIn } from '../json.ts'
import { blocksPerMessage, checkLimits, limitsOfView } from './limits.ts'
import type { Problem } from './problem.ts'
import { checkSchema } from './schema-check.ts'

/** Everything Slack would refuse in the blocks of a message. */
export function checkMessageBlocks(blocks: readonly unknown[], at = '/blocks'): Problem[] {
  const problems: Problem[] = []
  if (blocks.length > blocksPerMessage) {
    problems.push({ message: `no more than ${blocksPerMessage} items allowed`, at })
  }
  for (const [index, block] of blocks.entries()) problems.push(...checkSchema('KnownBlock', block, `${at}/${index}`))
  problems.push(...checkLimits(blocks, at), ...checkAcrossBlocks(blocks, at))
  const markdown = objectsIn(blocks).filter((block) => block.type === 'markdown')
  // The limit holds for all markdown blocks of a message together, says the block's reference.
  if (markdown.length > 1 && sum(markdown.map((block) => asString(block.text)?.length ?? 0)) > 12_000) {
    problems.push({ message: 'must be less than 12001 characters', at })
  }
  for (const [index, block] of objectsIn(blocks).entries()) {
    if (isJsonObject(block.element) && block.element.type === 'file_input') {
      problems.push({ message: 'unsupported type: file_input', at: `${at}/${index}/element/type` })
    }
  }
  return problems
}

/** Everything Slack would refuse in a modal or home tab. */
export function checkView(view: JsonObject, at = '/view'): Problem[] {
  const kind = view.type
  if (kind !== 'modal' && kind !== 'home') return [{ message: `unsupported type: ${String(kind)}`, at: `${at}/type` }]
  const blocks = Array.isArray(view.blocks) ? view.blocks : []
  const problems = checkSchema(kind === 'modal' ? 'ModalView' : 'HomeView', view, at)
  for (const rule of limitsOfView) problems.push(...rule(view, at))
  problems.push(...checkLimits(view, at), ...checkAcrossBlocks(blocks, `${at}/blocks`))
  for (const [index, block] of objectsIn(blocks).entries()) {
    // https://docs.slack.dev/reference/block-kit/blocks/markdown-block: "available in surfaces: messages".
    if (block.type === 'markdown') problems.push({ message: 'unsupported type: markdown', at: `${at}/blocks/${index}/type` })
  }
  return problems
}

/** What must hold between the blocks of one message or view. */
function checkAcrossBlocks(blocks: readonly unknown[], at: string): Problem[] {
  const problems: Problem[] = []
  const ids = new Set<string>()
  let focused = 0
  for (const [index, block] of blocks.entries()) {
    if (!isJsonObject(block)) continue
    const id = asString(block.block_id)
    if (id !== undefined && ids.has(id)) {
      problems.push({ message: `\`block_id\` "${id}" already exists`, at: `${at}/${index}/block_id` })
    }
    if (id !== undefined) ids.add(id)
    const elements = [block.element, block.accessory, ...objectsIn(block.elements)]
    for (const element of elements) if (isJsonObject(element) && element.focus_on_load === true) focused += 1
  }
  if (focused > 1) problems.push({ message: '`focus_on_load` can only be set on one element', at })
  return problems
}

/**
 * How much of Slack's undocumented budget for one message the blocks use: their text plus a share for each block.
 * Observed, not documented: slackapi/bolt-js issue 2509 was refused above 13,297 characters, 13,172 with a divider added.
 */
export function weighBlocks(blocks: readonly unknown[]): number {
  let weight = Math.max(0, blocks.length - 1) * charsPerBlock
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item)
    else if (isJsonObject(node)) {
      for (const key in node) {
        const value = node[key]
        if (key === 'text' && typeof value === 'string') weight += value.length
        else if (typeof value === 'object') visit(value)
      }
    }
  }
  visit(blocks)
  return weight
}

/** 13,297 − 13,172: what one divider cost in that report. */
const charsPerBlock = 125

/** Above this weight `chat.postMessage` answers `msg_blocks_too_long`. */
export const blockWeightMost = 13_000

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
