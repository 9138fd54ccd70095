/** Slack names every block, and every element that can act, that the bot left unnamed. */
import { isJsonObject, type JsonObject, objectsIn } from './json.ts'

const actionable = /button|select|picker|input|checkboxes|overflow/
let serial = 0

/** Fills in missing ids, in place: what was parsed from a request belongs to the fake. */
export function nameBlocks(blocks: JsonObject[]): JsonObject[] {
  for (const block of blocks) {
    if (block.block_id === undefined) block.block_id = generatedId()
    for (const element of elementsOf(block)) {
      const type = element.type
      const acts = typeof type === 'string' && actionable.test(type)
      if (acts && element.action_id === undefined) element.action_id = generatedId()
    }
  }
  return blocks
}

/** The elements directly inside a block, wherever that kind of block keeps them. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const single = [block.element, block.accessory].filter(isJsonObject)
  return [...single, ...objectsIn(block.elements), ...objectsIn(block.actions)]
}

function generatedId(): string {
  serial += 1
  return `=${serial.toString(36).padStart(4, '0')}`
}
