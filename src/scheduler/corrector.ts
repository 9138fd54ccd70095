/** Writes a correction for everybody who was told, and for nobody else. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { NewDelivery } from '../core/delivery.ts'
import type { Notice } from '../core/notice.ts'
import type { Log } from '../core/ports/log.ts'
import type { OutboxStore, ToldDelivery } from '../core/ports/outbox-store.ts'
import type { Reviews } from '../core/ports/reviews.ts'
import { type Correction, reviewKey } from '../core/review.ts'

export interface CorrectorOptions {
  readonly reviews: Pick<Reviews, 'unwritten' | 'written'>
  readonly outbox: Pick<OutboxStore, 'enqueue' | 'toldOf' | 'drop'>
  /** What one of them reads; `told` is the message that was wrong. */
  readonly correctionNotice: (correction: Correction, told: ToldDelivery) => Notice
  readonly log: Log
}

export interface Corrector {
  /** Writes what is owed and returns how many deliveries that was. */
  run(now: number, signal: AbortSignal): Promise<number>
}

const TOLD_PER_PAGE = 200

export function createCorrector({ reviews, outbox, correctionNotice, log }: CorrectorOptions): Corrector {
  /** True once everybody who was told has been written to. */
  async function correct(correction: Correction, now: number, signal: AbortSignal): Promise<number | null> {
    let written = 0
    for (let after: number | null = 0; after !== null; ) {
      if (signal.aborted) return null
      const page: readonly ToldDelivery[] = await outbox.toldOf(reviewKey(correction.review.id), { after, limit: TOLD_PER_PAGE })
      const deliveries = page.filter(mayHaveArrived).map((told): NewDelivery => {
        const { destination } = told
        const who = destination.kind === 'person' ? destination.userId : `${destination.installationId}/${destination.channelId}`
        return {
          // Whoever was told several times is corrected once.
          key: `correction:${correction.id}:${destination.chatPlatform}:${who}`,
          class: 'correction',
          destination,
          notice: correctionNotice(correction, told),
          dueAt: now,
        }
      })
      written += await outbox.enqueue(deliveries, now)
      after = page.length < TOLD_PER_PAGE ? null : (page.at(-1)?.id ?? null)
      await nextTurn()
    }
    return written
  }

  return {
    async run(now, signal) {
      let total = 0
      for (const correction of await reviews.unwritten()) {
        const written = await correct(correction, now, signal)
        if (written === null) return total
        // Only now: after a crash the same is written again under the same keys.
        await reviews.written(correction.id)
        log.info({ review: correction.review.id, deliveries: written }, 'correction will be told')
        total += written
      }
      return total
    },
  }
}

/** What was given up reached nobody; what still waits will be followed by its correction. */
const mayHaveArrived = ({ state }: ToldDelivery) => state !== 'discarded'
