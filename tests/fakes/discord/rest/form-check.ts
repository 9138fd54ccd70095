import { isObject, shapeOf } from '../json.ts'
import type { FakeDiscordOptions } from '../options.ts'
import { check } from '../validation/schemas.ts'
import type { World } from '../world.ts'
import { invalidForm, type Problem } from './errors.ts'
import type { Form, RestCall, Route } from './route.ts'

/** Holds a request's body against its form; throws the "Invalid Form Body" answer. */
export type FormCheck = (route: Route, call: RestCall, world: World) => void

/**
 * discord.js sends these as `false` with every message, also where Discord's schema has no such field. They change
 * nothing, so they are no typing mistakes.
 */
const idleFields = ['tts', 'enforce_nonce'] as const

const withoutIdle = (value: unknown): unknown => {
  if (!isObject(value)) return value
  const body: { [key: string]: unknown } = { ...value }
  for (const field of idleFields) if (body[field] === false) delete body[field]
  if (isObject(body.data)) body.data = withoutIdle(body.data)
  return body
}

const problemsOf = (form: Form, body: unknown): readonly Problem[] => {
  const { schema, value = body, at = [], rules } = form
  const problems = check(schema, value).map((problem) => ({ ...problem, path: [...at, ...problem.path] }))
  const subject = isObject(body) ? body : {}
  const found = [...problems, ...(rules?.(subject) ?? [])]
  // A limit that is both in the schema and in the rules is one problem.
  const seen = new Set<string>()
  return found.filter(({ path, code }) => {
    const key = `${path.join('.')} ${code}`
    return !seen.has(key) && Boolean(seen.add(key))
  })
}

/** Makes the check for a mode; `never` checks nothing. */
export const createFormCheck = (mode: NonNullable<FakeDiscordOptions['validate']>): FormCheck => {
  if (mode === 'never') return () => undefined
  const known = new Set<string>()
  return (route, call, world) => {
    const form = route.form?.(call, world)
    if (!form) return
    let key: string | undefined
    if (mode === 'first-of-shape') {
      key = `${route.method} ${route.path} ${form.schema} ${form.variant ?? ''} ${shapeOf(call.body)}`
      if (known.has(key)) return
    }
    const body = withoutIdle(call.body) ?? {}
    const problems = problemsOf(form, body)
    if (problems.length > 0) throw invalidForm(problems)
    if (key !== undefined) known.add(key)
  }
}
