import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { guideSchemaText, SCHEMA_FILE } from '../../src/guides/guide-schema-text.ts'

test('the JSON Schema for editors is the current one; run `node scripts/generate-guide-schema.ts` when this fails', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(guideSchemaText())
})
