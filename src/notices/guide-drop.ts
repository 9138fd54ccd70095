/**
 * What leaves first when a chat platform has no room for a guide: the way by hand, what is only good to know, later limits, other practices,
 * what helps where nothing is used anyway, what people heard, the rule's own note, the quote, steps after the sixth.
 */
export const DROP = { byHand: 1, facts: 2, laterLimits: 3, otherUses: 4, besides: 5, heard: 5, note: 6, quote: 7, laterSteps: 8 } as const
