/** What goes into reading a page and what comes out: kept apart from the parser, which is only loaded in the thread that parses. */

export interface PageInput {
  readonly body: Uint8Array
  readonly contentType: string | null
  /** CSS selectors of what to read, each in the order of the page; empty: the main text is found by its looks. */
  readonly select: readonly string[]
  /** CSS selectors of what to leave out. */
  readonly remove: readonly string[]
}

export type PageRead =
  | { readonly text: string }
  /**
   * `not-a-page`: another type of file. `selector-invalid`: not CSS, or not known to our library. `select-missed`: nothing on the page is selected any more. `page-empty`: hardly any words, such as
   * a page that only works with scripts. `page-too-long`: more words than any policy.
   */
  | { readonly problem: 'not-a-page' | 'selector-invalid' | 'select-missed' | 'page-empty' | 'page-too-long' }

/** Raise when the same page would be read as another text: the first reading after that is then known to be ours, not the page's. */
export const READING = 1
