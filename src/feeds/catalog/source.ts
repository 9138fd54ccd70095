/** Another instance's guides, taken over when the one who holds the pinned key signed them. */

import { z } from 'zod'
import type { PolicySource, PollFault } from '../../core/ports/policy-source.ts'
import { fromCursor, toCursor } from '../fetch/cursor.ts'
import { parserModule } from '../off-thread/off-thread.ts'
import { defineSourceKind, type SourceContext } from '../source-kind.ts'
import { WebAddress } from '../web-address.ts'
import type { CatalogRead } from './parse.ts'
import { isSignedBy, parsePublicKey } from './signature.ts'

const HOUR_MS = 3_600_000
const CATALOG_BYTES_MAX = 8 * 1024 * 1024
const SIGNATURE_BYTES_MAX = 1_000
const READING = '1'

const parser = parserModule<Uint8Array, CatalogRead>(new URL('./parse.ts', import.meta.url))

const PublicKey = z.string().transform((line, context) => {
  const key = parsePublicKey(line)
  if (key !== null) return { line, key }
  context.addIssue({
    code: 'custom',
    message: 'use the line between BEGIN PUBLIC KEY and END PUBLIC KEY of their Ed25519 key, which begins with MCowBQYDK2VwAyEA',
  })
  return z.NEVER
})

export const sourceKind = defineSourceKind({
  entry: z.strictObject({
    name: z.string().trim().min(1).max(80).describe('Whose guides they are.'),
    url: WebAddress.refine((url) => new URL(url).pathname.endsWith('/catalog.json'), 'ends in /catalog.json'),
    key: PublicKey,
  }),
  everyMs: 6 * HOUR_MS,
  create: ({ name, url, key }, { everyMs }, { fetcher, offThread, log }: SourceContext): PolicySource => {
    // With the key: what was taken over under another one is not taken on trust.
    const id = `catalog:${url}#${key.line}`

    async function read(body: Uint8Array): Promise<Extract<CatalogRead, { guides: unknown }> | PollFault> {
      const parsed = await offThread.run(parser, body)
      if (parsed.kind === 'failed') return { kind: 'unavailable', code: parsed.code }
      if ('problem' in parsed.value) return { kind: 'refused', code: parsed.value.problem }
      if (parsed.value.leftOut > 0) log.warn({ source: id, leftOut: parsed.value.leftOut }, 'guides of a catalog do not follow the schema')
      return parsed.value
    }

    return {
      id,
      name,
      everyMs,
      async poll({ cursor, signal }) {
        const { validators } = fromCursor(cursor, READING)
        const fetched = await fetcher.fetch({
          url,
          accept: 'application/json',
          bytesMax: CATALOG_BYTES_MAX,
          signal,
          ...(validators && { validators }),
        })
        if (fetched.kind === 'unchanged') return { kind: 'unchanged', cursor: toCursor(fetched.validators, READING) }
        if (fetched.kind !== 'ok') return fetched
        const signature = await fetcher.fetch({ url: `${fetched.url}.sig`, bytesMax: SIGNATURE_BYTES_MAX, signal })
        if (signature.kind === 'gone') return { kind: 'refused', code: 'signature-missing' }
        if (signature.kind === 'unchanged') return { kind: 'unavailable', code: 'protocol' }
        if (signature.kind !== 'ok') return signature
        // The two are asked for one after the other: a release between them makes them differ once, so the next look may be fine.
        if (!isSignedBy(key.key, fetched.body, Buffer.from(signature.body).toString('latin1')))
          return { kind: 'unavailable', code: 'signature-wrong' }
        const catalog = await read(fetched.body)
        if ('kind' in catalog) return catalog
        return {
          kind: 'found',
          found: { steps: [], news: [], guides: catalog.guides },
          cursor: toCursor(fetched.validators, READING),
          keep: { text: new TextDecoder().decode(fetched.body), textsKept: 1 },
          more: false,
        }
      },
      async recall(memory) {
        const kept = await memory.latestText()
        const catalog = kept === null ? null : await read(new TextEncoder().encode(kept.text))
        return catalog === null || 'kind' in catalog ? null : { steps: [], news: [], guides: catalog.guides }
      },
    }
  },
})
