/** Which changes have been noted, so that each is told to followers once per phase. */
export interface Announcements {
  /** True once a baseline exists: before that, everything known is old news. */
  hasBaseline(): Promise<boolean>
  /** Notes changes without telling anybody, and sets the baseline. */
  setBaseline(keys: readonly string[], atMs: number): Promise<void>
  /** Of these keys, those not yet noted. */
  unseen(keys: readonly string[]): Promise<readonly string[]>
  /**
   * Notes keys, told or silently: all or, after a crash, none. A key noted before keeps its first instant. Call after their deliveries are
   * written: a crash in between repeats the writing, which the deliveries' own keys make harmless.
   */
  note(keys: readonly string[], atMs: number): Promise<void>
  /** Keys noted since this instant other than by the baseline, and when: what was learned while running. */
  notedSince(atMs: number): Promise<readonly { readonly key: string; readonly atMs: number }[]>
}
