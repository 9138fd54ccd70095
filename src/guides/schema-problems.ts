/** Turns zod's findings on a guide file into problems with a place and a fix. */

import type { z } from 'zod'
import type { Path } from './guide-source.ts'

export interface SchemaProblem {
  readonly path: Path
  readonly message: string
  readonly fix: string
}

type Issue = z.core.$ZodIssue

/** One problem per finding; unknown keys are reported each on their own line. */
export function schemaProblems(issues: readonly Issue[]): SchemaProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, []))
}

function problemsOf(issue: Issue, parent: Path): SchemaProblem[] {
  const path: Path = [...parent, ...issue.path.filter((part) => typeof part !== 'symbol')]
  const where = path.length === 0 ? 'the file' : path.join('.')
  const problem = (message: string, fix: string): SchemaProblem[] => [{ path, message: `${where}: ${message}`, fix }]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `${where}: the key "${key}" does not exist here.`,
        fix: `Remove "${key}" or correct its spelling; src/guides/guide.schema.json lists the keys.`,
      }))
    case 'invalid_union':
      return unionProblems(issue, path, where)
    case 'invalid_type':
      return problem(sentence(issue.message), `Write a value of type ${issue.expected}.`)
    case 'invalid_value':
      return problem('this value is not one we know.', `Use one of: ${issue.values.map(String).join(', ')}.`)
    case 'too_big':
      return problem('this is too long.', `Shorten it to at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}.`)
    case 'too_small':
      return problem('this is empty or too short.', 'Fill it in, or leave the key out if it is optional.')
    default:
      return problem('this value does not fit.', sentence(issue.message))
  }
}

/** A step matches none of its kinds: speak of the kind its author meant, told by the key they used. */
function unionProblems(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, where: string): SchemaProblem[] {
  const meant = issue.errors.filter((branch) => !branch.some((found) => found.code === 'unrecognized_keys'))
  const branch = meant.length === 1 ? meant[0] : undefined
  if (branch !== undefined) return branch.flatMap((found) => problemsOf(found, path))
  return [
    {
      path,
      message: `${where}: this fits none of the forms allowed here.`,
      fix: 'A step has one of the keys open, choose, toggle (with to: on or off), fill, submit, send, note.',
    },
  ]
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}
