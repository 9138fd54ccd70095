import type { ClaimedDelivery, DeliveryOutcome, NewDelivery } from '../delivery.ts'
import type { ChatPlatformName } from '../subscription.ts'

/** The durable to-send list. Nothing is sent that was not first written here. */
export interface OutboxStore {
  /** Writes deliveries whose key is new; returns how many were. A known key is silently the same delivery. */
  enqueue(deliveries: readonly NewDelivery[], atMs: number): Promise<number>
  /**
   * Leases up to `limit` deliveries that are owed on these chat platforms: the lease ends at `leaseUntilMs`, after which another
   * claim may take them. A leased delivery whose attempt was recorded but never finished comes back with `unsettledSince`.
   */
  claim(query: { readonly atMs: number; readonly leaseUntilMs: number; readonly limit: number; readonly chatPlatforms: readonly ChatPlatformName[] }): Promise<readonly ClaimedDelivery[]>
  /** Durably records that an attempt starts, before the chat platform is called. False when the lease is no longer ours. */
  attempting(delivery: ClaimedDelivery, atMs: number): Promise<boolean>
  /** Durably records what came of it, and when to try again (`retryAt`) unless it is over. False when the lease is no longer ours. */
  finish(delivery: ClaimedDelivery, result: { readonly outcome: DeliveryOutcome; readonly atMs: number; readonly retryAt: number | null }): Promise<boolean>
  /** The earliest instant anything is owed, or `null`. */
  nextDueAt(chatPlatforms: readonly ChatPlatformName[]): Promise<number | null>
  /** Counts per state, for metrics and health. */
  counts(): Promise<Readonly<Record<'pending' | 'attempting' | 'delivered' | 'discarded', number>>>
}
