import type { IncomingMessage } from 'node:http'
import { textOf } from '../json.ts'
import { refusal } from './errors.ts'

/** A file that came with a message. */
export interface UploadedFile {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly bytes: Uint8Array
}

/** A request's body, decoded. */
export interface DecodedBody {
  readonly json: unknown
  readonly files: readonly UploadedFile[]
}

const none: DecodedBody = { json: undefined, files: [] }

/** https://docs.discord.com/developers/reference#uploading-files */
const requestLimitBytes = 25 * 1024 * 1024

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal('invalidJson', 'the body is not JSON')
  }
}

const decodeForm = async (bytes: Buffer, contentType: string): Promise<DecodedBody> => {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData()
  const files: UploadedFile[] = []
  for (const [key, value] of form) {
    if (typeof value === 'string' || !/^files\[\d+\]$/.test(key)) continue
    const content = new Uint8Array(await value.arrayBuffer())
    files.push({ name: value.name, type: value.type || 'application/octet-stream', size: content.length, bytes: content })
  }
  const payload = form.get('payload_json')
  return { json: typeof payload === 'string' ? parseJson(payload) : {}, files }
}

/** Reads a request to its end. Rejects only when the socket breaks. */
export const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** Decodes a body, JSON or multipart; refuses what Discord refuses before it looks at the fields. */
export const decodeBody = async (bytes: Buffer, contentType: unknown): Promise<DecodedBody> => {
  if (bytes.length === 0) return none
  if (bytes.length > requestLimitBytes) throw refusal('tooLarge', `a request of ${bytes.length} bytes`)
  const type = textOf(contentType)
  if (type.startsWith('application/json')) return { json: parseJson(bytes.toString('utf8')), files: [] }
  if (type.startsWith('multipart/form-data')) return decodeForm(bytes, type)
  throw refusal('invalidJson', `content type ${type || '(none)'}`)
}
