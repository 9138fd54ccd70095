/** Reads a message out of the arguments of a call, wherever Slack lets a bot put it: text, blocks, attachments, metadata. */
import type { Problem } from './checks/problem.ts'
import { asString, isJsonObject, type JsonObject, parseJson } from './json.ts'

/** What a bot wants to say, well-formed but not yet checked. */
export interface Said {
  /** Empty when there is none. */
  readonly text: string
  readonly markdown: string | undefined
  readonly blocks: readonly unknown[]
  readonly attachments: readonly unknown[]
  readonly metadata: JsonObject | undefined
}

/** Slack's word for what is wrong, and where. */
export interface Objection {
  readonly error: string
  readonly problems: readonly Problem[]
}

/** The message in the arguments of a Web API call, a `response_url` post or an acknowledgement. */
export function readSaid(args: JsonObject): Said | Objection {
  const text = args.text ?? ''
  if (typeof text !== 'string') return { error: 'invalid_arguments', problems: [{ message: 'must provide a string', at: '/text' }] }
  const blocks = listArg(args.blocks)
  if (blocks === undefined) return { error: 'invalid_blocks_format', problems: [] }
  const attachments = listArg(args.attachments)
  if (attachments === undefined) return { error: 'invalid_attachments', problems: [] }
  const metadata = objectArg(args.metadata)
  if (metadata === 'malformed') return { error: 'invalid_metadata_format', problems: [] }
  if (metadata !== undefined && !(typeof metadata.event_type === 'string' && isJsonObject(metadata.event_payload))) {
    return { error: 'invalid_metadata_schema', problems: [] }
  }
  return { text, markdown: asString(args.markdown_text), blocks, attachments, metadata }
}

/** Whether a call says anything at all. */
export function isSilent({ text, markdown, blocks, attachments }: Said): boolean {
  return text === '' && markdown === undefined && blocks.length === 0 && attachments.length === 0
}

/** A list given as JSON or, in a form, as its text; undefined when it is neither. */
function listArg(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null || value === '') return []
  const parsed = typeof value === 'string' ? parseJson(value) : value
  return Array.isArray(parsed) ? parsed : undefined
}

/** An object given as JSON or as its text. */
function objectArg(value: unknown): JsonObject | undefined | 'malformed' {
  if (value === undefined || value === null || value === '') return undefined
  const parsed = typeof value === 'string' ? parseJson(value) : value
  return isJsonObject(parsed) ? parsed : 'malformed'
}
