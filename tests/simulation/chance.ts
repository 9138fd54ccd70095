/** Chance that can be repeated: the same seed gives the same numbers. */

export interface Chance {
  /** From [0, 1). */
  next(): number
  /** A whole number from 0 to `below`, without it. */
  below(below: number): number
  /** From `least` to `most`, evenly. */
  between(least: number, most: number): number
  /** True that often. */
  happens(probability: number): boolean
  pick<T>(from: readonly T[]): T
}

/** The generator known as mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    between: (least, most) => least + next() * (most - least),
    happens: (probability) => next() < probability,
    pick(from) {
      const picked = from[below(from.length)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
  }
}
