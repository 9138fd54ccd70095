/** Finds the installed `@slack/types` and makes the schema of blocks and views from its declarations. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { asString, isJsonObject, type JsonObject, parseJson } from '../json.ts'
import { type Declaration, parseDeclarations } from './declarations.ts'
import { toJsonSchema } from './json-schema.ts'

const files = [
  'dist/block-kit/extensions.d.ts',
  'dist/block-kit/composition-objects.d.ts',
  'dist/block-kit/block-elements.d.ts',
  'dist/block-kit/blocks.d.ts',
  'dist/message-attachments.d.ts',
  'dist/views.d.ts',
]

/** The declarations of the installed package and its version. */
export function readSlackTypes(): { version: string; declarations: Map<string, Declaration> } {
  // Resolved from Bolt, so that the schema follows the version the bot is compiled against.
  const bolt = createRequire(import.meta.url).resolve('@slack/bolt')
  const manifest = createRequire(bolt).resolve('@slack/types/package.json')
  const root = dirname(manifest)
  const declarations = new Map<string, Declaration>()
  for (const file of files) {
    for (const [name, declaration] of parseDeclarations(readFileSync(join(root, file), 'utf8'))) {
      declarations.set(name, declaration)
    }
  }
  const parsed = parseJson(readFileSync(manifest, 'utf8'))
  const version = isJsonObject(parsed) ? asString(parsed.version) : undefined
  if (version === undefined) throw new Error(`${manifest} names no version`)
  return { version, declarations }
}

/** The schema that `slack-blocks.schema.json` should hold. */
export function buildSlackSchema(): JsonObject {
  const { version, declarations } = readSlackTypes()
  const comment = `Made by scripts/generate-slack-schema.ts from the declarations of @slack/types ${version}. Do not edit.`
  return toJsonSchema(declarations, comment)
}
