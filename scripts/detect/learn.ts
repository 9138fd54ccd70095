/** Learns the weights: a logistic regression over single changes, told only which whole steps are relevant and which sentences carry that. */

import { type Model, scoreOf } from '../../src/feeds/detect/classify.ts'

/** One change of a labelled step, as the classifier sees it. */
export interface Example {
  readonly vector: ReadonlyMap<string, number>
  /** True when it is one of the sentences that made a reader call the step relevant. */
  readonly key: boolean
}

/** A labelled step with everything that changed in it. */
export interface Step {
  readonly family: string
  readonly relevant: boolean
  readonly examples: readonly Example[]
}

export interface Settings {
  readonly ridge: number
  readonly rounds: number
  readonly epochs: number
  /** How much more a false story costs than a missed one. */
  readonly negativeWeight: number
  /** Names that are not learnt, to see what they earn. */
  readonly without?: RegExp
}

export const SETTINGS: Settings = { ridge: 0.2, rounds: 3, epochs: 400, negativeWeight: 0.7 }

/** Fits, picks the change that best explains each relevant step, and fits again. The same steps always give the same weights. */
export function learn(steps: readonly Step[], settings: Settings = SETTINGS): Model {
  const relevantOf = new Map<string, number>()
  for (const { family, relevant } of steps) if (relevant) relevantOf.set(family, (relevantOf.get(family) ?? 0) + 1)
  let model: Model | undefined
  for (let round = 0; round < settings.rounds; round++) {
    const rows = steps.flatMap((step) => rowsOf(step, model, relevantOf.get(step.family) ?? 1, settings))
    model = regress(rows, settings)
  }
  return model ?? { bias: 0, weights: {} }
}

/**
 * Where the weights start and are drawn back to: what a careful reader would say without having seen a single step. A few hundred steps of
 * a few dozen owners correct it; they are too few to invent it.
 */
const PRIOR: Readonly<Record<string, number>> = {
  'actor:we+data': 2.5,
  'actor:we:not+data': 2,
  'actor:passive+data': 2,
  'actor:passive:not+data': 2,
  'actor:they:not+data': 1.5,
  'core+ourModel': 0.7,
  developModel: 0.7,
  trainModel: 0.7,
  optOutOfUse: 1,
  widenedList: 3,
  namesAi: 1.5,
  promiseEdited: 1.5,
  purposeOurModel: 1.5,
  trainTools: 0.5,
  'actor:nobody+data': 1,
  developFeature: -0.7,
  people: -2.5,
  'core+youNot-weMay': -1,
  'actor:we-data': -0.5,
  'actor:nobody-data': -1,
  'actor:you:not+banObject': -1,
  'actor:you+data': -1.5,
  'actor:you-data': -1.5,
  'actor:you:not+data': -2,
  'actor:you:not-data': -2,
  'lead:youNot-weMay': -1,
  'heading:ban': -0.5,
  'core+customerModel': -1.5,
  'core+suppliedModel': -1,
  'core+aiMade': -1,
  'in:rules': -1,
}
const PRIOR_BIAS = -3

interface RowOfTraining {
  readonly vector: ReadonlyMap<string, number>
  readonly label: 0 | 1
  readonly weight: number
}

function rowsOf(step: Step, model: Model | undefined, ofFamily: number, { negativeWeight }: Settings): readonly RowOfTraining[] {
  if (!step.relevant) {
    const weight = negativeWeight / Math.sqrt(Math.max(1, step.examples.length))
    return step.examples.map(({ vector }) => ({ vector, label: 0, weight }))
  }
  // Many steps of one family say much the same; they count for the root of their number.
  const weight = 1 / Math.sqrt(ofFamily) + 0.35
  const keys = step.examples.filter(({ key }) => key)
  const pool = keys.length > 0 ? keys : step.examples
  if (model === undefined && keys.length === 0) return []
  if (model === undefined) return pool.map(({ vector }) => ({ vector, label: 1, weight: weight / pool.length }))
  const [best] = [...pool].sort((a, b) => scoreOf(b.vector, model) - scoreOf(a.vector, model))
  return best === undefined ? [] : [{ vector: best.vector, label: 1, weight }]
}

function regress(rows: readonly RowOfTraining[], { ridge, epochs, without }: Settings): Model {
  const names = [...new Set(rows.flatMap(({ vector }) => [...vector.keys()]))]
    .filter((name) => without === undefined || !without.test(name))
    .sort()
  const indexOf = new Map(names.map((name, index) => [name, index]))
  const sparse = rows.map(({ vector, label, weight }) => ({
    cells: [...vector].flatMap(([name, value]) => {
      const index = indexOf.get(name)
      return index === undefined ? [] : [{ index, value }]
    }),
    label,
    weight,
  }))
  const total = rows.reduce((sum, { weight }) => sum + weight, 0)
  const priors = Float64Array.from(names, (name) => PRIOR[name] ?? 0)
  const weights = Float64Array.from(priors)
  const squares = new Float64Array(names.length + 1)
  let bias = PRIOR_BIAS
  for (let epoch = 0; epoch < epochs; epoch++) {
    const gradient = new Float64Array(names.length)
    let biasGradient = 0
    for (const { cells, label, weight } of sparse) {
      let sum = bias
      for (const { index, value } of cells) sum += value * (weights[index] ?? 0)
      const error = (weight * (1 / (1 + Math.exp(-sum)) - label)) / total
      for (const { index, value } of cells) gradient[index] = (gradient[index] ?? 0) + error * value
      biasGradient += error
    }
    // Adagrad: rare names learn as fast as common ones.
    for (let index = 0; index < names.length; index++) {
      const slope = (gradient[index] ?? 0) + (ridge * ((weights[index] ?? 0) - (priors[index] ?? 0))) / 10
      squares[index] = (squares[index] ?? 0) + slope * slope
      weights[index] = (weights[index] ?? 0) - (0.3 * slope) / (Math.sqrt(squares[index] ?? 0) + 1e-8)
    }
    squares[names.length] = (squares[names.length] ?? 0) + biasGradient * biasGradient
    bias -= (0.3 * biasGradient) / (Math.sqrt(squares[names.length] ?? 0) + 1e-8)
  }
  return { bias: round(bias), weights: Object.fromEntries(names.map((name, index) => [name, round(weights[index] ?? 0)])) }
}

const round = (value: number) => Math.round(value * 1_000) / 1_000
