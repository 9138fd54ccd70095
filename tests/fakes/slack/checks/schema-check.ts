/** Checks blocks and views against the schema made from `@slack/types`, wording each fault as Slack does. */
import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { isJsonObject } from '../json.ts'
import type { Problem } from './problem.ts'

const file = new URL('../slack-blocks.schema.json', import.meta.url)

/** What can be checked on its own. */
export type Checkable = 'KnownBlock' | 'ModalView' | 'HomeView' | 'MessageAttachment' | 'PlainTextOption' | 'OptionGroup'

const compiled = new Map<Checkable, ValidateFunction>()
let ajv: Ajv | undefined

function validator(name: Checkable): ValidateFunction {
  const known = compiled.get(name)
  if (known !== undefined) return known
  if (ajv === undefined) {
    ajv = new Ajv({ allErrors: true, discriminator: true, strict: true, strictTypes: false, strictRequired: false })
    ajv.addSchema({ ...JSON.parse(readFileSync(file, 'utf8')), $id: 'slack' })
  }
  const validate = ajv.compile({ $ref: `slack#/definitions/${name}` })
  compiled.set(name, validate)
  return validate
}

/** Every way in which `value` is not a `name`; `at` is the JSON pointer of the value itself. */
export function checkSchema(name: Checkable, value: unknown, at: string): Problem[] {
  const validate = validator(name)
  if (validate(value)) return []
  const problems = (validate.errors ?? []).flatMap((error) => wording(error, at))
  return problems.filter((one, index) => problems.findIndex((other) => same(one, other)) === index)
}

function same(one: Problem, other: Problem): boolean {
  return one.at === other.at && one.message === other.message
}

function wording(error: ErrorObject, root: string): Problem[] {
  const at = `${root}${error.instancePath}`
  const params: unknown = error.params
  const param = (name: string): string => (isJsonObject(params) ? String(params[name]) : '')
  switch (error.keyword) {
    case 'required':
      return [{ message: `missing required field: ${param('missingProperty')}`, at }]
    case 'additionalProperties':
      return [{ message: `invalid additional property: ${param('additionalProperty')}`, at }]
    case 'discriminator':
      return [{ message: `unsupported type: ${param('tagValue')}`, at: `${at}/type` }]
    case 'type':
      return [{ message: `must provide ${param('type') === 'string' ? 'a' : 'an'} ${param('type')}`, at }]
    case 'const':
      return [{ message: `must be ${param('allowedValue')}`, at }]
    case 'enum':
      return [{ message: `must be one of ${param('allowedValues')}`, at }]
    default:
      return [{ message: 'failed to match all allowed schemas', at }]
  }
}
