/** Medians, quantiles and ratios with their spread. */

/** The value below which the share `q` (0–1) of the samples lies, between neighbours in proportion. `NaN` for no samples. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5)

/** A ratio measured several times: its median, and the least and the most of them. */
export interface Ratio {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** Ratios round by round, so that what slows a whole round down slows both sides of one ratio. The lists are equally long. */
export function ratioOf(ours: readonly number[], baseline: readonly number[]): Ratio {
  const ratios = ours.map((value, round) => value / (baseline[round] ?? Number.NaN))
  return { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) }
}
