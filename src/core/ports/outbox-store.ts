import type { ClaimedDelivery, DeliveryClass, DeliveryOutcome, Destination, NewDelivery } from '../delivery.ts'
import type { ChatPlatformName } from '../subscription.ts'

/** A claimed delivery with what the outbox needs to decide how to go on. */
export interface LeasedDelivery extends ClaimedDelivery {
  /** Earlier tries that ended `unavailable` or `ambiguous`; being told to wait is no failure. */
  readonly failures: number
  /** It was sent again although nobody could say whether an earlier try arrived. */
  readonly resent: boolean
  /** Since when the destination has been known to be gone, or `null`. */
  readonly goneSince: number | null
}

/** A delivery that is owed, for a list to look at. Nothing in it says what is sent. */
export interface OwedDelivery {
  readonly id: number
  readonly key: string
  readonly class: DeliveryClass
  readonly destination: Destination
  readonly dueAt: number
}

/** A delivery that tells of a change, and what became of it. */
export interface ToldDelivery {
  readonly id: number
  readonly destination: Destination
  readonly state: 'pending' | 'attempting' | 'delivered' | 'discarded'
  /** The chat platform's own id of the message, once it is delivered. */
  readonly messageId: string | null
  readonly endedAt: number | null
}

/** A delivery that is not over, or was given up, for an operator to look at. Nothing in it says what is sent. */
export interface ListedDelivery {
  readonly id: number
  readonly class: DeliveryClass
  readonly destination: Destination
  readonly state: 'pending' | 'attempting' | 'discarded'
  /** Why it was last not delivered, or `null`. */
  readonly code: string | null
  readonly attempts: number
  /** When it was to be sent. */
  readonly wantedAt: number
  /** When it is tried next, or its lease ends; `null` when it was given up. */
  readonly dueAt: number | null
}

/**
 * The durable to-send list. Nothing is sent that was not first written here. Deliveries of one destination are handed out one at a time,
 * in the order of their due instants: a later one waits until an earlier one is over.
 */
export interface OutboxStore {
  /** Writes deliveries whose key is new; returns how many were. A known key is silently the same delivery. */
  enqueue(deliveries: readonly NewDelivery[], atMs: number): Promise<number>
  /**
   * Leases up to `limit` deliveries that are owed on these chat platforms, the most urgent classes first, of one class the longest
   * overdue: the lease ends at `leaseUntilMs`, after which another
   * claim may take them. A leased delivery whose attempt was recorded but never finished comes back with `unsettledSince`.
   * Costs O(claimed), however many are waiting for a later day. `claimant` names the process, for `takeOver`.
   */
  claim(query: {
    readonly atMs: number
    readonly leaseUntilMs: number
    readonly limit: number
    readonly chatPlatforms: readonly ChatPlatformName[]
    readonly claimant?: string | undefined
  }): Promise<readonly LeasedDelivery[]>
  /**
   * Ends the leases of named claimants other than this one on a chat platform: for whoever is the only one to send there from now on. What
   * had not been attempted can be claimed at once; an attempt `shortenByMs` sooner than its lease would have ended, so that a request
   * that outlived its process has had its time. Returns how many it ended. Whoever still holds one learns it as ever, by `false`.
   */
  takeOver(query: {
    readonly chatPlatform: ChatPlatformName
    readonly claimant: string
    readonly atMs: number
    readonly shortenByMs: number
  }): Promise<number>
  /**
   * Durably records that an attempt starts, before the chat platform is called, and renews the lease. When it is `resent`, that and its
   * notice are kept as given: it is what is sent from here on. `unsettledSince` of the delivery is kept too, or becomes `atMs` when it is `null`.
   * False when the lease is no longer ours.
   */
  attempting(delivery: LeasedDelivery, at: { readonly atMs: number; readonly leaseUntilMs: number }): Promise<boolean>
  /**
   * Durably records what came of it, and when to try again (`retryAt`) unless it is over. A destination that is `gone` is remembered.
   * False when the lease is no longer ours.
   */
  finish(
    delivery: LeasedDelivery,
    result: { readonly outcome: DeliveryOutcome; readonly atMs: number; readonly retryAt: number | null },
  ): Promise<boolean>
  /** The earliest instant anything can be claimed, or `null`. */
  nextDueAt(chatPlatforms: readonly ChatPlatformName[]): Promise<number | null>
  /** What is owed at this instant, the longest overdue first, at most `limit`; reading only. */
  owed(atMs: number, limit: number): Promise<readonly OwedDelivery[]>
  /** Deliveries that wait or were given up, the newest first, at most `limit`; reading only. Those that were dropped are not among them. */
  list(query: { readonly which: 'waiting' | 'discarded'; readonly limit: number }): Promise<readonly ListedDelivery[]>
  /**
   * Sends what was given up once more from the start, all of it without `id`, and tries destinations that were gone again. What may have
   * arrived after all is looked for first. Returns how many there were.
   */
  retry(which: { readonly id?: number }, atMs: number): Promise<number>
  /** Gives a delivery up for good and empties its words. Its key stays known. False when there is none that waits or was given up. */
  drop(id: number, atMs: number): Promise<boolean>
  /** Forgets that a destination was gone, because the person talked to us or the channel was set up again. */
  clearGone(destination: Destination): Promise<void>
  /** Deliveries that tell of a change, in the order they were written, in pages: `after` is the last id of the page before, 0 at first. */
  toldOf(changeKey: string, page: { readonly after: number; readonly limit: number }): Promise<readonly ToldDelivery[]>
  /** Counts per state, for metrics and health. */
  counts(): Promise<Readonly<Record<'pending' | 'attempting' | 'delivered' | 'discarded', number>>>
}
