import type { CalendarDate } from '../service.ts'
import type { ChannelRef, Digest, DigestSettings } from '../subscription.ts'
import type { NewDelivery } from '../delivery.ts'

/** The digests of channels: at most one per channel. */
export interface Digests {
  of(channel: ChannelRef): Promise<Digest | null>
  /** Creates or replaces the channel's digest and makes it active. Changes after `coveredUntil` will be told. */
  save(channel: ChannelRef, settings: DigestSettings, plan: { readonly dueAt: number; readonly coveredUntil: CalendarDate; readonly atMs: number }): Promise<Digest>
  /** Pausing keeps the settings; resuming needs the next due instant. False when there is none. */
  pause(channel: ChannelRef): Promise<boolean>
  resume(channel: ChannelRef, plan: { readonly dueAt: number; readonly coveredUntil: CalendarDate }): Promise<boolean>
  remove(channel: ChannelRef): Promise<boolean>
  /** Active digests owed at `atMs`, the longest overdue first. Costs O(due). */
  due(atMs: number, limit: number): Promise<readonly Digest[]>
  /**
   * Records a run in one transaction: the digest moves on (`ranOn`, `coveredUntil`, next `dueAt`) and, when there is something to say,
   * the delivery is written. False, and nothing is written, when the digest has changed since it was read or `ranOn` was run before.
   */
  recordRun(digest: Digest, run: { readonly ranOn: CalendarDate; readonly coveredUntil: CalendarDate; readonly dueAt: number; readonly atMs: number }, delivery: NewDelivery | null): Promise<boolean>
}
