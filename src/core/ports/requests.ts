/** Services people asked for that nobody covers yet: a tally, without who asked. */
export interface ServiceRequests {
  /** Counts one more wish for this name (as typed, trimmed, ≤ 40 characters). */
  add(name: string, atMs: number): Promise<void>
}
