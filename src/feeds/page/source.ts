/** Page watch: the text of one policy at its own address, for services that no archive records. */

import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { PolicySource, PollRequest } from '../../core/ports/policy-source.ts'
import { fromCursor, toCursor } from '../fetch/cursor.ts'
import type { FetchedBody } from '../fetch/fetched.ts'
import { parserModule } from '../off-thread/off-thread.ts'
import { defineSourceKind } from '../source-kind.ts'
import { WebAddress } from '../web-address.ts'
import { type PageInput, type PageRead, READING } from './reading.ts'

const HOUR_MS = 3_600_000
/** The parser needs some 300 times as much memory; policies are a tenth of this. */
const PAGE_BYTES_MAX = 2 * 1024 * 1024

const parser = parserModule<PageInput, PageRead>(new URL('./parse.ts', import.meta.url))

const Selectors = z
  .union([z.string().trim().min(1), z.array(z.string().trim().min(1)).min(1).max(20)])
  .transform((given) => (typeof given === 'string' ? [given] : given))

export const sourceKind = defineSourceKind({
  entry: z.strictObject({
    service: z.string().trim().min(1).max(80).describe('As people know it: "Figma".'),
    document: z.string().trim().min(1).max(120).describe('"Privacy Policy".'),
    url: WebAddress,
    select: Selectors.optional().describe('CSS selectors of what to read. Without any, the main text is found by its looks.'),
    remove: Selectors.optional().describe('CSS selectors of what to leave out.'),
  }),
  everyMs: 6 * HOUR_MS,
  create: ({ service, document, url, select = [], remove = [] }, { everyMs }, { fetcher, offThread }): PolicySource => {
    const id = `page:${url}`
    const reading = createHash('sha256')
      .update(JSON.stringify([READING, select, remove]))
      .digest('base64url')
      .slice(0, 12)

    /** The step from the text that is kept to the one on the page, under a name that is the same if this has to be done again. */
    async function toOutcome(text: string, fetched: FetchedBody, readAnew: boolean, { memory, now }: PollRequest) {
      const cursor = toCursor(fetched.validators, reading)
      const last = await memory.latestText()
      if (last?.text === text) return { kind: 'unchanged', cursor } as const
      const step = {
        service,
        document,
        collection: id,
        id: `${(last?.version ?? 0) + 1}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`,
        at: now,
        before: last?.text ?? null,
        after: text,
        technical: readAnew,
      }
      return { kind: 'found', found: { steps: [step], news: [] }, cursor, keep: { text }, more: false } as const
    }

    return {
      id,
      name: `${service}: ${document}`,
      everyMs,
      async poll(request) {
        const { validators, readAnew } = fromCursor(request.cursor, reading)
        const fetched = await fetcher.fetch({
          url,
          accept: 'text/html, application/xhtml+xml, text/plain;q=0.5',
          bytesMax: PAGE_BYTES_MAX,
          signal: request.signal,
          ...(validators && { validators }),
        })
        if (fetched.kind === 'unchanged') return { kind: 'unchanged', cursor: toCursor(fetched.validators, reading) }
        if (fetched.kind !== 'ok') return fetched
        const parsed = await offThread.run(parser, { body: fetched.body, contentType: fetched.contentType, select, remove })
        if (parsed.kind === 'failed') return { kind: 'unavailable', code: parsed.code }
        if ('problem' in parsed.value) {
          return { kind: parsed.value.problem === 'page-empty' ? 'unavailable' : 'refused', code: parsed.value.problem }
        }
        return await toOutcome(parsed.value.text, fetched, readAnew, request)
      },
    }
  },
})
