/** The practice page as files: one document, its style sheet, and plain ES modules the browser runs as they are. */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface PageFile {
  readonly type: string
  readonly text: string
  readonly etag: string
}

export interface PracticePage {
  readonly document: string
  /** By file name. */
  readonly files: ReadonlyMap<string, PageFile>
}

const FOLDER = join(import.meta.dirname, 'page')
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }

/** Reads the folder once. The site's own style sheet brings colours and fonts. */
export function createPage(site: { readonly stylesheet: string; readonly icon: string }): PracticePage {
  const files = new Map<string, PageFile>()
  for (const name of readdirSync(FOLDER)) {
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)]
    if (type === undefined) continue
    const text = readFileSync(join(FOLDER, name), 'utf8')
    files.set(name, { type, text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` })
  }
  const document = readFileSync(join(FOLDER, 'page.html'), 'utf8')
    .replaceAll('{{stylesheet}}', site.stylesheet)
    .replaceAll('{{icon}}', site.icon)
  return { document, files }
}
