/** What to do with an earlier try once it is known, or known to be unknowable, whether it arrived. Pure. */

import type { DeliveryClass, DeliveryOutcome } from '../core/delivery.ts'
import type { Notice } from '../core/notice.ts'
import type { ChatPlatform } from '../core/ports/chat-platform.ts'
import type { LeasedDelivery } from '../core/ports/outbox-store.ts'

export type Settled = Awaited<ReturnType<ChatPlatform['settle']>>

/** Carry on by sending this, or end with this outcome. */
export type AfterSettling =
  | { readonly do: 'send'; readonly delivery: LeasedDelivery }
  | { readonly do: 'finish'; readonly outcome: DeliveryOutcome }

/**
 * Which is worse when nobody can tell whether it arrived: never, or twice? A channel that misses its digest misses the changes in it, and a
 * correction must reach everyone; a direct message that comes twice is a nuisance to the person who trusted us with it. A story for review waits in
 * the queue anyway.
 */
const RESENT: Readonly<Record<DeliveryClass, boolean>> = { digest: true, correction: true, follow: false, reminder: false, review: false }

/** Code of a delivery that was given up because nobody could say whether it arrived. */
const UNSETTLED = 'unsettled'

/** `markResent` adds to a notice that it may have come before. Something is resent like that once at most. */
export function afterSettling(settled: Settled, delivery: LeasedDelivery, markResent: (notice: Notice) => Notice): AfterSettling {
  switch (settled.kind) {
    case 'delivered':
      return { do: 'finish', outcome: settled }
    case 'absent':
      return { do: 'send', delivery: { ...delivery, unsettledSince: null } }
    case 'repeatable':
      // Its first attempt stays the one that is unsettled: a later look must not believe that nothing was sent before this one.
      return { do: 'send', delivery }
    case 'unknown':
      if (!RESENT[delivery.class] || delivery.resent) return { do: 'finish', outcome: { kind: 'refused', code: UNSETTLED } }
      return { do: 'send', delivery: { ...delivery, notice: markResent(delivery.notice), resent: true } }
    default:
      return unknownSettlement(settled)
  }
}

function unknownSettlement(settled: never): never {
  throw new TypeError(`unknown settlement ${JSON.stringify(settled)}`)
}
