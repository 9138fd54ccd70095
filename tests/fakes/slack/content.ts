/** Decodes what a bot wants to say and refuses what Slack would refuse, in Slack's error shape. */
import { blockWeightMost, checkMessageBlocks, checkView, weighBlocks } from './checks/blocks.ts'
import { checkLimits } from './checks/limits.ts'
import { pingsInAttachments, pingsInBlocks, pingsInText } from './checks/pings.ts'
import { describeProblem, type Problem } from './checks/problem.ts'
import { checkSchema } from './checks/schema-check.ts'
import type { Journal } from './journal.ts'
import { asString, isJsonObject, type JsonObject, objectsIn, parseJson } from './json.ts'
import type { MessageContent } from './messages.ts'
import { flag, refuse } from './workings.ts'

/** `first-of-shape` checks one message of each sequence of block types; `never` trusts the bot. For benchmarks. */
export type Validation = 'always' | 'first-of-shape' | 'never'

/** Where a message is going, which decides some rules. */
export interface Destination {
  /** The Web API method, `response_url` or `ack`, for the record. */
  readonly method: string
  readonly channelId: string | undefined
}

/** A message that Slack accepts, or its refusal. */
export type Decoded = { readonly content: MessageContent } | { readonly refusal: JsonObject }

/** Text above this length is refused; above `textAdvised` it is merely unwise. https://docs.slack.dev/reference/methods/chat.postMessage */
export const textMost = 40_000
/** The length Slack advises; longer text has been seen split into several messages. */
export const textAdvised = 4000
const attachmentsMost = 100
const viewBytesMost = 250_000

/** Checks messages and views, recording each breach in the journal. */
export interface ContentCheck {
  message(args: JsonObject, to: Destination): Decoded
  /** Undefined when the view is fine. */
  view(view: unknown, method: string): JsonObject | undefined
  options(ack: unknown): readonly Problem[]
}

