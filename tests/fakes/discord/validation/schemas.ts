import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { z } from 'zod'
import { isObject, type JsonObject } from '../json.ts'
import type { Problem } from '../rest/errors.ts'

/**
 * Schemas of Discord's own OpenAPI document, as the package `discord-api-spec` publishes them (zod), turned back
 * into JSON Schema so that unknown properties can be refused and every problem can be told apart.
 */
const specModule: string = 'discord-api-spec/zod'

type Mutable = { [key: string]: unknown }

const ajv = new Ajv2020({ allErrors: true, strict: false })
addFormats.default(ajv)

const typesOf = (branch: unknown): readonly unknown[] => {
  const type = isObject(branch) && isObject(branch.properties) ? branch.properties.type : undefined
  if (!isObject(type)) return []
  if (Array.isArray(type.enum)) return type.enum
  return 'const' in type ? [type.const] : []
}

/** A choice by the number in `type`, so that only the branch that was meant reports its problems. */
const choiceByType = (branches: readonly unknown[], nullable: boolean): Mutable => ({
  type: nullable ? ['object', 'null'] : 'object',
  required: ['type'],
  properties: { type: { enum: branches.flatMap(typesOf) } },
  // "Not this type, or else as the branch says": the same as if/then, whose second word a promise would claim.
  allOf: branches.map((branch) => ({
    if: { not: { type: 'object', required: ['type'], properties: { type: { enum: typesOf(branch) } } } },
    else: branch,
  })),
})

/** `anyOf: [X, null]` says twice what went wrong; `type: [X, 'null']` says it once. */
const orNull = (branch: JsonObject): Mutable => {
  const schema: Mutable = { ...branch }
  if (schema.type !== undefined) schema.type = [schema.type, 'null'].flat()
  if (Array.isArray(schema.enum)) schema.enum = [...schema.enum, null]
  if ('const' in schema) {
    schema.enum = [schema.const, null]
    delete schema.const
  }
  return schema
}

/** Discord ignores properties it does not know; here they are refused, because in a test they are typing mistakes. */
const tighten = (schema: unknown): void => {
  if (Array.isArray(schema)) {
    for (const item of schema) tighten(item)
    return
  }
  if (!isObject(schema)) return
  const open = schema as Mutable
  for (const key in open) tighten(open[key])
  // The package's pattern knows only "Z"; Discord takes and gives offsets too, as the format does.
  if (open.format === 'date-time') delete open.pattern
  if (isObject(open.properties) && open.additionalProperties === undefined) open.additionalProperties = false
  if (!Array.isArray(open.anyOf)) return
  const all: readonly unknown[] = open.anyOf
  const branches = all.filter(isObject).filter((branch) => branch.type !== 'null')
  const nullable = branches.length < all.length
  const [only] = branches
  let better: Mutable | undefined
  if (branches.length > 1 && branches.every((branch) => typesOf(branch).length > 0)) better = choiceByType(branches, nullable)
  else if (branches.length === 1 && only && !('$ref' in only) && !('anyOf' in only)) better = orNull(only)
  if (!better) return
  delete open.anyOf
  Object.assign(open, better)
}

let spec: Readonly<Record<string, unknown>> | undefined
const compiled = new Map<string, ValidateFunction>()

/** Loads the published schemas; `check` must not be called before. Takes about a quarter of a second once. */
export const loadSchemas = async (): Promise<void> => {
  const loaded: unknown = await import(specModule)
  if (isObject(loaded)) spec = loaded
}

const compile = (name: string): ValidateFunction => {
  const listOf = /^(.+)\[\]$/.exec(name)
  const published = spec?.[`${listOf?.[1] ?? name}Schema`]
  if (!(published instanceof z.core.$ZodType)) throw new Error(`discord-api-spec has no schema ${name}`)
  const schema: JsonObject = { ...z.toJSONSchema(published, { io: 'input', unrepresentable: 'any' }) }
  tighten(schema)
  const { $schema: _, $defs, ...rest } = schema as { $schema?: unknown; $defs?: unknown } & JsonObject
  return ajv.compile(listOf ? { type: 'array', items: rest, $defs } : { ...rest, $defs })
}

const codes: Readonly<Record<string, (error: ErrorObject) => readonly [code: string, message: string]>> = {
  required: () => ['BASE_TYPE_REQUIRED', 'This field is required'],
  additionalProperties: () => ['UNKNOWN_PROPERTY', 'Discord does not know this property (it would be ignored in silence)'],
  maxLength: (error) => ['BASE_TYPE_MAX_LENGTH', `Must be ${error.params.limit} or fewer in length.`],
  minLength: (error) => ['BASE_TYPE_MIN_LENGTH', `Must be ${error.params.limit} or more in length.`],
  maxItems: (error) => ['BASE_TYPE_MAX_LENGTH', `Must be ${error.params.limit} or fewer in length.`],
  minItems: (error) => ['BASE_TYPE_MIN_LENGTH', `Must be ${error.params.limit} or more in length.`],
  maximum: (error) => ['NUMBER_TYPE_MAX', `Must be less than or equal to ${error.params.limit}.`],
  minimum: (error) => ['NUMBER_TYPE_MIN', `Must be greater than or equal to ${error.params.limit}.`],
  enum: (error) => ['BASE_TYPE_CHOICES', `Value must be one of {${error.params.allowedValues}}.`],
  const: (error) => ['BASE_TYPE_CHOICES', `Value must be one of {${error.params.allowedValue}}.`],
  format: (error) => ['URL_TYPE_INVALID_URL', `Not a well formed ${error.params.format}.`],
  pattern: () => ['STRING_TYPE_REGEX', 'String value did not match validation regex.'],
}

const toProblem = (error: ErrorObject): Problem => {
  const path = error.instancePath.split('/').slice(1)
  const named = error.params.missingProperty ?? error.params.additionalProperty
  if (named !== undefined) path.push(String(named))
  const [code, message] = codes[error.keyword]?.(error) ?? ['BASE_TYPE_BAD_TYPE', `Could not interpret: ${error.message}.`]
  return { path, code, message }
}

/**
 * Checks a body against the published schema of that name (`Name[]` for a list of them).
 * Throws when the package has no such schema.
 */
export const check = (name: string, body: unknown): readonly Problem[] => {
  let validate = compiled.get(name)
  if (!validate) {
    validate = compile(name)
    compiled.set(name, validate)
  }
  return validate(body) ? [] : (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(toProblem)
}
