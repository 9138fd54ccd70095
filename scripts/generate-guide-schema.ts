/** Writes the JSON Schema editors use while a guide file is written. Run after changing src/guides/schema.ts. */

import { writeFileSync } from 'node:fs'
import { guideSchemaText, SCHEMA_FILE } from '../src/guides/guide-schema-text.ts'

writeFileSync(SCHEMA_FILE, guideSchemaText())
