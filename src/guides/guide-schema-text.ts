/** The committed JSON Schema of guide files, as text; generated so that it cannot differ from the one that is enforced. */

import { join } from 'node:path'
import { guideFileJsonSchema } from './schema.ts'

export const SCHEMA_FILE = join(import.meta.dirname, 'guide.schema.json')

export function guideSchemaText(): string {
  return `${JSON.stringify(guideFileJsonSchema(), null, 2)}\n`
}
