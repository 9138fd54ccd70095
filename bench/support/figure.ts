/** One line of the report: what was measured, against what, and how they compare. */

import { median, type Ratio, ratioOf } from './statistics.ts'

export type Unit = 'ms' | 'µs' | 'MB' | '/s' | 'times'

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
  /** The most ours may be, in its unit. `null` where nothing is set. */
  readonly limit: number | null
}

interface Compared {
  readonly bench: string
  readonly what: string
  readonly unit: Unit
  /** One value per round, in the same order on both sides. */
  readonly ours: readonly number[]
  readonly baseline?: { readonly name: string; readonly values: readonly number[] }
  readonly target?: number
  readonly limit?: number
}

/** A figure from values round by round. */
export function figureOf({ bench, what, unit, ours, baseline, target, limit }: Compared): Figure {
  return {
    bench,
    what,
    unit,
    ours: median(ours),
    baseline: baseline === undefined ? null : { name: baseline.name, value: median(baseline.values) },
    // Nothing can be so many times zero.
    ratio: baseline === undefined || unit === 'times' ? null : ratioOf(ours, baseline.values),
    target: target ?? null,
    limit: limit ?? null,
  }
}

/** Whether what was wanted is met; `null` where nothing was. For rates, more is better. */
export function isMet({ unit, ours, ratio, target, limit }: Figure): boolean | null {
  if (limit !== null && ours > limit) return false
  if (ratio === null || target === null) return limit === null ? null : true
  return unit === '/s' ? ratio.median >= target : ratio.median <= target
}
