/** `optout detect`: pairs of policy texts on stdin, one JSON object a line, to what changed about AI training, one line each, in order. */

import { z } from 'zod'
import { detect as detectChange } from '../feeds/detect/index.ts'
import { noWords, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'

/** `before` is `null` for the first text on record: there is nothing to compare then. */
const Line = z.object({
  id: z.union([z.string(), z.number()]),
  service: z.string(),
  document: z.string(),
  before: z.string().nullable(),
  after: z.string(),
})

/** Where lines come from and where complaints go. */
export interface DetectStreams {
  readonly input: AsyncIterable<string | Uint8Array>
  complain(text: string): void
}

const PROCESS: DetectStreams = { input: process.stdin, complain: (text) => process.stderr.write(text) }

/**
 * Answers line by line and keeps none. A line that cannot be read is named on stderr and left out; the rest is still answered, and then
 * it returns false. `--json` changes nothing: the answer is JSON already.
 */
export async function detect(
  argv: readonly string[],
  { write }: CliContext,
  { input, complain }: DetectStreams = PROCESS,
): Promise<boolean> {
  noWords(readArguments(argv, { json: 'switch' }))
  let number = 0
  let bad = 0
  for await (const text of linesOf(input)) {
    number++
    if (text.trim() === '') continue
    const line = read(text)
    if (typeof line === 'string') {
      bad++
      complain(`Line ${number}: ${line}\n`)
      continue
    }
    const { id, before, after, ...document } = line
    write(`${JSON.stringify({ id, ...detectChange(before ?? '', after, document) })}\n`)
  }
  return bad === 0
}

/** The line, or what is wrong with it. */
function read(text: string): z.infer<typeof Line> | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'this is not JSON. Each line is one object: {"id", "service", "document", "before", "after"}.'
  }
  const { success, data, error } = Line.safeParse(value)
  if (success) return data
  const [issue] = error.issues
  const where = issue === undefined || issue.path.length === 0 ? 'the line' : `"${issue.path.join('.')}"`
  return `${where} is not as expected (${issue?.message ?? 'unknown'}). Each line is one object: {"id", "service", "document", "before", "after"}.`
}

/** Only `\n` ends a line: `node:readline` also ends one at U+2028, which JSON may hold as it is. */
async function* linesOf(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let parts: string[] = []
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const [first = '', ...rest] = text.split('\n')
    parts.push(first)
    for (const next of rest) {
      yield parts.join('')
      parts = [next]
    }
  }
  const last = parts.join('') + decoder.decode()
  if (last !== '') yield last
}
