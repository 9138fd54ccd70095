/** Learning: the same steps give the same weights, and what tells relevant steps apart is found. */

import { expect, test } from 'vitest'
import { learn, type Step } from '../../../scripts/detect/learn.ts'
import { scoreOf } from '../../../src/feeds/detect/classify.ts'
import weights from '../../../src/feeds/detect/weights.json' with { type: 'json' }

const vector = (...names: string[]) => new Map(names.map((name) => [name, 1]))
const step = (family: string, relevant: boolean, ...examples: string[][]): Step => ({
  family,
  relevant,
  examples: examples.map((names, index) => ({ vector: vector(...names), key: relevant && index === 0 })),
})

const STEPS = ['a', 'b', 'c', 'd'].flatMap((family) => [
  step(family, true, ['told', 'common'], ['beside', 'common']),
  step(family, false, ['beside', 'common'], ['other', 'common']),
  step(family, false, ['common']),
])

test('what only relevant steps have weighs for them, what others have against', () => {
  const model = learn(STEPS)
  expect(scoreOf(vector('told', 'common'), model)).toBeGreaterThan(0.5)
  expect(scoreOf(vector('beside', 'common'), model)).toBeLessThan(0.5)
  expect(scoreOf(vector('never seen'), model)).toBeLessThan(0.5)
})

test('is exact, in whatever order the names of a step come', () => {
  const turned = STEPS.map((one) => ({
    ...one,
    examples: one.examples.map(({ vector: names, key }) => ({ vector: new Map([...names].reverse()), key })),
  }))
  expect(learn(turned)).toEqual(learn(STEPS))
})

test('the weights that are shipped name no service and fit in what a repository bears', () => {
  const names = Object.keys(weights.weights)
  expect(names.length).toBeGreaterThan(100)
  expect(names.filter((name) => !/^[a-zA-Z+:>-]+$/.test(name))).toEqual([])
  expect(JSON.stringify(weights).length).toBeLessThan(200_000)
})
