/** News: a feed in RSS, Atom, RDF or JSON Feed, whose new items are passed on once. */

import { z } from 'zod'
import type { PolicySource } from '../../core/ports/policy-source.ts'
import { fromCursor, toCursor } from '../fetch/cursor.ts'
import { parserModule } from '../off-thread/off-thread.ts'
import { defineSourceKind } from '../source-kind.ts'
import { WebAddress } from '../web-address.ts'
import type { FeedInput, FeedRead } from './parse.ts'

const HOUR_MS = 3_600_000
const FEED_BYTES_MAX = 4 * 1024 * 1024
/** A feed's clock may be a little ahead; an item from next year has a date that means nothing. */
const AHEAD_MS = 48 * HOUR_MS
const READING = '1'
const ACCEPT = 'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, */*;q=0.5'

const parser = parserModule<FeedInput, FeedRead>(new URL('./parse.ts', import.meta.url))

export const sourceKind = defineSourceKind({
  entry: z.strictObject({
    name: z.string().trim().min(1).max(80).describe('Who publishes it.'),
    url: WebAddress,
  }),
  everyMs: HOUR_MS,
  create: ({ name, url }, { everyMs }, { fetcher, offThread }): PolicySource => {
    const id = `news:${url}`
    return {
      id,
      name,
      everyMs,
      async poll({ cursor, now, memory, signal }) {
        const { validators } = fromCursor(cursor, READING)
        const fetched = await fetcher.fetch({ url, accept: ACCEPT, bytesMax: FEED_BYTES_MAX, signal, ...(validators && { validators }) })
        if (fetched.kind === 'unchanged') return { kind: 'unchanged', cursor: toCursor(fetched.validators, READING) }
        if (fetched.kind !== 'ok') return fetched
        const parsed = await offThread.run(parser, { body: fetched.body, contentType: fetched.contentType, url: fetched.url })
        if (parsed.kind === 'failed') return { kind: 'unavailable', code: parsed.code }
        if ('problem' in parsed.value) return { kind: 'unavailable', code: parsed.value.problem }
        const { items } = parsed.value
        const ids = items.map((item) => item.id)
        // What a feed held when it was first read is old news.
        const fresh = new Set(cursor === null ? [] : await memory.unseen(ids))
        const news = items
          .filter((item) => fresh.has(item.id))
          .map((item) => ({
            ...item,
            source: id,
            publishedAt: item.publishedAt !== null && item.publishedAt > now + AHEAD_MS ? null : item.publishedAt,
          }))
        return {
          kind: 'found',
          found: { steps: [], news },
          cursor: toCursor(fetched.validators, READING),
          keep: { items: ids },
          more: false,
        }
      },
    }
  },
})
