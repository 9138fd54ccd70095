/** How much the practice chat keeps and takes. Ours to choose: it lives in this process's memory. */

/** Messages kept in both panes together; the oldest leave first. */
export const MESSAGES_MAX = 200
/** Rows of "what was sent". */
export const SENT_MAX = 200
/** Delivery ids remembered, so that a repeat is answered with the first message. */
export const DELIVERY_IDS_MAX = 10_000
/** Forms somebody opened and has not sent yet. */
export const FORMS_MAX = 20
/** A request body: a typed line, an action id or a small form. */
export const BODY_BYTES_MAX = 16_384
/** What somebody may type at once. */
export const TYPED_CHARS_MAX = 500
/** The clock moves to dates in this range: policies begin, and guides end, well inside it. */
export const YEARS = { from: 2015, to: 2045 } as const
/** Stops on the way when the clock is moved; a digest a day for a year fits. */
export const STOPS_MAX = 400
