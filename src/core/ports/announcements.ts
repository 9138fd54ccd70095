/** Which changes have been noted, so that each is told to followers once per phase. */
export interface Announcements {
  /** True once a baseline exists: before that, everything known is old news. */
  hasBaseline(): Promise<boolean>
  /** Notes changes without telling anybody, and sets the baseline. */
  setBaseline(keys: readonly string[], atMs: number): Promise<void>
  /** Of these keys, those not yet noted. */
  unseen(keys: readonly string[]): Promise<readonly string[]>
  /** Notes a key, told or silently. A key noted before keeps its first instant. Call after its deliveries are written: a crash in between repeats the writing, which keys make harmless. */
  note(key: string, atMs: number): Promise<void>
  /** Keys noted since this instant other than by the baseline, and when: what was learned while running. */
  notedSince(atMs: number): Promise<readonly { readonly key: string; readonly atMs: number }[]>
}
