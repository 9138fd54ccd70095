/** One line of the report: what was measured, against what, and how they compare. */

import { median, type Ratio, ratioOf } from './statistics.ts'

export type Unit = 'ms' | 'µs' | 'MB' | '/s'

export interface Figure {
  readonly bench: string
  readonly what: string
  readonly unit: Unit
  /** Median of all rounds. */
  readonly ours: number
  /** Measured in the same run; `null` where there is nothing to compare with. */
  readonly baseline: { readonly name: string; readonly value: number } | null
  /** Ours by the baseline's. */
  readonly ratio: Ratio | null
  /** The ratio we want: at most this, or for rates at least this. `null` where none is set. */
  readonly target: number | null
}

interface Compared {
  readonly bench: string
  readonly what: string
  readonly unit: Unit
  /** One value per round, in the same order on both sides. */
  readonly ours: readonly number[]
  readonly baseline?: { readonly name: string; readonly values: readonly number[] }
  readonly target?: number
}

/** A figure from values round by round. */
export function figureOf({ bench, what, unit, ours, baseline, target }: Compared): Figure {
  return {
    bench,
    what,
    unit,
    ours: median(ours),
    baseline: baseline === undefined ? null : { name: baseline.name, value: median(baseline.values) },
    ratio: baseline === undefined ? null : ratioOf(ours, baseline.values),
    target: target ?? null,
  }
}

/** Whether the target is met; `null` without one. For rates, more is better. */
export function isMet({ unit, ratio, target }: Figure): boolean | null {
  if (ratio === null || target === null) return null
  return unit === '/s' ? ratio.median >= target : ratio.median <= target
}
