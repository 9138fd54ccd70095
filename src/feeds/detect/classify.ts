/** How much each change speaks for a change of training on people's data: learnt weights, added up. */

import type { Candidate } from './analyse.ts'

/** Weights by name, learnt by `npm run detect:train`. */
export interface Model {
  readonly bias: number
  readonly weights: Readonly<Record<string, number>>
}

/** The names true of a candidate with how true they are: an edit that hardly changes a claim hardly makes it news. */
export function vectorOf({ features, edit }: Candidate): ReadonlyMap<string, number> {
  const vector = new Map<string, number>()
  const weight = edit?.weight ?? 1
  for (const name of features) vector.set(name, OF_THE_EDIT.test(name) ? 1 : weight)
  if (edit !== undefined) vector.set('weight', weight)
  return vector
}

const OF_THE_EDIT = /^(?:[+-]|gained:|lost:|only|share:|edited$|in:|stance:|widenedList$|namesAi$|promiseEdited$)/

/** From 0 to 1. */
export function scoreOf(vector: ReadonlyMap<string, number>, { bias, weights }: Model): number {
  let sum = bias
  for (const [name, value] of vector) sum += value * (weights[name] ?? 0)
  return 1 / (1 + Math.exp(-sum))
}
