/** Decides whether Slack would take what a bot says, in Slack's error shape, and records what a good bot would not say. */
import { blockWeightMost, checkMessageBlocks, checkView, weighBlocks } from './checks/blocks.ts'
import { checkLimits } from './checks/limits.ts'
import { checkOptionLoad } from './checks/option-load.ts'
import { pingsInAttachments, pingsInBlocks, pingsInText } from './checks/pings.ts'
import { describeProblem, type Problem } from './checks/problem.ts'
import { checkSchema } from './checks/schema-check.ts'
import type { Journal } from './journal.ts'
import { isJsonObject, type JsonObject, objectsIn } from './json.ts'
import type { MessageContent } from './messages.ts'
import { isSilent, type Objection, readSaid, type Said } from './said.ts'
import { flag, refuse } from './workings.ts'

/** `first-of-shape` checks one message of each sequence of block types; `never` trusts the bot. For benchmarks. */
export type Validation = 'always' | 'first-of-shape' | 'never'

/** Where a message is going, which decides some rules. */
export interface Destination {
  /** The Web API method, `response_url` or `ack of …`, for the record. */
  readonly method: string
  readonly channelId: string | undefined
}

/** A message that Slack accepts, or its refusal. */
export type Decoded = { readonly content: MessageContent } | { readonly refusal: JsonObject }

/** Text above this length is refused; above `textAdvised` it is merely unwise. https://docs.slack.dev/reference/methods/chat.postMessage */
const textMost = 40_000
/** The length Slack advises; longer text has been seen split into several messages. */
const textAdvised = 4000
const markdownTextMost = 12_000
const attachmentsMost = 100
const viewBytesMost = 250_000

/** Checks messages, views and loaded options, recording each breach in the journal. */
export interface ContentCheck {
  message(args: JsonObject, to: Destination): Decoded
  /** The refusal, or undefined when the view is fine. */
  view(view: unknown, method: string): JsonObject | undefined
  /** What is wrong with the options a bot offers for an external select. */
  options(ack: unknown): readonly Problem[]
}

/** @param requireUnfurlFlags record a violation when a message with links leaves unfurling to chance. */
export function createContentCheck(journal: Journal, validation: Validation, requireUnfurlFlags: boolean): ContentCheck {
  const shapes = new Set<string>()

  function worthChecking(blocks: readonly unknown[]): boolean {
    if (validation !== 'first-of-shape') return validation === 'always'
    const shape = blocks.map((block) => (isJsonObject(block) ? String(block.type) : '?')).join()
    return !shapes.has(shape) && shapes.add(shape).size > 0
  }

  function refuseContent(method: string, { error, problems }: Objection): JsonObject {
    const errors = [...new Set(problems.map(describeProblem))]
    journal.violation([`${method}: ${error}`, ...errors].join('; '))
    if (errors.length === 0) return refuse(error)
    return refuse(error, { errors, response_metadata: { messages: errors.map((text) => `[ERROR] ${text}`) } })
  }

  /** What Slack takes but a careful bot does not send. */
  function advise(said: Said, args: JsonObject, { method, channelId }: Destination): void {
    if (said.text.length > textAdvised) journal.violation(`${method}: text of ${said.text.length} characters (${textAdvised} advised)`)
    // Screen readers read only the top-level text: https://docs.slack.dev/block-kit/accessibility
    if (said.blocks.length > 0 && said.text === '') journal.violation(`${method}: blocks without a top-level text`)
    if (validation === 'never') return
    for (const mention of pingsOf(said, args)) journal.pings.push({ mention, method, channelId })
    const unfurlsOff = isNo(args.unfurl_links) && isNo(args.unfurl_media)
    if (requireUnfurlFlags && method === 'chat.postMessage' && !unfurlsOff && mentionsLink(said)) {
      journal.violation(`${method}: a message with links does not set both unfurl_links and unfurl_media to false`)
    }
  }

  return {
    message(args, to) {
      const said = readSaid(args)
      if ('error' in said) return { refusal: refuseContent(to.method, said) }
      const objection = objectionToSize(said, to.method) ?? objectionToParts(said, validation !== 'never', worthChecking(said.blocks))
      if (objection !== undefined) return { refusal: refuseContent(to.method, objection) }
      advise(said, args, to)
      return {
        content: {
          text: said.markdown ?? said.text,
          blocks: objectsIn(said.blocks),
          attachments: objectsIn(said.attachments),
          metadata: said.metadata,
        },
      }
    },

    view(view, method) {
      if (!isJsonObject(view)) {
        return refuseContent(method, { error: 'invalid_arguments', problems: [{ message: 'must provide an object', at: '/view' }] })
      }
      if (JSON.stringify(view).length > viewBytesMost) return refuseContent(method, { error: 'view_too_large', problems: [] })
      if (validation === 'never') return undefined
      const problems = checkView(view)
      for (const mention of pingsInBlocks(view.blocks)) journal.pings.push({ mention, method, channelId: undefined })
      return problems.length === 0 ? undefined : refuseContent(method, { error: 'invalid_arguments', problems })
    },

    options: checkOptionLoad,
  }
}

function objectionToSize(said: Said, method: string): Objection | undefined {
  const { text, markdown, blocks, attachments } = said
  const objection = (error: string): Objection => ({ error, problems: [] })
  if (markdown !== undefined && (text !== '' || blocks.length > 0)) return objection('markdown_text_conflict')
  if (text.length > textMost || (markdown?.length ?? 0) > markdownTextMost) return objection('msg_too_long')
  if (isSilent(said)) return objection('no_text')
  if (attachments.length > attachmentsMost) return objection('too_many_attachments')
  // Only chat.* measures all blocks together: slackapi/bolt-js issue 2867.
  if (method.startsWith('chat.') && blocks.length > 0 && weighBlocks(blocks) > blockWeightMost) return objection('msg_blocks_too_long')
  return undefined
}

function objectionToParts({ blocks, attachments }: Said, checkAttachments: boolean, checkBlocks: boolean): Objection | undefined {
  const inBlocks = checkBlocks && blocks.length > 0 ? checkMessageBlocks(blocks) : []
  if (inBlocks.length > 0) return { error: 'invalid_blocks', problems: inBlocks }
  if (!checkAttachments) return undefined
  const inAttachments = attachments.flatMap((attachment, index) => [
    ...checkSchema('MessageAttachment', attachment, `/attachments/${index}`),
    ...(isJsonObject(attachment) ? checkLimits(attachment.blocks ?? [], `/attachments/${index}/blocks`) : []),
  ])
  return inAttachments.length > 0 ? { error: 'invalid_attachments', problems: inAttachments } : undefined
}

function pingsOf({ text, markdown, blocks, attachments }: Said, args: JsonObject): string[] {
  const shown = markdown ?? text
  // With these flags Slack turns plain `@name` into a mention.
  const named = flag(args.link_names) || args.parse === 'full' ? (shown.match(/@[a-z]\w*/g) ?? []) : []
  return [...pingsInText(shown), ...pingsInBlocks(blocks), ...pingsInAttachments(attachments), ...named]
}

function mentionsLink({ text, markdown, blocks }: Said): boolean {
  const link = /https?:\/\//
  return link.test(markdown ?? text) || link.test(JSON.stringify(blocks))
}

function isNo(value: unknown): boolean {
  return value === false || value === 'false' || value === '0'
}