/** @param requireUnfurlFlags record a violation when a message with links leaves unfurling to chance. */
export function createContentCheck(journal: Journal, validation: Validation, requireUnfurlFlags: boolean): ContentCheck {
  const shapes = new Set<string>()
  const worthChecking = (blocks: readonly unknown[]): boolean => {
    if (validation !== 'first-of-shape') return validation === 'always'
    const shape = blocks.map((block) => (isJsonObject(block) ? String(block.type) : '?')).join()
    return !shapes.has(shape) && shapes.add(shape).size > 0
  }
  const refuseContent = (method: string, error: string, problems: readonly Problem[] = []): JsonObject => {
    const errors = problems.map(describeProblem)
    journal.violation([`${method}: ${error}`, ...errors].join('; '))
    if (errors.length === 0) return refuse(error)
    return refuse(error, { errors, response_metadata: { messages: errors.map((text) => `[ERROR] ${text}`) } })
  }

  return {
    message(args, to) {
      const { method } = to
      const refusal = (error: string, problems?: readonly Problem[]): Decoded => ({
        refusal: refuseContent(method, error, problems),
      })
      const text = args.text ?? ''
      if (typeof text !== 'string') return refusal('invalid_arguments', [{ message: 'must provide a string', at: '/text' }])
      const blocks = listArg(args.blocks)
      const attachments = listArg(args.attachments)
      const metadata = objectArg(args.metadata)
      if (blocks === undefined) return refusal('invalid_blocks_format')
      if (attachments === undefined) return refusal('invalid_attachments')
      if (metadata === undefined) return refusal('invalid_metadata_format')
      if (metadata !== null && (typeof metadata.event_type !== 'string' || !isJsonObject(metadata.event_payload))) {
        return refusal('invalid_metadata_schema')
      }
      const markdown = asString(args.markdown_text)
      if (markdown !== undefined && (text !== '' || blocks.length > 0)) return refusal('markdown_text_conflict')
      if (markdown !== undefined && markdown.length > 12_000) return refusal('msg_too_long')
      if (text === '' && markdown === undefined && blocks.length === 0 && attachments.length === 0) return refusal('no_text')
      if (text.length > textMost) return refusal('msg_too_long')
      if (text.length > textAdvised) journal.violation(`${method}: text of ${text.length} characters (${textAdvised} advised)`)
      if (attachments.length > attachmentsMost) return refusal('too_many_attachments')

      if (blocks.length > 0) {
        // Screen readers read only the top-level text: https://docs.slack.dev/block-kit/accessibility
        if (text === '') journal.violation(`${method}: blocks without a top-level text`)
        if (worthChecking(blocks)) {
          const problems = checkMessageBlocks(blocks)
          if (problems.length > 0) return refusal('invalid_blocks', problems)
        }
        // Only chat.* measures the whole message: slackapi/bolt-js issue 2867.
        if (method.startsWith('chat.') && weighBlocks(blocks) > blockWeightMost) return refusal('msg_blocks_too_long')
      }
      if (attachments.length > 0 && validation !== 'never') {
        const problems = attachments.flatMap((attachment, index) => [
          ...checkSchema('MessageAttachment', attachment, `/attachments/${index}`),
          ...(isJsonObject(attachment) ? checkLimits(attachment.blocks ?? [], `/attachments/${index}/blocks`) : []),
        ])
        if (problems.length > 0) return refusal('invalid_attachments', problems)
      }
      if (validation !== 'never') {
        const shown = markdown ?? text
        const pings = [...pingsInText(shown), ...pingsInBlocks(blocks), ...pingsInAttachments(attachments)]
        if (flag(args.link_names) || args.parse === 'full') pings.push(...(shown.match(/@[a-z]\w*/g) ?? []))
        for (const mention of pings) journal.pings.push({ mention, method, channelId: to.channelId })
        if (requireUnfurlFlags && method === 'chat.postMessage' && !(isNo(args.unfurl_links) && isNo(args.unfurl_media))) {
          if (/https?:\/\//.test(shown) || /https?:\/\//.test(JSON.stringify(blocks))) {
            journal.violation(`${method}: a message with links sets neither unfurl_links nor unfurl_media to false`)
          }
        }
      }
      return {
        content: {
          text: markdown ?? text,
          blocks: objectsIn(blocks),
          attachments: objectsIn(attachments),
          metadata: metadata ?? undefined,
        },
      }
    },

    view(view, method) {
      if (!isJsonObject(view)) return refuseContent(method, 'invalid_arguments', [{ message: 'must provide an object', at: '/view' }])
      const size = JSON.stringify(view).length
      if (size > viewBytesMost) return refuseContent(method, 'view_too_large')
      if (validation === 'never') return undefined
      const problems = checkView(view)
      return problems.length === 0 ? undefined : refuseContent(method, 'invalid_arguments', problems)
    },

    options(ack) {
      if (!isJsonObject(ack)) return [{ message: 'missing required field: options', at: '' }]
      const options = ack.options
      const groups = ack.option_groups
      if (Array.isArray(options) === Array.isArray(groups)) {
        return [{ message: 'must define either `options` or `option_groups`', at: '' }]
      }
      // Applies the limits of a static select: the same option objects, the same numbers.
      const select = { type: 'static_select', ...(Array.isArray(options) ? { options } : { option_groups: groups }) }
      const empty = Array.isArray(options) ? options.length === 0 : Array.isArray(groups) && groups.length === 0
      const items: readonly unknown[] = Array.isArray(options) ? options : []
      return [
        ...items.flatMap((option, index) => checkSchema('PlainTextOption', option, `/options/${index}`)),
        ...objectsIn(groups).flatMap((group, index) => checkSchema('OptionGroup', group, `/option_groups/${index}`)),
        ...(empty ? [] : checkLimits(select, '')),
      ]
    },
  }
}

function isNo(value: unknown): boolean {
  return value === false || value === 'false' || value === '0'
}

/** A list given as JSON or, in a form, as its text; undefined when it is neither. */
function listArg(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null || value === '') return []
  const parsed = typeof value === 'string' ? parseJson(value) : value
  return Array.isArray(parsed) ? parsed : undefined
}

/** An object given as JSON or as its text; null when absent, undefined when it is something else. */
function objectArg(value: unknown): JsonObject | null | undefined {
  if (value === undefined || value === null || value === '') return null
  const parsed = typeof value === 'string' ? parseJson(value) : value
  return isJsonObject(parsed) ? parsed : undefined
}
