/** Loads the guides people are answered from: reads, checks against the schema, or refuses with everything that is wrong. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalog, createCatalog, type SlugRecord } from '../core/catalog.ts'
import type { Service } from '../core/service.ts'
import { ContentError, type ContentProblem } from './content-error.ts'
import { parseGuideText, readGuideTexts } from './guide-source.ts'
import { openParseCache } from './parse-cache.ts'
import { GuideFile, isRecord, RecordFile } from './schema.ts'

/** The guides that come with the project. */
export const CONTENT_DIR = join(import.meta.dirname, 'content')

/** Where parsed YAML is kept between starts; beside other tools' caches, safe to delete. */
const CACHE_FILE = join(import.meta.dirname, '../../node_modules/.cache/optout/guides.json')

/**
 * The catalog of a folder of guides, by default the project's own.
 * Throws {@link ContentError} with every problem that stops a file from being read; the content rules are `checkContent`'s work.
 */
export async function loadCatalog(dir: string = CONTENT_DIR): Promise<Catalog> {
  const cache = openParseCache(dir === CONTENT_DIR ? CACHE_FILE : undefined, {
    decode: (value) => (isRecord(value) ? RecordFile.safeParse(value).data : GuideFile.safeParse(value).data),
    version: schemaVersion(),
  })
  const services: Service[] = []
  const records: SlugRecord[] = []
  const problems: ContentProblem[] = []
  for (const source of readGuideTexts(dir)) {
    // Only what the schema accepted is kept in the cache.
    const kept = cache.parse(source.text) as Service | SlugRecord | undefined
    if (kept === undefined) problems.push(...parseGuideText(source).problems)
    else if (kept.slug !== source.fileSlug) problems.push(slugProblem(source.file, kept.slug))
    else if ('moved' in kept || 'retired' in kept) records.push(kept)
    else services.push(kept)
  }
  if (problems.length > 0) throw new ContentError(problems)
  cache.save()
  return createCatalog(services, records)
}

/** What decides whether a guide follows the schema, as one hash: a change there must not meet what was accepted before it. */
function schemaVersion(): string {
  const hash = createHash('sha256')
  for (const file of ['schema.ts', '../core/service.ts', '../core/jurisdiction.ts', '../core/calendar-date.ts'])
    hash.update(readFileSync(join(import.meta.dirname, file)))
  return hash.digest('base64url')
}

function slugProblem(file: string, slug: string): ContentProblem {
  return {
    file,
    line: 1,
    rule: 'slug-matches-file',
    message: `the slug is "${slug}".`,
    fix: `Name the file ${slug}.yaml, or correct the slug.`,
  }
}
