/** Checks the options a bot offers while somebody types into an external select. */
import { isJsonObject, objectsIn } from '../json.ts'
import { checkLimits } from './limits.ts'
import type { Problem } from './problem.ts'
import { checkSchema } from './schema-check.ts'

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload: `options` or `option_groups`, up to 100. */
export function checkOptionLoad(ack: unknown): Problem[] {
  if (!isJsonObject(ack)) return [{ message: 'missing required field: options', at: '' }]
  const { options, option_groups: groups } = ack
  if (Array.isArray(options) === Array.isArray(groups)) return [{ message: 'must define either `options` or `option_groups`', at: '' }]
  const offered: readonly unknown[] = Array.isArray(options) ? options : objectsIn(groups)
  // Finding nothing is an answer here, though a select in a message must not be empty.
  if (offered.length === 0) return []
  const name = Array.isArray(options) ? 'options' : 'option_groups'
  const schema = Array.isArray(options) ? 'PlainTextOption' : 'OptionGroup'
  return [
    ...offered.flatMap((one, index) => checkSchema(schema, one, `/${name}/${index}`)),
    // The same option objects and numbers as in a static select.
    ...checkLimits({ type: 'static_select', [name]: offered }, ''),
  ]
}
