/** Services people asked for that nobody covers yet: a tally, without who asked. */
export interface ServiceRequests {
  /** Counts one more wish for this name (trimmed, shortened to 40 characters); case and spacing make no difference. */
  add(name: string, atMs: number): Promise<void>
}
