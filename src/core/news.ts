/** What newsrooms, regulators and NGOs publish, as far as a feed tells. */

export interface NewsItem {
  /** Which feed, by the source's id. */
  readonly source: string
  /** The same for the same item at every look, and unlike any other of its feed. */
  readonly id: string
  /** Plain text on one line. */
  readonly title: string
  /** An http(s) address, or `null` when the feed gives none. */
  readonly url: string | null
  /** As the feed says, epoch milliseconds; `null` when it does not say, or says nonsense. */
  readonly publishedAt: number | null
  /** Plain text, shortened; empty when there is none. */
  readonly summary: string
}
