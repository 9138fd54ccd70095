/** Takes what feeds saw into the review queue, and tells operators of what is new there. */

import type { Catalog } from './core/catalog.ts'
import type { Destination, NewDelivery } from './core/delivery.ts'
import type { Notice } from './core/notice.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Log } from './core/ports/log.ts'
import type { OutboxStore } from './core/ports/outbox-store.ts'
import type { Reviews } from './core/ports/reviews.ts'
import type { Review, SeenStory } from './core/review.ts'
import type { ChannelRef, PersonRef } from './core/subscription.ts'
import type { Messages } from './notices/messages.ts'
import { draftFor, reviewCard } from './notices/review-notice.ts'

export interface ReviewIntakeOptions {
  readonly reviews: Reviews
  readonly outbox: Pick<OutboxStore, 'enqueue'>
  readonly catalog: Catalog
  readonly messages: Messages
  readonly clock: Clock
  /** IANA zone of the operators. */
  readonly zone: string
  readonly operators: readonly PersonRef[]
  /** Where cards go; `null`: to each operator. */
  readonly channel: ChannelRef | null
  readonly log: Log
}

export interface ReviewIntake {
  /** Keeps a story and tells operators when it is new, or believed after it had been held. Safe to repeat: nobody is told twice. */
  take(seen: SeenStory): Promise<Review>
  /** Tells operators something else, once for each key. */
  tell(key: string, notice: Notice): Promise<void>
}

const EARLIER_MAX = 3

export function createReviewIntake(options: ReviewIntakeOptions): ReviewIntake {
  const { reviews, outbox, catalog, messages, clock, zone, operators, channel, log } = options
  const destinations: readonly Destination[] =
    channel === null ? operators.map((person) => ({ kind: 'person', ...person })) : [{ kind: 'channel', ...channel }]

  async function tell(key: string, notice: Notice): Promise<void> {
    const now = clock.now()
    const deliveries = destinations.map((destination): NewDelivery => {
      const who = destination.kind === 'person' ? destination.userId : destination.channelId
      return { key: `review:${key}:${destination.chatPlatform}:${who}`, class: 'review', destination, notice, dueAt: now }
    })
    if (deliveries.length > 0) await outbox.enqueue(deliveries, now)
  }

  async function cardOf(review: Review): Promise<Notice> {
    const { slug } = review.seen
    const [earlier, reach, waiting] = await Promise.all([
      slug === null ? [] : reviews.earlier(slug, { except: review.id, limit: EARLIER_MAX }),
      slug === null ? { channels: 0, people: 0 } : reviews.reach(slug),
      reviews.countWaiting(),
    ])
    return reviewCard(review, { messages, catalog, zone, now: clock.now(), earlier, decisions: [], reach, waiting })
  }

  return {
    async take(seen) {
      const { review, was } = await reviews.put(seen, draftFor(seen, catalog, messages), clock.now())
      // After a crash between the two the story is `same`; its card has the key it had, so telling again is harmless.
      if (review.state === 'waiting' && (was !== 'updated' || seen.held === null)) {
        await tell(`${review.id}:${seen.held === null ? 'believed' : 'held'}`, await cardOf(review))
      }
      if (was !== 'same') log.info({ review: review.id, was, held: seen.held !== null }, 'story for review')
      return review
    },
    tell,
  }
}
