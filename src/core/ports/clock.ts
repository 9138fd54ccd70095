/** The only source of "now". Real in production, movable in the practice chat and in tests. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}
