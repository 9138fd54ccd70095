/** What came of asking for a lease. */
export type LeaseAnswer =
  /** It is ours for `forMs` from before we asked. `term` is one higher than whoever held it before us had, and stays while we renew. */
  | { readonly kind: 'ours'; readonly term: number; readonly forMs: number }
  /** Somebody else holds it, for this much longer unless they renew it. */
  | { readonly kind: 'theirs'; readonly freeInMs: number }

/**
 * Which of several processes does what only one may do at a time. Times are lengths on the database's clock, so that machines whose
 * clocks differ agree. A lease only says who should act: whatever is written must be fenced off by itself, since a process can be stopped
 * for any time between asking and acting.
 */
export interface Leases {
  /** False when there can be no other process, and every lease is ours for ever. */
  readonly shared: boolean
  /** Takes a lease that is free or ran out, or renews our own. Rejects when the database cannot be asked. */
  hold(name: string, holder: string, forMs: number): Promise<LeaseAnswer>
  /** Gives it back, so that nobody has to wait for its end. Somebody else's stays as it is. */
  release(name: string, holder: string): Promise<void>
}
