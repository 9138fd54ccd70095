/** Validators as the text that is kept between looks, together with whatever else decides whether they still hold. */

import { z } from 'zod'
import type { Validators } from './fetched.ts'

const Kept = z.object({
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  url: z.string(),
  reading: z.string(),
})

/** `reading` names the way the answer is read: when it changes, "unchanged" would be the wrong answer, so the validators are not used. */
export function toCursor({ etag, lastModified, url }: Validators, reading: string): string {
  return JSON.stringify({ etag, lastModified, url, reading } satisfies z.infer<typeof Kept>)
}

/** `validators` is absent when the reading is another one, or the text is not ours. `readAnew`: it was read before, in another way. */
export function fromCursor(cursor: string | null, reading: string): { readonly validators?: Validators; readonly readAnew: boolean } {
  if (cursor === null) return { readAnew: false }
  const kept = Kept.safeParse(parseJson(cursor))
  if (!kept.success) return { readAnew: false }
  return kept.data.reading === reading ? { validators: kept.data, readAnew: false } : { readAnew: true }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
