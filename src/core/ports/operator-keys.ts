/** `link`: lets whoever has it in once. `session`: lets a browser stay in. */
export type OperatorKeyKind = 'link' | 'session'

/** What lets operators into their pages. Only hashes are kept: whoever reads the database gets in nowhere. Instants are epoch milliseconds. */
export interface OperatorKeys {
  /** Keeps a key until `endsAt`, and forgets those that ended before `atMs`. */
  keep(key: { readonly hash: string; readonly kind: OperatorKeyKind; readonly endsAt: number }, atMs: number): Promise<void>
  /** Takes a link's key out; of two that try, one gets true. False when there is none or its time is over. */
  redeem(hash: string, atMs: number): Promise<boolean>
  /** True while a session's key is kept and its time is not over. */
  holds(hash: string, atMs: number): Promise<boolean>
  /** Forgets a key. */
  end(hash: string): Promise<void>
}
