/** How much one comparison may cost: every bound of the detector, and what happens beyond it. */

/** Characters read of each text. No recorded policy came near it; what lies behind is not compared. */
export const TEXT_CHARS_MAX = 2_000_000

/** Sentences compared on each side, in the order of the text; what lies behind is not compared. */
export const UNITS_MAX = 6_000

/** Changed sentences with telling words that are weighed on each side, in the order of the text. */
export const CANDIDATES_MAX = 400

/** A word in more changed sentences than this says nothing about which belong together. */
export const POSTINGS_MAX = 120

/** Passages in a verdict. */
export const PASSAGES_MAX = 6

/** Characters a sentence is read up to; the rest of a longer one, such as a wall of text without a full stop, starts the next. */
export const SENTENCE_CHARS_MAX = 2_000

/** Characters of the text around a sentence that help to understand it. */
export const CONTEXT_CHARS_MAX = 400
