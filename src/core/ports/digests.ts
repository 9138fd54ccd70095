import type { NewDelivery } from '../delivery.ts'
import type { CalendarDate } from '../service.ts'
import type { ChannelRef, ChatPlatformName, Digest, DigestSettings } from '../subscription.ts'

/** The digests of channels: at most one per channel. */
export interface Digests {
  of(channel: ChannelRef): Promise<Digest | null>
  /**
   * Creates or replaces the channel's digest and makes it active; `lastRunOn` of an earlier one stays, so that no day runs twice. Changes
   * after `coveredUntil` will be told. A channel that was marked as gone is tried again: whoever sets a digest says it is there.
   */
  save(
    channel: ChannelRef,
    settings: DigestSettings,
    plan: { readonly dueAt: number; readonly coveredUntil: CalendarDate; readonly atMs: number },
  ): Promise<Digest>
  /** Pausing keeps the settings; resuming needs the next due instant. False when there is none. */
  pause(channel: ChannelRef): Promise<boolean>
  resume(channel: ChannelRef, plan: { readonly dueAt: number; readonly coveredUntil: CalendarDate }): Promise<boolean>
  remove(channel: ChannelRef): Promise<boolean>
  /** Active digests owed at `atMs` on these chat platforms, the longest overdue first. Costs O(due). */
  due(query: {
    readonly atMs: number
    readonly limit: number
    readonly chatPlatforms: readonly ChatPlatformName[]
  }): Promise<readonly Digest[]>
  /** How many active digests are owed at `atMs` on these chat platforms. Costs O(due). */
  countDue(query: { readonly atMs: number; readonly chatPlatforms: readonly ChatPlatformName[] }): Promise<number>
  /** The earliest instant an active digest on these chat platforms is owed, or `null`. */
  nextDueAt(chatPlatforms: readonly ChatPlatformName[]): Promise<number | null>
  /** Moves the due instant without a run, when the rules of a time zone have changed since it was computed. False when the digest has changed. */
  replan(digest: Digest, dueAt: number): Promise<boolean>
  /**
   * Records a run in one transaction: the digest moves on (`ranOn`, `coveredUntil`, next `dueAt`) and, when there is something to say,
   * the delivery is written. False, and nothing is written, when the digest has changed since it was read or `ranOn` was run before.
   */
  recordRun(
    digest: Digest,
    run: { readonly ranOn: CalendarDate; readonly coveredUntil: CalendarDate; readonly dueAt: number; readonly atMs: number },
    delivery: NewDelivery | null,
  ): Promise<boolean>
}
