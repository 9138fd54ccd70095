/** Another instance's catalog to guides, each held to the schema of our own files. Runs off the event loop. */

import { z } from 'zod'
import type { Service } from '../../core/service.ts'
import { GuideFile } from '../../guides/schema.ts'

export type CatalogRead =
  | {
      readonly guides: readonly Service[]
      /** Guides that do not follow the schema: left out, counted. */
      readonly leftOut: number
    }
  | { readonly problem: 'not-a-catalog' }

const GUIDES_MAX = 5_000

const Document = z.object({ license: z.literal('CC-BY-4.0'), services: z.array(z.unknown()).max(GUIDES_MAX) })

/** In a catalog a step says its kind; in a file the key says it. */
const Step = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('open'), target: z.string(), label: z.string().optional() })
    .transform(({ target, label }) => ({ open: target, label })),
  z.object({ kind: z.literal('choose'), path: z.array(z.string()) }).transform(({ path }) => ({ choose: path })),
  z.object({ kind: z.literal('toggle'), label: z.string(), to: z.string() }).transform(({ label, to }) => ({ toggle: label, to })),
  z
    .object({ kind: z.literal('fill'), label: z.string(), hint: z.string().optional() })
    .transform(({ label, hint }) => ({ fill: label, hint })),
  z.object({ kind: z.literal('submit'), label: z.string() }).transform(({ label }) => ({ submit: label })),
  z
    .object({ kind: z.literal('send'), to: z.string(), subject: z.string().optional(), body: z.string().optional() })
    .transform(({ to, subject, body }) => ({ send: to, subject, body })),
  z.object({ kind: z.literal('note'), text: z.string() }).transform(({ text }) => ({ note: text })),
])

const WithSteps = z.looseObject({
  practices: z.array(
    z.looseObject({ controls: z.array(z.looseObject({ steps: z.record(z.string(), z.looseObject({ steps: z.array(Step) })) })) }),
  ),
})

/** Never throws. A slug that comes twice counts once: the first. */
export function parse(body: Uint8Array): CatalogRead {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return { problem: 'not-a-catalog' }
  }
  const document = Document.safeParse(value)
  if (!document.success) return { problem: 'not-a-catalog' }
  const guides = new Map<string, Service>()
  let leftOut = 0
  for (const entry of document.data.services) {
    const asFile = WithSteps.safeParse(entry)
    const guide = asFile.success ? GuideFile.safeParse(asFile.data) : asFile
    if (guide.success && !guides.has(guide.data.slug)) guides.set(guide.data.slug, guide.data as Service)
    else leftOut++
  }
  return { guides: [...guides.values()], leftOut }
}
