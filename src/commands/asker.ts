import type { ChannelRef, PersonRef } from '../core/subscription.ts'

/** Who asks, and from where: everything a front end knows when something arrives. */
export interface Asker {
  readonly person: PersonRef
  /** Where it was asked, when the bot is installed there; `null` in direct messages and for user-installed Discord apps elsewhere. */
  readonly channel: ChannelRef | null
  /** The person's language as the chat platform tells it (BCP 47), or `null`. */
  readonly locale: string | null
  /** The guild's or workspace's language, or `null`. */
  readonly installationLocale: string | null
  /** IANA zone as the chat platform tells it, or `null`. */
  readonly zone: string | null
  /** Manage Server on Discord; admin or owner on Slack. May ask the chat platform; answers false whenever it cannot be sure. */
  mayManage(): Promise<boolean>
}
