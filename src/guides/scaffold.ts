/** The beginning of a new guide: the annotated template with its slug and name filled in. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTENT_DIR } from './load.ts'

const TEMPLATE_FILE = join(import.meta.dirname, '../../docs/guide-template.yaml')

/** The form of a slug, as the schema has it. */
export const isSlug = (text: string) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 40

/** The template as the guide of `slug`: everything but slug, name and the address of the schema is still the example's. */
function scaffoldText(template: string, { slug, name }: { readonly slug: string; readonly name: string }): string {
  const [, ...lines] = template.split('\n')
  const first = lines.findIndex((line) => line.startsWith('slug:'))
  const body = lines
    .slice(first)
    .map((line) =>
      line.startsWith('slug:')
        ? line.replace('example-notes', slug)
        : line.startsWith('name:')
          ? line.replace('Example Notes', () => JSON.stringify(name))
          : line,
    )
  return ['# yaml-language-server: $schema=../guide.schema.json', ...body].join('\n')
}

/** Writes it into `dir`; `null` when the file is there already, which is never overwritten. */
export function writeGuide(slug: string, name: string, dir: string = CONTENT_DIR): string | null {
  const file = join(dir, `${slug}.yaml`)
  try {
    writeFileSync(file, scaffoldText(readFileSync(TEMPLATE_FILE, 'utf8'), { slug, name }), { flag: 'wx' })
    return file
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null
    throw error
  }
}
